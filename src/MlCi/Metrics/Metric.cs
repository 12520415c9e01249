using System.Globalization;
using MlCi.Findings;

namespace MlCi.Metrics;

/// <summary>A metric of a model: its name, its direction and the values that it can take.</summary>
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

    /// <summary>Area under the ROC curve: the chance that a positive scores above a negative, ties counted half; of several classes the mean of each one against the rest.</summary>
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

    /// <summary>Share of the decisions that flip when rows are disturbed; it takes two predictions, so no gate but that of robustness names it.</summary>
    internal static Metric Flips { get; } = new("flips", "Flipped decisions", higherIsBetter: false, 1);

    /// <summary>Mean over the classes of each one's F1.</summary>
    public static Metric MacroF1 { get; } = new("macro_f1", "Macro F1", higherIsBetter: true, 1);

    /// <summary>Mean over the rows of the F1 of their class.</summary>
    public static Metric WeightedF1 { get; } = new("weighted_f1", "Weighted F1", higherIsBetter: true, 1);

    /// <summary>Mean absolute error.</summary>
    public static Metric Mae { get; } = new("mae", "MAE", higherIsBetter: false, double.PositiveInfinity);

    /// <summary>Root of the mean squared error.</summary>
    public static Metric Rmse { get; } = new("rmse", "RMSE", higherIsBetter: false, double.PositiveInfinity);

    /// <summary>Share of the variance of the truth that the predictions explain; below 0 where its mean would have been nearer.</summary>
    public static Metric R2 { get; } = new("r2", "R²", higherIsBetter: true, 1, double.NegativeInfinity);

    /// <summary>Mean absolute error relative to the truth, 1 for 100 %; not defined where a truth is 0.</summary>
    public static Metric Mape { get; } = new("mape", "MAPE", higherIsBetter: false, double.PositiveInfinity);

    /// <summary>Every built-in metric of a binary classifier, in the order of reports.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        Auc, AveragePrecision, Accuracy, BalancedAccuracy, Precision, Recall, Specificity, F1, Mcc, LogLoss, Brier, CalibrationSlope,
        CalibrationError,
    ];

    private static readonly IReadOnlyList<Metric> Multiclass =
        [Auc, Accuracy, TopAccuracy(2), TopAccuracy(3), TopAccuracy(5), MacroF1, WeightedF1, LogLoss];

    private static readonly IReadOnlyList<Metric> Regression = [Mae, Rmse, R2, Mape];

    /// <summary>The name in pipeline.yml and in reports' JSON.</summary>
    public string Name { get; }

    /// <summary>The name for people.</summary>
    public string Title { get; }

    /// <summary>Whether a larger value is a better one.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>Whether it is the mean of what rows lose, or a function of that: 0 is best, and differences are told relative to it.</summary>
    public bool IsLoss => this == LogLoss || this == Brier || this == Mae || this == Rmse || this == Mape || (Parameter is not null && !HigherIsBetter);

    /// <summary>The smallest possible value.</summary>
    public double Minimum { get; }

    /// <summary>The largest possible value.</summary>
    public double Maximum { get; }

    /// <summary>What it computes of the confusion cells, where a pipeline made it; null for built-in metrics.</summary>
    public CellExpression? Expression { get; private init; }

    /// <summary>The k of a top-k accuracy, the quantile of a pinball loss; null for all else.</summary>
    public double? Parameter { get; private init; }

    /// <summary>Share of the rows whose class is among the k that the model holds likeliest.</summary>
    /// <param name="k">The number of classes, 2 to 10.</param>
    public static Metric TopAccuracy(int k) =>
        new(string.Create(CultureInfo.InvariantCulture, $"top_{k}_accuracy"), $"Top-{k} accuracy", higherIsBetter: true, 1) { Parameter = k };

    /// <summary>
    /// Mean loss of a predicted quantile: an error counts q where the truth is above the prediction, 1 − q where it is below
    /// (Koenker &amp; Bassett, Econometrica 46, 1978).
    /// </summary>
    /// <param name="quantile">The quantile q, above 0 and below 1.</param>
    public static Metric Pinball(double quantile) =>
        new($"pinball_{Numerals.Exact(quantile)}", $"Pinball loss {Numerals.Exact(quantile)}", higherIsBetter: false, double.PositiveInfinity) { Parameter = quantile };

    /// <summary>Every top-k accuracy.</summary>
    public static IReadOnlyList<Metric> TopAccuracies { get; } = [.. Enumerable.Range(2, 9).Select(TopAccuracy)];

    /// <summary>The metrics that every model of a task is measured by, in the order of reports.</summary>
    /// <param name="task">The task.</param>
    public static IReadOnlyList<Metric> For(PredictionTask task) => task switch
    {
        PredictionTask.Multiclass => Multiclass,
        PredictionTask.Regression => Regression,
        _ => All,
    };

    /// <summary>A metric of a task by its name, or null: one of <see cref="For"/>, <c>top_4_accuracy</c>, <c>pinball_0.9</c>.</summary>
    /// <param name="name">The name, a quantile in its fewest digits.</param>
    /// <param name="task">The task.</param>
    public static Metric? Find(string name, PredictionTask task)
    {
        Metric? found = task switch
        {
            PredictionTask.Multiclass => TopAccuracies.FirstOrDefault(metric => metric.Name == name),
            PredictionTask.Regression when name.StartsWith("pinball_", StringComparison.Ordinal)
                && double.TryParse(name["pinball_".Length..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double q)
                && q is > 0 and < 1 && Pinball(q).Name == name => Pinball(q),
            _ => null,
        };
        return found ?? For(task).FirstOrDefault(metric => metric.Name == name);
    }

    /// <summary>A metric of a pipeline's own.</summary>
    /// <param name="name">Its name, not one of the built-in ones.</param>
    /// <param name="expression">What it computes of the confusion cells.</param>
    /// <param name="higherIsBetter">Whether a larger value is a better one.</param>
    public static Metric Of(string name, CellExpression expression, bool higherIsBetter) =>
        new(name, name, higherIsBetter, expression.Maximum, expression.Minimum) { Expression = expression };

    /// <summary>A built-in metric of a binary classifier by its name, or null.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
