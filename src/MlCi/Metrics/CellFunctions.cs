namespace MlCi.Metrics;

/// <summary>Metrics as functions of the confusion cells, whole or drawn.</summary>
internal static class CellFunctions
{
    private static readonly Dictionary<Metric, CellExpression> Ratios = new()
    {
        [Metric.BalancedAccuracy] = Parsed("(tp/p + tn/(n - p))/2"),
        [Metric.Precision] = Parsed("tp/(tp + fp)"),
        [Metric.F1] = Parsed("2*tp/(2*tp + fp + fn)"),
    };

    /// <summary>Whether a metric is a function of the cells.</summary>
    public static bool Knows(Metric metric) => metric.Expression is not null
        || metric == Metric.Accuracy || metric == Metric.BalancedAccuracy || metric == Metric.Precision || metric == Metric.Recall
        || metric == Metric.Specificity || metric == Metric.F1 || metric == Metric.Mcc;

    /// <summary>The function; its value is not a number where it is not defined: zero by zero is none, as it should be.</summary>
    /// <param name="metric">A metric that is a function of the cells.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static Func<ConfusionCounts, double> Of(Metric metric)
    {
        if (metric.Expression is { } expression)
            return cells => cells.Rows == 0 ? double.NaN : expression.Of(cells);
        return metric.Name switch
        {
            "accuracy" => cells => (double)(cells.TruePositives + cells.TrueNegatives) / cells.Rows,
            "balanced_accuracy" => cells => ((double)cells.TruePositives / cells.Positives + (double)cells.TrueNegatives / cells.Negatives) / 2,
            "precision" => cells => (double)cells.TruePositives / (cells.TruePositives + cells.FalsePositives),
            "recall" => cells => (double)cells.TruePositives / cells.Positives,
            "specificity" => cells => (double)cells.TrueNegatives / cells.Negatives,
            "f1" => cells => cells.Positives == 0 ? double.NaN : 2.0 * cells.TruePositives / (2 * cells.TruePositives + cells.FalsePositives + cells.FalseNegatives),
            "mcc" => cells => cells.Rows == 0 ? double.NaN : Mcc(CellShares.Of(cells)).Value,
            _ => throw new ArgumentException($"found metric {metric}, expected a function of the confusion cells", nameof(metric)),
        };
    }

    /// <summary>
    /// A metric's value with its slopes along the shares of the cells, where it is sure to be smooth wherever both classes and
    /// both decisions have rows; null of others, as a pipeline's own expression may divide by what is 0 in between.
    /// </summary>
    /// <param name="metric">The metric.</param>
    public static Func<CellShares, CellValue>? Smooth(Metric metric)
    {
        if (metric == Metric.Mcc)
            return shares => Mcc(shares);
        CellExpression? expression = metric.Expression is { RowValues: not null } ? metric.Expression : Ratios.GetValueOrDefault(metric);
        return expression is null ? null : shares => expression.At(shares);
    }

    /// <summary>The Matthews correlation coefficient with its slopes; NaN where a class or a decision has no rows.</summary>
    public static CellValue Mcc(in CellShares shares)
    {
        (double tp, double fp, double fn, double tn) = shares;
        double decided = tp + fp, positive = tp + fn, negative = tn + fp, left = tn + fn;
        double root = Math.Sqrt(decided * positive * negative * left);
        double mcc = root > 0 ? (tp * tn - fp * fn) / root : double.NaN;
        double half = mcc / 2;
        return new CellValue(
            mcc,
            tn / root - half * (1 / decided + 1 / positive),
            -fn / root - half * (1 / decided + 1 / negative),
            -fp / root - half * (1 / positive + 1 / left),
            tp / root - half * (1 / negative + 1 / left),
            1);
    }

    private static CellExpression Parsed(string text) => CellExpression.Parse(text, [])!;
}
