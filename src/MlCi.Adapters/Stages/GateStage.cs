using MlCi.Adapters.Storage;
using MlCi.Gates;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Reports.Html;

namespace MlCi.Adapters.Stages;

/// <summary>The verdict: always written, whatever came of the stages before.</summary>
internal static class GateStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "Gate";

    /// <summary>The files that hold a verdict: none of an earlier run may stay beside a run that gave none.</summary>
    public static readonly string[] Files = ["gate.json", "gate.md", "gate.html", "gate.junit.xml"];

    public static StageOutcome Run(PipelineSession session)
    {
        GateReport report = HoldoutTurn.Decide(session, Draft(session), TimeProvider.System);
        session.Report = report;
        Write(session, report);
        if (report.Passed && session.Rows is { } rows)
            AcceptedData.Write(session, rows);
        return report.Passed ? StageOutcome.Passed(Name, report.Reason) : new StageOutcome(Name, StageStatus.Failed, report.Reason, HasResult: true);
    }

    /// <summary>The report, complete but for the verdict and the use of the holdout.</summary>
    public static GateReport Draft(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        StageOutcome[] stages = [.. StagePlan.Find(Name)!.DependsOn.Select(stage =>
            session.OutcomeOf(stage) ?? StageOutcome.NotEvaluated(stage, $"{stage} was left out of this run"))];
        return new GateReport
        {
            Passed = false,
            Reason = "",
            Pipeline = definition.Name,
            Commit = session.Commit,
            Dirty = session.Recorder.Dirty,
            Digests = new ReportDigests(session.ModelDigest, session.Train.Digest, session.Holdout.Digest, definition.RulesDigest, session.ChampionDigest),
            Packages = PackageRecord.Read(session.Options.Root),
            Stages = stages,
            Gates = [.. Thresholds(session, stages), .. Comparisons(session, stages)],
            Diagnostics = session.Diagnostics,
            WorstSlices = session.WorstSlices,
            SeedSpread = session.SeedSpread,
            Findings = session.Findings,
            Decisions = Verdict.Of([]),
            Champion = session.Champion,
        };
    }

    /// <summary>Writes a verdict among the artifacts.</summary>
    public static void Write(PipelineSession session, GateReport report)
    {
        AtomicFile.WriteText(session.Artifact("gate.md"), MarkdownReport.Write(report));
        // Beside the predictions a curve tells the labels, nearly row by row, to all who may read the page.
        ReportCurves? curves = session.Definition.Labels is null ? session.Curves : null;
        AtomicFile.WriteText(session.Artifact("gate.html"), HtmlReport.Write(report, curves, session.Recorder.Times));
        AtomicFile.WriteText(session.Artifact("gate.junit.xml"), JUnitReport.Write(report));
        // Last, as it is what others trust: where it stands, the others stand too.
        AtomicFile.WriteText(session.Artifact("gate.json"), GateReportJson.Write(report));
    }

    private static IEnumerable<GateResult> Thresholds(PipelineSession session, StageOutcome[] stages) =>
        session.Thresholds ??
        [
            .. session.Definition.Gates.Where(rule => !rule.IsDiagnostic).SelectMany(rule =>
                GateReportBuilder.NotEvaluated(rule, session.Definition.Alpha, WhyNot("Evaluate", stages))),
            .. session.Definition.Fairness.Select(rule => FairnessGate.NotEvaluated(rule, session.Definition.Alpha, WhyNot("Evaluate", stages))),
            .. session.Definition.Robustness.Select(rule => RobustnessGate.NotEvaluated(rule, WhyNot("Evaluate", stages), session.Definition.Alpha)),
        ];

    private static IEnumerable<GateResult> Comparisons(PipelineSession session, StageOutcome[] stages) =>
        session.Comparisons ?? session.Definition.Compare.Select(rule =>
            GateReportBuilder.NotEvaluated(rule, session.Definition.Alpha, WhyNot("Compare", stages)));

    private static string WhyNot(string stage, StageOutcome[] stages) => Headline.FirstLine(Array.Find(stages, outcome => outcome.Stage == stage)!.Reason);
}
