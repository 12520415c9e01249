using System.Globalization;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>The first line of every report: passed or failed, the one reason that matters, what was inconclusive or not compared.</summary>
public static class Headline
{
    /// <summary>The line without markup: <c>FAILED telco-churn: auc 0.79 [0.77, 0.81] misses ≥ 0.82 (1 failed, 41 passed)</c>.</summary>
    public static string Of(GateReport report)
    {
        // A pass that is not all gates has its counts in the reason already.
        string counts = report.Passed || report.Gates.Count < 2 ? ""
            : report.Decisions.NotEvaluatedCount == report.Gates.Count ? "; no gate was evaluated"
            : $" ({report.Decisions.Counts})";
        string nothing = ComparedNothing(report) ? $"; nothing was compared: {report.Champion}" : "";
        return $"{Word(report)} {report.Pipeline}: {FirstLine(report.Reason)}{counts}{nothing}";
    }

    /// <summary>PASSED or FAILED.</summary>
    public static string Word(GateReport report) => report.Passed ? "PASSED" : "FAILED";

    /// <summary>The first line of a text: the log of a crashed program comes further down.</summary>
    public static string FirstLine(string text)
    {
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end].TrimEnd(':');
    }

    /// <summary>The level of the intervals that decide, in percent: never rounded to all.</summary>
    public static string Level(GateReport report)
    {
        double level = report.Gates[0].Level;
        return level < .9999 ? level.ToString("0.##%", CultureInfo.InvariantCulture) : Numerals.Of(level * 100, 100) + "%";
    }

    /// <summary>Whether no champion was compared with.</summary>
    internal static bool ComparedNothing(GateReport report) =>
        report.Stages.Any(stage => stage is { Stage: "Compare", Status: StageStatus.Skipped })
        || (report.Gates.Count > 0 && report.Gates.All(gate => gate.Rule != ComparisonGate.Kind) && report.Stages.All(stage => stage.Stage != "Compare"));
}
