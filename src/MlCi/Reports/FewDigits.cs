using System.Globalization;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Reports;

/// <summary>
/// Numbers as they may be told of labels that not everybody can read. A metric is a sum over rows: at all its digits, beside the predictions,
/// it tells which of some tens of rows are positive. Decisions are taken on the exact numbers before.
/// </summary>
public static class FewDigits
{
    private const int Digits = 4, MostDigits = 17;

    /// <summary>
    /// Four significant digits; where these would show the number on, or on the other side of, one of the numbers that it is compared with,
    /// or as 0 or 1, as many as tell them apart.
    /// </summary>
    /// <param name="value">The number.</param>
    /// <param name="beside">What it is compared with.</param>
    public static double Of(double value, params ReadOnlySpan<double> beside)
    {
        if (!double.IsFinite(value))
            return value;
        for (int digits = Digits; digits < MostDigits; digits++)
        {
            double rounded = double.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (IsOnTheSameSide(value, rounded, beside))
                return rounded;
        }

        return value;
    }

    /// <summary>A decision that was taken.</summary>
    /// <param name="gate">The decision.</param>
    /// <param name="alpha">What its p-values are compared with.</param>
    public static GateResult Of(GateResult gate, double alpha)
    {
        double limit = gate.Threshold ?? 0, margin = gate.Margin ?? 0;
        return gate with
        {
            Estimate = Told(gate.Estimate),
            Lower = Told(gate.Lower),
            Upper = Told(gate.Upper),
            Champion = Told(gate.Champion),
            Difference = Told(gate.Difference),
            PValue = gate.PValue is { } p ? Of(p, alpha) : null,
            PAdjusted = gate.PAdjusted is { } adjusted ? Of(adjusted, alpha) : null,
            RowsNeeded = gate.RowsNeeded is { } rows ? Numerals.RoundedUp(rows) : null,
        };

        double? Told(double? value) => value is { } number ? Of(number, limit, margin, -margin) : null;
    }

    /// <summary>Metrics on all rows and in slices.</summary>
    /// <param name="evaluation">The metrics.</param>
    public static Evaluation Of(Evaluation evaluation) => new(Of(evaluation.Whole), [.. evaluation.Slices.Select(Of)]);

    /// <summary>A metric over several seeds.</summary>
    /// <param name="spread">The metric.</param>
    public static SeedSpread Of(SeedSpread spread) =>
        spread with { Estimates = [.. spread.Estimates.Select(one => one with { Value = one.Value is { } value ? Of(value) : null })] };

    private static EvaluatedRows Of(EvaluatedRows rows) => rows with
    {
        Estimates = [.. rows.Estimates.Select(one => one with
        {
            Estimate = one.Estimate is { } value ? Of(value) : null,
            Interval = one.Interval is { } ends ? new Interval(Of(ends.Lower), Of(ends.Upper)) : null,
        })],
    };

    private static bool IsOnTheSameSide(double value, double rounded, ReadOnlySpan<double> beside)
    {
        foreach (double other in (ReadOnlySpan<double>)[0, 1, .. beside])
        {
            if (rounded.CompareTo(other) != value.CompareTo(other))
                return false;
        }

        return true;
    }
}
