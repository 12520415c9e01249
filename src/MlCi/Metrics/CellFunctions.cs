namespace MlCi.Metrics;

/// <summary>Metrics as functions of the confusion cells, whole or drawn.</summary>
internal static class CellFunctions
{
    /// <summary>Whether a metric is a function of the cells.</summary>
    public static bool Knows(Metric metric) => metric.Expression is not null
        || metric == Metric.Accuracy || metric == Metric.BalancedAccuracy || metric == Metric.Precision || metric == Metric.Recall
        || metric == Metric.Specificity || metric == Metric.F1 || metric == Metric.Mcc;

    /// <summary>The value; NaN where it is not defined.</summary>
    /// <param name="metric">A metric that is a function of the cells.</param>
    /// <param name="cells">The rows of each cell.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static double Value(Metric metric, ConfusionCounts cells)
    {
        (double tp, double fp, double fn, double tn) = (cells.TruePositives, cells.FalsePositives, cells.FalseNegatives, cells.TrueNegatives);
        double rows = tp + fp + fn + tn;
        if (metric.Expression is { } expression)
            return rows == 0 ? double.NaN : expression.Of(cells);
        // Zero by zero is not a number, as it should be.
        return metric.Name switch
        {
            "accuracy" => (tp + tn) / rows,
            "balanced_accuracy" => (tp / (tp + fn) + tn / (tn + fp)) / 2,
            "precision" => tp / (tp + fp),
            "recall" => tp / (tp + fn),
            "specificity" => tn / (tn + fp),
            "f1" => tp + fn == 0 ? double.NaN : 2 * tp / (2 * tp + fp + fn),
            "mcc" => rows == 0 ? double.NaN : Mcc(CellShares.Of(cells)).Value,
            _ => throw new ArgumentException($"found metric {metric}, expected a function of the confusion cells", nameof(metric)),
        };
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
}
