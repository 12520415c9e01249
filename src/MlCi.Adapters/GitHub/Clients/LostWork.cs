namespace MlCi.Adapters.GitHub.Clients;

/// <summary>Finds what was perhaps done by a request that nobody answered.</summary>
internal static class LostWork
{
    /// <summary>The comment of that text, the latest; null where there is none of ours.</summary>
    public static IssueComment? Comment(IGitHub gitHub, int number, string body)
    {
        string author = gitHub.Author();
        // GitHub takes carriage returns for line ends.
        return gitHub.ListComments(number).Where(one => one.Author == author && Lines(one.Body) == Lines(body)).MaxBy(one => one.Id);
    }

    /// <summary>The check run that was begun, the latest that is as far as it should be; null where there is none.</summary>
    public static CheckRun? CheckRun(IGitHub gitHub, string sha, string name, string externalId, CheckRunChange change) =>
        gitHub.ListCheckRuns(sha, name).LastOrDefault(run => run.ExternalId == externalId && run.IsCompleted == change.Passed is not null && run.Annotations == change.Annotations.Count);

    /// <summary>The check run as it is now, where the change was made; null where it was not.</summary>
    /// <param name="before">The check run as it was.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">The check run as it is.</param>
    public static CheckRun? Change(CheckRun before, CheckRunChange change, CheckRun now) =>
        // Without annotations the same twice is the same once.
        change.Annotations.Count > 0 && now.Annotations >= before.Annotations + change.Annotations.Count && now.IsCompleted == change.Passed is not null ? now : null;

    /// <summary>The deployment that was made; null where the latest to that environment is another one.</summary>
    public static Deployment? Deployment(IGitHub gitHub, string sha, string environment, string description) =>
        gitHub.LatestDeployment(environment) is { } latest && latest.Sha == sha && latest.Description == description ? latest : null;

    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd();
}
