using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>Estimates the functions of the confusion cells that are no proportion: balanced accuracy, MCC and a pipeline's own.</summary>
internal static class CellMetrics
{
    /// <summary>The rows from which the delta method is trusted.</summary>
    public const int LeastRows = 100;

    /// <summary>The rows from which it is trusted of each class and each decision, or of those that make up the variance.</summary>
    public const int LeastPart = 10;

    /// <summary>The estimate, or null where the metric is not one of these.</summary>
    public static MetricEstimate? Estimate(MetricEstimate empty, ConfusionCounts counts, double? alpha)
    {
        if (empty.Metric.Expression is { } expression)
            return expression.RowValues is { } values ? OfRowValues(empty, values, counts, alpha) : OfExpression(empty, expression, counts, alpha);
        if (empty.Metric == Metric.BalancedAccuracy)
            return OfBalancedAccuracy(empty, counts, alpha);
        return empty.Metric == Metric.Mcc ? OfMcc(empty, counts, alpha) : null;
    }

    private static MetricEstimate OfBalancedAccuracy(MetricEstimate empty, ConfusionCounts counts, double? alpha)
    {
        if (counts.Minority == 0)
            return empty with { Undefined = counts.Positives == 0 ? "no positive rows" : "no negative rows" };
        double recall = (double)counts.TruePositives / counts.Positives;
        double specificity = (double)counts.TrueNegatives / counts.Negatives;
        // Of fewer the sum of two exact limits is too narrow far out, where slices are tested.
        if (counts.Rows < LeastRows)
            return TooFew(empty, (recall + specificity) / 2, $"{Numerals.Count(counts.Rows, "rows")}, expected at least {LeastRows}", LeastRows);
        double variance = recall * (1 - recall) / counts.Positives + specificity * (1 - specificity) / counts.Negatives;
        return MetricEstimator.Known(empty, (recall + specificity) / 2, Math.Sqrt(variance) / 2, new CombinedRatesEvidence(
            0,
            [
                new WeightedRate(.5, new ProportionEvidence(counts.TruePositives, counts.Positives)),
                new WeightedRate(.5, new ProportionEvidence(counts.TrueNegatives, counts.Negatives)),
            ],
            ShareRows: false, Minimum: 0, Maximum: 1), alpha);
    }

    private static MetricEstimate OfMcc(MetricEstimate empty, ConfusionCounts counts, double? alpha)
    {
        (long Rows, string Name)[] margins =
        [
            (counts.Positives, "positive rows"), (counts.Negatives, "negative rows"),
            (counts.TruePositives + counts.FalsePositives, "positive decisions"), (counts.FalseNegatives + counts.TrueNegatives, "negative decisions"),
        ];
        (long rows, string name) = margins.MinBy(margin => margin.Rows);
        if (rows == 0)
            return empty with { Undefined = "no " + name };
        CellValue mcc = CellFunctions.Mcc(CellShares.Of(counts));
        if (counts.Rows < LeastRows)
            return TooFew(empty, mcc.Value, $"{Numerals.Count(counts.Rows, "rows")}, expected at least {LeastRows}", LeastRows);
        if (rows < LeastPart)
            return TooFew(empty, mcc.Value, $"{Numerals.Count(rows, name)}, expected at least {LeastPart}", (double)LeastPart * counts.Rows / rows);
        // All right, or all wrong, has no variance; what chance may have hidden is at worst in the smaller class.
        bool isOneValue = Math.Abs(mcc.Value) >= 1 || counts.TruePositives + counts.TrueNegatives == 0 || counts.FalsePositives + counts.FalseNegatives == 0;
        if (isOneValue)
            return MetricEstimator.Known(empty, Math.Sign(mcc.Value), 0, new ConstantEvidence(Math.Sign(mcc.Value), counts.Minority, Maximum: 1, Minimum: -1), alpha);
        double error = Math.Sqrt(Influence.Of(mcc, counts).Variance);
        return MetricEstimator.Known(empty, mcc.Value, error,
            new MatthewsEvidence(counts.TruePositives, counts.FalsePositives, counts.FalseNegatives, counts.TrueNegatives), alpha);
    }

    // The mean of what each row is worth. A delta method would not see a dear cell that happens to be empty; limits of its parts do.
    private static MetricEstimate OfRowValues(MetricEstimate empty, IReadOnlyList<double> values, ConfusionCounts counts, double? alpha)
    {
        long[] cells = [counts.TruePositives, counts.FalsePositives, counts.FalseNegatives, counts.TrueNegatives];
        double usual = values[Array.IndexOf(cells, cells.Max())];
        var others = values.Zip(cells).Where(cell => cell.First != usual).GroupBy(cell => cell.First, cell => cell.Second).OrderBy(group => group.Key);
        var evidence = new CombinedRatesEvidence(
            usual, [.. others.Select(group => new WeightedRate(group.Key - usual, new ProportionEvidence(group.Sum(), counts.Rows)))],
            ShareRows: true, values.Min(), values.Max());
        double mean = usual + evidence.Rates.Sum(one => one.Weight * one.Rate.Successes) / counts.Rows;
        double square = values.Zip(cells, (value, rows) => rows * (value - mean) * (value - mean)).Sum() / counts.Rows;
        return MetricEstimator.Known(empty, mean, Math.Sqrt(square / counts.Rows), evidence, alpha);
    }

    private static MetricEstimate OfExpression(MetricEstimate empty, CellExpression expression, ConfusionCounts counts, double? alpha)
    {
        CellValue value = expression.At(CellShares.Of(counts));
        if (double.IsNaN(value.Value))
            return empty with { Undefined = $"'{expression}' divides by zero here" };
        if (!double.IsFinite(value.Value))
            return empty with { Undefined = $"'{expression}' is beyond the range of numbers here" };
        if (counts.Rows < LeastRows)
            return TooFew(empty, value.Value, $"{Numerals.Count(counts.Rows, "rows")}, expected at least {LeastRows}", LeastRows);
        Influence influence = Influence.Of(value, counts);
        if (!(influence.EffectiveRows >= LeastPart))
        {
            return TooFew(empty, value.Value, $"a variance that rests on about {Rows(influence.EffectiveRows)}, expected at least {LeastPart}",
                influence.EffectiveRows > 0 ? LeastPart * counts.Rows / influence.EffectiveRows : null);
        }

        double error = Math.Sqrt(influence.Variance);
        return MetricEstimator.Known(empty, value.Value, error,
            new MeanEvidence(value.Value, error, double.PositiveInfinity, double.NegativeInfinity), alpha);
    }

    // None of a variance that is no number.
    private static string Rows(double effective) => Numerals.Count(effective > 0 ? (long)Math.Round(effective) : 0, "rows");

    private static MetricEstimate TooFew(MetricEstimate empty, double estimate, string found, double? rows) =>
        empty with { Estimate = estimate, TooFew = found, RowsForInterval = rows < 1e15 ? (long)Math.Ceiling(rows.Value) : null };
}
