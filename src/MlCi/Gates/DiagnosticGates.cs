using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Gates;

/// <summary>
/// Decides limits on slices that are only looked at. They block nothing and are no part of the gates' family; a slice is called
/// out where its p of "the limit is missed" is at most α after Benjamini &amp; Hochberg's adjustment among all diagnostics, so
/// that of what is called out at most a share α is so by chance.
/// </summary>
public static class DiagnosticGates
{
    /// <summary>The name of this kind of rule in <see cref="GateResult.Rule"/>.</summary>
    public const string Kind = "diagnostic";

    /// <summary>The decisions, in the order of rules and slices.</summary>
    /// <param name="rules">The limits that are diagnostics; all on slices.</param>
    /// <param name="evaluation">The metrics of the rules in all slices.</param>
    /// <param name="alpha">The α that the metrics were estimated at.</param>
    /// <param name="power">The power at which the rows needed are planned.</param>
    public static IReadOnlyList<GateResult> Evaluate(IReadOnlyList<GateRule> rules, Evaluation evaluation, double alpha, double power)
    {
        GateResult[] results = [.. SliceFamily.Decide(GateEvaluator.Pending(rules, evaluation, alpha, power))];
        int[] tested = [.. Enumerable.Range(0, results.Length).Where(i => results[i].PValue is not null)];
        double[] adjusted = BenjaminiHochberg.Adjust([.. tested.Select(i => results[i].PValue!.Value)]);
        for (int i = 0; i < tested.Length; i++)
            results[tested[i]] = Readjusted(results[tested[i]], adjusted[i], tested.Length, alpha);
        return [.. results.Select(result => result with { Rule = Kind, Blocks = false })];
    }

    // Only where the interval misses the limit does the adjustment decide anything.
    private static GateResult Readjusted(GateResult result, double adjusted, int family, double alpha)
    {
        double limit = result.Threshold!.Value;
        bool isMinimum = result.Direction == "min";
        if (!LimitTest.Misses(new Interval(result.Lower!.Value, result.Upper!.Value), limit, isMinimum))
            return result with { PAdjusted = adjusted };
        string measured = $"{result.Id} {Numerals.WithInterval(result.Estimate!.Value, result.Lower.Value, result.Upper.Value, limit)} "
            + $"misses {(isMinimum ? '≥' : '≤')} {Numerals.Exact(limit)}";
        string p = Numerals.PValue(adjusted, alpha);
        return adjusted <= alpha
            ? result with { PAdjusted = adjusted, Verdict = GateVerdict.Failed, RowsNeeded = null, Reason = $"{measured} (adjusted p {p} among {family} diagnostics)" }
            : result with
            {
                PAdjusted = adjusted,
                Verdict = GateVerdict.Inconclusive,
                Reason = $"{measured} by itself, but not as one of {family} diagnostics (adjusted p {p}): inconclusive",
            };
    }
}
