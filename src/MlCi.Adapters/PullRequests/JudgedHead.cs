using MlCi.Adapters.GitHub;

namespace MlCi.Adapters.PullRequests;

/// <summary>What a run of the gate is for.</summary>
/// <param name="Number">The pull request, or null of a merge queue's head.</param>
/// <param name="Sha">The commit that is judged.</param>
/// <param name="BaseBranch">The branch that it is for.</param>
internal sealed record JudgedHead(int? Number, string Sha, string BaseBranch)
{
    /// <summary>What is posted nowhere has a reason; else what the run is for.</summary>
    /// <param name="gitHub">The repository.</param>
    /// <param name="run">The run.</param>
    public static (JudgedHead? Head, string Reason) Of(IGitHub gitHub, GateRun run)
    {
        if (run is { Event: "merge_group", QueuedFor: { } branch })
            return (new JudgedHead(null, run.HeadSha, branch), "");
        if (run.Event != "pull_request" || run.HeadOwner is not { } owner)
            return (null, $"a run for '{run.Event}' is for no pull request");
        PullRequest? found = gitHub.FindPullRequest(owner, run.HeadBranch, run.HeadSha);
        return found is { IsOpen: true } ? (new JudgedHead(found.Number, run.HeadSha, found.BaseBranch), "")
            : (null, found is null ? $"no pull request has {run.HeadSha} as its head any more" : $"pull request {found.Number} is closed");
    }
}
