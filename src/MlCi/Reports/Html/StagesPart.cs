using MlCi.Pipelines;

namespace MlCi.Reports.Html;

/// <summary>What came of each stage, how long it took, and why it ran.</summary>
internal static class StagesPart
{
    public static void Add(Markup page, GateReport report, IReadOnlyList<StageTime> times)
    {
        if (report.Stages.Count == 0)
            return;
        double longest = times.Select(time => time.Seconds).Append(.001).Max();
        PageTable.Open(
            page, "Stages", report.Stages.Count, new("Stage"), new("Ended"), new("Seconds", PageColumn.WideNumber), new("Time", PageColumn.WideDrawing), new("What came of it"), new("Why it ran", PageColumn.Wide));
        page.Add($"<tbody>");
        foreach (StageOutcome stage in report.Stages)
        {
            VerdictMark mark = VerdictMark.Of(stage);
            double? seconds = times.LastOrDefault(time => time.Stage == stage.Stage)?.Seconds;
            page.Add($"<tr class=\"{mark.Kind}\"><th scope=\"row\" class=\"nb\">{stage.Stage}</th><td class=\"nb\">");
            mark.Add(page);
            page.Add($"{Word(stage.Status)}</td><td class=\"n w\">{(seconds is { } shown ? $"{shown:0.00}" : "–")}</td><td class=\"d w\">");
            if (seconds is { } drawn)
                page.Add($"<svg class=\"f\" viewBox=\"0 0 240 16\" aria-hidden=\"true\"><path class=\"bar\" d=\"M0 4H{Math.Max(1, drawn / longest * 240)}V12H0z\"/></svg>");
            page.Add($"</td><td>{Headline.FirstLine(stage.Reason):600}{(stage.Reproduced is { } again ? $"; {again}" : "")}</td><td class=\"w\">{Why(stage):600}</td></tr>\n");
        }

        page.Add($"</tbody>");
        PageTable.Close(page);
    }

    private static string Why(StageOutcome stage) => stage.Status is StageStatus.Skipped or StageStatus.NotEvaluated ? "" : stage.Why ?? "runs every time";

    private static string Word(StageStatus status) => status switch
    {
        StageStatus.Passed => "passed",
        StageStatus.Failed => "failed",
        StageStatus.Skipped => "skipped",
        _ => "not evaluated",
    };
}
