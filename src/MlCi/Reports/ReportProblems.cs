using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>What keeps a model from passing, the most telling first: stages without a result, a used-up holdout, then the gates that block.</summary>
internal static class ReportProblems
{
    /// <summary>All of them; none where the report passed.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<Problem> Of(GateReport report)
    {
        if (report.Passed)
            return [];
        Problem[] found =
        [
            .. Broken(report).Select(stage => StageProblem.Of(stage, report)),
            .. report.HoldoutUse.Where(use => use.Blocks).Select(use => new Problem(
                use.Reason, "replace the holdout by rows that have decided nothing yet; what passes below does not count") { Place = use.Source }),
            .. Blocking(report).Select(GateProblem.Of),
        ];
        return found.Length > 0 ? found : [new Problem(report.Reason, "write a gate in pipeline.yml: without one nothing says what the model must do")];
    }

    /// <summary>The stages that give no verdict by themselves; of what did not run, only where nothing failed.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<StageOutcome> Broken(GateReport report)
    {
        StageOutcome[] open = [.. report.Stages.Where(stage => !stage.HasResult || stage.Stage is not ("Evaluate" or "Compare"))];
        StageOutcome[] failed = [.. open.Where(stage => stage.Status == StageStatus.Failed)];
        return failed.Length > 0 ? failed : [.. open.Where(stage => stage.Status == StageStatus.NotEvaluated).Take(1)];
    }

    // Where a stage broke, that says why all the rest was not evaluated.
    private static IEnumerable<GateResult> Blocking(GateReport report) => report.Gates
        .Where(gate => gate.Blocks && ReportRow.Of(gate).NeedsReason(report))
        .OrderBy(gate => gate.Verdict switch
        {
            GateVerdict.Failed => gate.Slice is null ? 0 : 1,
            GateVerdict.NotEvaluated => 2,
            _ => 3,
        });
}
