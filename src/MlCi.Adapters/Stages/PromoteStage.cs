using MlCi.Adapters.Registry;
using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>Moves an alias to a registered model that its rules let pass.</summary>
internal static class PromoteStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "Promote";

    public static StageOutcome Run(PipelineSession session)
    {
        if (session.Options.ReleaseTag is { } tag)
            return TaggedRelease.Run(session, Name, ReleaseTag.Read(tag));
        MoveRequest request = MoveOptions.Request(session, "no reason given");
        MoveOutcome outcome = HostedMove.Told(session, session.Promotions.Promote(request));
        string from = outcome.Record.From is null ? "nothing before" : outcome.IsThereAlready ? "there already" : $"before: {outcome.Record.From[..19]}";
        return MoveOptions.Told(Name, outcome, $"{outcome.Record.Alias} is now {outcome.Record.To} ({from}), promoted by {outcome.Record.Who}: {outcome.Record.Why}");
    }
}
