namespace MlCi.Metrics;

/// <summary>The loss of each row, of which log loss and Brier score are the means.</summary>
public static class Losses
{
    /// <summary>
    /// Scores are kept this far from 0 and 1 (2⁻⁵², the double's epsilon, as scikit-learn does), so that one sure and wrong
    /// score costs 36.04 nats and not infinitely many.
    /// </summary>
    public const double Clip = 1.0 / (1L << 52);

    /// <summary>The largest loss of a row under log loss, in nats.</summary>
    public static double MaximumLogLoss { get; } = -Math.Log(Clip);

    /// <summary>The losses of a set, in the order of its rows.</summary>
    /// <param name="metric"><see cref="Metric.LogLoss"/> or <see cref="Metric.Brier"/>.</param>
    /// <param name="set">The predictions.</param>
    /// <exception cref="ArgumentException">The metric is not the mean of a loss.</exception>
    public static double[] Of(Metric metric, PredictionSet set)
    {
        if (metric != Metric.LogLoss && metric != Metric.Brier)
            throw new ArgumentException($"found {metric}, expected {Metric.LogLoss} or {Metric.Brier}", nameof(metric));
        bool logarithmic = metric == Metric.LogLoss;
        ReadOnlySpan<bool> labels = set.Labels;
        ReadOnlySpan<double> scores = set.Scores;
        double[] losses = new double[labels.Length];
        for (int i = 0; i < losses.Length; i++)
            losses[i] = logarithmic ? LogLoss(labels[i], scores[i]) : Brier(labels[i], scores[i]);
        return losses;
    }

    /// <summary>The largest loss of a row; the smallest is 0.</summary>
    /// <param name="metric"><see cref="Metric.LogLoss"/> or <see cref="Metric.Brier"/>.</param>
    public static double Maximum(Metric metric) => metric == Metric.LogLoss ? MaximumLogLoss : 1;

    private static double LogLoss(bool label, double score)
    {
        double clipped = Math.Clamp(score, Clip, 1 - Clip);
        return -Math.Log(label ? clipped : 1 - clipped);
    }

    private static double Brier(bool label, double score)
    {
        double error = label ? 1 - score : score;
        return error * error;
    }
}
