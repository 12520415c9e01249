namespace MlCi.Metrics;

/// <summary>A metric of a binary classifier: its name, its direction and the values that it can take.</summary>
public sealed record Metric
{
    private Metric(string name, string title, bool higherIsBetter, double maximum)
    {
        Name = name;
        Title = title;
        HigherIsBetter = higherIsBetter;
        Maximum = maximum;
    }

    /// <summary>Area under the ROC curve: the chance that a positive scores above a negative, ties counted half.</summary>
    public static Metric Auc { get; } = new("auc", "ROC AUC", higherIsBetter: true, 1);

    /// <summary>Share of the rows decided rightly.</summary>
    public static Metric Accuracy { get; } = new("accuracy", "Accuracy", higherIsBetter: true, 1);

    /// <summary>Share of the positive decisions that are right.</summary>
    public static Metric Precision { get; } = new("precision", "Precision", higherIsBetter: true, 1);

    /// <summary>Share of the positives that are found.</summary>
    public static Metric Recall { get; } = new("recall", "Recall", higherIsBetter: true, 1);

    /// <summary>Harmonic mean of precision and recall.</summary>
    public static Metric F1 { get; } = new("f1", "F1", higherIsBetter: true, 1);

    /// <summary>Mean negative log-likelihood, in nats.</summary>
    public static Metric LogLoss { get; } = new("log_loss", "Log loss", higherIsBetter: false, double.PositiveInfinity);

    /// <summary>Mean squared difference between probability and outcome.</summary>
    public static Metric Brier { get; } = new("brier", "Brier score", higherIsBetter: false, 1);

    /// <summary>Every metric, in the order of reports.</summary>
    public static IReadOnlyList<Metric> All { get; } = [Auc, Accuracy, Precision, Recall, F1, LogLoss, Brier];

    /// <summary>The name in pipeline.yml and in reports' JSON.</summary>
    public string Name { get; }

    /// <summary>The name for people.</summary>
    public string Title { get; }

    /// <summary>Whether a larger value is a better one.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>The largest possible value; the smallest is 0.</summary>
    public double Maximum { get; }

    /// <summary>A metric by its name, or null.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
