namespace MlCi.Adapters.GitHub.Clients;

/// <summary>Which of a branch's pull requests is meant.</summary>
internal static class PullRequestSearch
{
    /// <summary>The one that stands at a commit: an open one first, then the latest; null where there is none.</summary>
    public static PullRequest? Choose(IEnumerable<PullRequest> all, string headSha) =>
        all.Where(one => one.HeadSha == headSha).OrderByDescending(one => one.IsOpen).ThenByDescending(one => one.Number).FirstOrDefault();
}
