using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>
/// The metrics of a regression, linearised: means of losses, and smooth functions of them (delta method). Squared errors have no
/// bound, and a few rows of very skewed ones may be most of their variance: at α = 5 %, in simulations with lognormal errors, the
/// upper end of RMSE misses the truth in 11 % of sets of 100 rows and 8 % of 300 (σ ½), and in 17, 14 and 10 % of 100, 1,000 and 10,000
/// (σ 1); an end of R² in 9 and 6 % (σ ½), and the upper one of its rest in 23, 16 and 11 % (σ 1); those of MAE and MAPE in 10 % of 100 rows (σ 1).
/// </summary>
internal static class NumberMetrics
{
    private const string TooLarge = "an error is beyond the range of numbers";

    public static Measurement Measure(Metric metric, NumberPredictions set)
    {
        if (metric == Metric.R2)
            return OfR2(set);
        if (metric == Metric.Mape && set.Truth.Contains(0))
            return Measurement.Undefined($"{set.Truth.Count(0)} rows with truth 0, of which nothing is a percentage");

        double[] losses = Losses(metric, set);
        if (!Array.TrueForAll(losses, double.IsFinite) || Linearised.Mean(losses, set.Sampling) is not { Value: var value } mean || !double.IsFinite(value))
            return Measurement.Undefined(TooLarge);
        Requirement[] enough = Enough(set);
        if (metric != Metric.Rmse)
            return new Measurement(mean, IntervalKind.Mean, enough);
        double root = Math.Sqrt(mean.Value);
        return new Measurement(root > 0 ? mean.Map(root, 1 / (2 * root)) : mean, IntervalKind.Root, enough);
    }

    // 1 − S/T with S the mean squared error and T the variance of the truth about its mean.
    private static Measurement OfR2(NumberPredictions set)
    {
        if (!set.Truth.ContainsAnyExcept(set.Truth[0]))
            return Measurement.Undefined("constant truth");
        double[] squares = Losses(Metric.Rmse, set);
        double center = Linearised.Mean(set.Truth, set.Sampling).Value;
        double[] around = new double[squares.Length];
        for (int row = 0; row < around.Length; row++)
            around[row] = (set.Truth[row] - center) * (set.Truth[row] - center);
        if (!Array.TrueForAll(squares, double.IsFinite) || !Array.TrueForAll(around, double.IsFinite))
            return Measurement.Undefined(TooLarge);
        Linearised error = Linearised.Mean(squares, set.Sampling);
        Linearised total = Linearised.Mean(around, set.Sampling);
        double rest = error.Value / total.Value;
        if (!double.IsFinite(rest))
            return Measurement.Undefined(TooLarge);
        return new Measurement(error.With(1 - rest, -1 / total.Value, total, rest / total.Value), IntervalKind.LogOfRest, Enough(set));
    }

    private static double[] Losses(Metric metric, NumberPredictions set)
    {
        ReadOnlySpan<double> truth = set.Truth;
        ReadOnlySpan<double> predicted = set.Predicted;
        double[] losses = new double[truth.Length];
        for (int row = 0; row < losses.Length; row++)
            losses[row] = Loss(metric, truth[row], predicted[row]);
        return losses;
    }

    private static double Loss(Metric metric, double truth, double predicted)
    {
        double error = truth - predicted;
        if (metric == Metric.Mae)
            return Math.Abs(error);
        if (metric == Metric.Rmse)
            return error * error;
        if (metric == Metric.Mape)
            return Math.Abs(error / truth);
        if (metric.Parameter is { } quantile && metric == Metric.Pinball(quantile))
            return error >= 0 ? quantile * error : (quantile - 1) * error;
        throw new ArgumentException(
            $"found metric {metric}, expected one of {string.Join(", ", Metric.For(PredictionTask.Regression))}, pinball_0.5", nameof(metric));
    }

    private static Requirement[] Enough(NumberPredictions set) =>
        [.. Requirement.OfAll(set.Sampling, MetricEstimator.LeastRowsForLosses, Requirement.LeastClustersForMeans)];
}
