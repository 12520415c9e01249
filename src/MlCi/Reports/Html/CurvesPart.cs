namespace MlCi.Reports.Html;

/// <summary>What the predictions look like: curves, distributions, decisions.</summary>
internal static class CurvesPart
{
    public static void Add(Markup page, GateReport report, ReportCurves? curves)
    {
        if (curves is null)
            return;
        if ((curves.Scores?.Undefined ?? curves.Numbers?.Undefined) is { } why)
        {
            page.Add($"<p>Nothing can be drawn: {why}.</p>\n");
            return;
        }

        if (curves.Champion is { Undefined: null })
        {
            page.Add($"<p class=\"legend\"><svg viewBox=\"0 0 30 16\" class=\"k\" aria-hidden=\"true\"><path class=\"now\" d=\"M2 8H28\"/></svg> this model ");
            page.Add($"<svg viewBox=\"0 0 30 16\" class=\"k\" aria-hidden=\"true\"><path class=\"before\" d=\"M2 8H28\"/></svg> champion</p>\n");
        }

        if (curves.HasWeights)
            page.Add($"<p>{(curves.Scores is null ? "Rows have weights; here each is counted as one." : "Rows count by their weights, but in the table of decisions each as one.")}</p>\n");
        page.Add($"<div class=\"plots\">\n");
        if (curves.Scores is { } scores)
            Add(page, report, scores, curves.Champion is { Undefined: null } champion ? champion : null);
        if (curves.Classes is { } classes)
            DecisionsTable.Add(page, classes);
        if (curves.Numbers is { } numbers)
        {
            ActualPlot.Add(page, numbers);
            ResidualPlot.Add(page, numbers);
        }

        page.Add($"</div>\n");
    }

    private static void Add(Markup page, GateReport report, ScoreCurves scores, ScoreCurves? champion)
    {
        DecisionsTable.Add(page, scores);
        ScorePlot.Add(page, scores);
        RocPlot.Add(page, scores, champion, Whole(report, "auc"));
        PrecisionPlot.Add(page, scores, champion, Whole(report, "average_precision"));
        CalibrationPlot.Add(page, scores, champion);
    }

    private static double? Whole(GateReport report, string metric) =>
        report.Gates.Concat(report.Diagnostics).FirstOrDefault(gate => gate.Metric == metric && gate.Slice is null && gate.Estimate is not null)?.Estimate;
}
