using MlCi.Adapters.Registry;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>Moves an alias back to the good model before.</summary>
internal static class RollbackStage
{
    private const string Name = "Rollback";

    public static StageOutcome Run(PipelineSession session)
    {
        MoveRequest request = MoveOptions.Request(session, "rollback");
        MoveOutcome outcome = HostedMove.Told(session, session.Promotions.Rollback(request));
        string from = outcome.IsThereAlready ? "there already" : $"no more {outcome.Record.From?[..19] ?? "nothing"}";
        return MoveOptions.Told(Name, outcome, $"{outcome.Record.Alias} is back at {outcome.Record.To} ({from}), by {outcome.Record.Who}: {outcome.Record.Why}");
    }
}
