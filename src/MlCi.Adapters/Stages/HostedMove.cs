using MlCi.Adapters.GitHub;
using MlCi.Adapters.GitHub.Clients;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>
/// Tells GitHub what a job of its has moved: a deployment to the environment <c>PIPELINE/ALIAS</c>, and the release of a tag. A job that is to tell
/// lends its token as GITHUB_TOKEN; elsewhere nothing is told. The registry is what counts: the deployment is never fatal.
/// </summary>
internal static class HostedMove
{
    // GitHub takes 125,000.
    private const int MostNotes = 120_000;

    /// <summary>The outcome, with a note where GitHub could not be told of it.</summary>
    public static MoveOutcome Told(PipelineSession session, MoveOutcome outcome)
    {
        if (!IsAsked || !outcome.Holds)
            return outcome;
        try
        {
            using IGitHub gitHub = GitHubClients.Connect(Environment.GetEnvironmentVariable, session.Interrupted);
            Tell(gitHub, session.Place.Repository(session.Definition.Name), outcome.Record);
            return outcome;
        }
        catch (FaultException e)
        {
            return outcome with { Notes = [.. outcome.Notes, $"GitHub was not told of the deployment: {e.Message}"] };
        }
    }

    /// <summary>Makes the release of a tag, or gives it the notes as they are now.</summary>
    /// <exception cref="FaultException">GitHub refuses or is out of reach (exit 3); asked again, it is completed.</exception>
    public static void Release(PipelineSession session, ReleaseTag tag, string notes)
    {
        if (!IsAsked)
            return;
        using IGitHub gitHub = GitHubClients.Connect(Environment.GetEnvironmentVariable, session.Interrupted);
        Release(gitHub, tag, notes);
    }

    internal static void Release(IGitHub gitHub, ReleaseTag tag, string notes)
    {
        var text = new ReleaseText(tag.ToString(), CheckText.Fit(notes, MostNotes));
        if (gitHub.ReadRelease(tag.ToString()) is { } there)
            gitHub.EditRelease(there, text);
        else
            gitHub.CreateRelease(tag.ToString(), text);
    }

    // A model that was registered of no commit is nowhere on GitHub. Only the latest deployment to an environment counts there: what an earlier
    // run has told of is not told again, and what it was kept from telling is.
    internal static void Tell(IGitHub gitHub, IRepository registry, PromotionRecord record)
    {
        if (Registrations.Of(registry, record.To).Select(one => one.Commit).LastOrDefault(commit => commit is not null) is not { } commit)
            return;
        string description = CheckText.Fit(InertText.Of($"{record.To[..19]} by {record.Who}: {record.Why}"), CheckText.MostDescription);
        string environment = $"{registry.Pipeline}/{record.Alias}";
        Deployment deployment = LostWork.Deployment(gitHub, commit, environment, description) ?? gitHub.CreateDeployment(commit, environment, description);
        if (!gitHub.HasSucceeded(deployment))
            gitHub.SetDeploymentStatus(deployment, new DeploymentStatus("success", description, Announcement.PageOf(Environment.GetEnvironmentVariable)));
    }

    private static bool IsAsked => Environment.GetEnvironmentVariable("GITHUB_ACTIONS") is "true" && Environment.GetEnvironmentVariable("GITHUB_TOKEN") is { Length: > 0 };
}
