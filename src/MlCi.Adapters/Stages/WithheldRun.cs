using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>
/// The whole way without the holdout's labels, where these lie apart and cannot be read: the model is trained and its predictions are left
/// for whoever has the labels. Nothing is measured, so no verdict is given, and none of an earlier run stays.
/// </summary>
internal static class WithheldRun
{
    /// <summary>Leaves predictions, of the disturbed holdout, too.</summary>
    public static StageOutcome Evaluate(PipelineSession session)
    {
        Kept kept = EvaluateStage.Leave(session);
        DisturbedPredictions.LeaveAll(session);
        string reason = $"predicted {Numerals.Count(session.Holdout.Table.RowCount, "rows")}, whose labels are withheld here: nothing is measured";
        return session.Told(new StageOutcome("Evaluate", StageStatus.Skipped, reason, HasResult: true), kept);
    }

    /// <summary>There is nothing to compare.</summary>
    public static StageOutcome Compare() => StageOutcome.Skipped("Compare", "labels are withheld here: nothing is compared");

    /// <summary>The end of the way, which says of each stage how it ended.</summary>
    public static StageOutcome End(PipelineSession session)
    {
        StageOutcome? broken = session.Outcomes.Find(outcome => outcome.Status is StageStatus.Failed or StageStatus.NotEvaluated);
        string reason = broken is null
            ? "no verdict, as labels are withheld here: mlci/gate, which has them, judges these predictions"
            : $"no verdict, and {broken.Stage} did not pass: {Headline.FirstLine(broken.Reason)}";
        var run = new WithheldReport
        {
            Pipeline = session.Definition.Name,
            Ran = broken is null,
            Reason = reason,
            Commit = session.Commit,
            Dirty = session.Recorder.Dirty,
            Model = session.ModelDigest,
            Stages = session.Outcomes,
        };
        AtomicFile.WriteText(session.Artifact(WithheldReport.FileName), run.Write());
        return broken is null ? StageOutcome.Skipped(GateStage.Name, reason) : StageOutcome.Failed(GateStage.Name, reason);
    }
}
