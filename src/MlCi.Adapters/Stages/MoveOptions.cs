using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>What Promote and Rollback share: what the user asked for, and how it is told what came of it.</summary>
internal static class MoveOptions
{
    /// <summary>What the user asked for.</summary>
    /// <param name="session">The pipeline.</param>
    /// <param name="withoutWhy">What the record says where the user gave no reason.</param>
    /// <exception cref="FaultException">There is no such alias (exit 2).</exception>
    public static MoveRequest Request(PipelineSession session, string withoutWhy)
    {
        RunOptions options = session.Options;
        string to = options.To ?? throw FaultException.Misconfigured(
            $"found no --to, expected the alias to move: {string.Join(" or ", session.Definition.Promotion.Aliases.Where(alias => alias.Name != Alias.Candidate.Name).Select(alias => $"--to {alias}"))}");
        return new MoveRequest(session.Definition.Name, session.Definition.Promotion.Named(to), options.Model, Who, string.IsNullOrWhiteSpace(options.Why) ? withoutWhy : options.Why);
    }

    /// <summary>Who runs this: on GitHub whoever started the workflow, else the user.</summary>
    public static string Who => Environment.GetEnvironmentVariable("GITHUB_ACTOR") is { Length: > 0 } actor ? actor : Environment.UserName;

    /// <summary>Tells what came of it; where somebody else moved the alias away at once, that is no success.</summary>
    public static StageOutcome Told(string stage, MoveOutcome outcome, string sentence)
    {
        string reason = string.Join("; ", [sentence, .. outcome.Notes]);
        return outcome.Holds ? StageOutcome.Passed(stage, reason) : StageOutcome.Failed(stage, reason);
    }
}
