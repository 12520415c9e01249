namespace MlCi.Metrics;

/// <summary>A metric of a binary classifier: its name, its direction and the values that it can take.</summary>
public sealed record Metric
{
    private Metric(string name, string title, bool higherIsBetter, double maximum, double minimum = 0)
    {
        Name = name;
        Title = title;
        HigherIsBetter = higherIsBetter;
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Area under the ROC curve: the chance that a positive scores above a negative, ties counted half.</summary>
    public static Metric Auc { get; } = new("auc", "ROC AUC", higherIsBetter: true, 1);

    /// <summary>Area under the precision-recall curve, as steps: the mean over the positives of the precision at their score.</summary>
    public static Metric AveragePrecision { get; } = new("average_precision", "Average precision", higherIsBetter: true, 1);

    /// <summary>Share of the rows decided rightly.</summary>
    public static Metric Accuracy { get; } = new("accuracy", "Accuracy", higherIsBetter: true, 1);

    /// <summary>Mean of recall and specificity.</summary>
    public static Metric BalancedAccuracy { get; } = new("balanced_accuracy", "Balanced accuracy", higherIsBetter: true, 1);

    /// <summary>Share of the positive decisions that are right.</summary>
    public static Metric Precision { get; } = new("precision", "Precision", higherIsBetter: true, 1);

    /// <summary>Share of the positives that are found.</summary>
    public static Metric Recall { get; } = new("recall", "Recall", higherIsBetter: true, 1);

    /// <summary>Share of the negatives that are left alone.</summary>
    public static Metric Specificity { get; } = new("specificity", "Specificity", higherIsBetter: true, 1);

    /// <summary>Harmonic mean of precision and recall.</summary>
    public static Metric F1 { get; } = new("f1", "F1", higherIsBetter: true, 1);

    /// <summary>Matthews correlation coefficient: the correlation of decision and outcome.</summary>
    public static Metric Mcc { get; } = new("mcc", "MCC", higherIsBetter: true, 1, -1);

    /// <summary>Mean negative log-likelihood, in nats.</summary>
    public static Metric LogLoss { get; } = new("log_loss", "Log loss", higherIsBetter: false, double.PositiveInfinity);

    /// <summary>Mean squared difference between probability and outcome.</summary>
    public static Metric Brier { get; } = new("brier", "Brier score", higherIsBetter: false, 1);

    /// <summary>
    /// Slope of the outcome on the logit of the score: 1 is best, less says that scores are too extreme, more that they are too
    /// timid. So it has limits on both sides, and no champion is better by more of it.
    /// </summary>
    public static Metric CalibrationSlope { get; } =
        new("calibration_slope", "Calibration slope", higherIsBetter: true, double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Expected calibration error: how far shares of positives lie from mean scores, in 15 bins, without what chance alone makes of it.</summary>
    public static Metric CalibrationError { get; } = new("calibration_error", "Calibration error", higherIsBetter: false, 1);

    /// <summary>Every built-in metric, in the order of reports.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        Auc, AveragePrecision, Accuracy, BalancedAccuracy, Precision, Recall, Specificity, F1, Mcc, LogLoss, Brier, CalibrationSlope,
        CalibrationError,
    ];

    /// <summary>The name in pipeline.yml and in reports' JSON.</summary>
    public string Name { get; }

    /// <summary>The name for people.</summary>
    public string Title { get; }

    /// <summary>Whether a larger value is a better one.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>The smallest possible value.</summary>
    public double Minimum { get; }

    /// <summary>The largest possible value.</summary>
    public double Maximum { get; }

    /// <summary>What it computes of the confusion cells, where a pipeline made it; null for built-in metrics.</summary>
    public CellExpression? Expression { get; private init; }

    /// <summary>A metric of a pipeline's own.</summary>
    /// <param name="name">Its name, not one of the built-in ones.</param>
    /// <param name="expression">What it computes of the confusion cells.</param>
    /// <param name="higherIsBetter">Whether a larger value is a better one.</param>
    public static Metric Of(string name, CellExpression expression, bool higherIsBetter) =>
        new(name, name, higherIsBetter, expression.Maximum, expression.Minimum) { Expression = expression };

    /// <summary>A built-in metric by its name, or null.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
