using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;

namespace MlCi.Reports;

/// <summary>A metric's spread over the seeds as a row of text, the same in every report that people read.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">The standard deviation.</param>
/// <param name="Least">The least value.</param>
/// <param name="Greatest">The greatest value.</param>
/// <param name="Note">Why there is no spread, or that the difference to the champion is no more than what the seed makes; else empty.</param>
public sealed record SeedSpreadRow(string Metric, string Mean, string StandardDeviation, string Least, string Greatest, string Note)
{
    private const double Rounding = 1e-9;

    /// <summary>The title of the table in every report.</summary>
    /// <param name="report">A report with a spread.</param>
    public static string Title(GateReport report) => $"Over {report.SeedSpread[0].Estimates.Count} seeds";

    /// <summary>What stands under the table.</summary>
    /// <param name="report">A report with a spread.</param>
    public static string About(GateReport report)
    {
        IReadOnlyList<SeedEstimate> seeds = report.SeedSpread[0].Estimates;
        return $"models of seeds {seeds[0].Seed} to {seeds[^1].Seed}, all else the same; the first is gated, and the spread decides nothing";
    }

    /// <summary>The rows; none where one model was trained.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<SeedSpreadRow> Of(GateReport report) => [.. report.SeedSpread.Select(spread => Of(spread, spread.Undefined ?? NoteOf(report, spread) ?? ""))];

    /// <summary>That the difference to the champion is no more than what the seed makes; null where it is more, or nothing was compared.</summary>
    /// <param name="report">The report.</param>
    /// <param name="spread">The spread of a metric.</param>
    internal static string? NoteOf(GateReport report, SeedSpread spread)
    {
        GateResult? comparison = report.Gates.FirstOrDefault(gate =>
            gate.Rule == ComparisonGate.Kind && gate.Slice is null && gate.Metric == spread.Metric && gate.Outcome != "identical");
        // On the metric's own scale, as the spread is, where a margin is relative, too.
        return comparison is { Estimate: { } challenger, Champion: { } champion } && spread.Explains(challenger - champion)
            ? $"the difference to the champion, {Numerals.Of(challenger - champion, spread.Reach!.Value)}, is within what the seed alone changes"
            : null;
    }

    private static SeedSpreadRow Of(SeedSpread spread, string note)
    {
        if (spread is not { Mean: { } mean, StandardDeviation: { } deviation, Least: { } least, Greatest: { } greatest })
            return new SeedSpreadRow(spread.Metric, "–", "–", "–", "–", note);
        // As many decimals as tell the ends apart, unless only rounding does.
        double[] ends = greatest - least > Rounding * Math.Max(Math.Abs(least), Math.Abs(greatest)) ? [least, greatest] : [];
        return new SeedSpreadRow(spread.Metric, Numerals.Of(mean, ends), Numerals.Of(deviation), Numerals.Of(least, ends), Numerals.Of(greatest, ends), note);
    }
}
