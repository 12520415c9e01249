using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>A paired difference of two models on the same rows, positive where the challenger is better.</summary>
/// <param name="Value">The difference; relative to the champion's value for losses.</param>
/// <param name="Interval">Its 1−2α interval.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="PValue">The two-sided p of "no difference": McNemar's exact one for rates, else that of the interval's distribution.</param>
/// <param name="PWorse">
/// The one-sided p of "worse by more than the margin": at most α exactly when the whole interval is below −margin.
/// </param>
public sealed record PairedDifference(double Value, Interval Interval, double StandardError, double PValue, double PWorse)
{
    /// <summary>The difference of accuracies, recalls (positive rows) or specificities (negative rows): Tango's interval, McNemar's exact p.</summary>
    /// <param name="metric">One of these three.</param>
    /// <param name="rows">What is known of the rows.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference OfRates(Metric metric, PartialStatistics rows, double margin, double alpha)
    {
        DecisionPairs positives = metric == Metric.Specificity ? default : rows.Positives;
        // On a negative row it is the other model that is right.
        DecisionPairs negatives = metric == Metric.Recall ? default : rows.Negatives;
        long n = positives.Rows + negatives.Rows;
        long gained = positives.OnlyChallenger + negatives.OnlyChampion;
        long lost = positives.OnlyChampion + negatives.OnlyChallenger;
        return OfRates(gained, lost, n, margin, alpha);
    }

    /// <summary>The difference of shares of the same trials: Tango's interval, McNemar's exact p.</summary>
    /// <param name="champion">For each row whether the champion succeeds.</param>
    /// <param name="challenger">For each row whether the challenger does.</param>
    /// <param name="trials">For each row whether it is a trial; at least one is.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    internal static PairedDifference OfRates(bool[] champion, bool[] challenger, bool[] trials, double margin, double alpha)
    {
        long n = 0, gained = 0, lost = 0;
        for (int row = 0; row < trials.Length; row++)
        {
            n += trials[row] ? 1 : 0;
            gained += trials[row] && challenger[row] && !champion[row] ? 1 : 0;
            lost += trials[row] && champion[row] && !challenger[row] ? 1 : 0;
        }

        return OfRates(gained, lost, n, margin, alpha);
    }

    private static PairedDifference OfRates(long gained, long lost, long n, double margin, double alpha)
    {
        double difference = (double)(gained - lost) / n;
        double variance = ((double)(gained + lost) / n - difference * difference) / n;
        return new PairedDifference(
            difference, Tango.Of(gained, lost, n, alpha), Math.Sqrt(Math.Max(0, variance)), McNemar.PValue(gained, lost),
            Normal.Cdf(Tango.Statistic(gained, lost, n, -margin)));
    }

    /// <summary>The difference of ROC areas: paired DeLong.</summary>
    /// <param name="paired">The areas of challenger and champion.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference OfRocAreas(PairedAuc paired, double margin, double alpha)
    {
        bool atTheEnds = paired.First.Variance == 0 && paired.Second.Variance == 0;
        return OfAreas(
            paired.First.Auc - paired.Second.Auc, Math.Sqrt(paired.DifferenceVariance), atTheEnds, paired.First.Minority, margin, alpha);
    }

    /// <summary>
    /// The relative difference of mean losses, (champion − challenger)/champion, with its delta-method interval: the variance
    /// is that of the residuals challenger − ratio·champion.
    /// </summary>
    /// <param name="losses">The losses of challenger and champion; the champion's mean is above 0.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference OfLosses(PairedMoments losses, double margin, double alpha)
    {
        (double ratio, double residualError) = losses.Ratio;
        double error = residualError / losses.Second.Mean;
        double reach = -Normal.Quantile(alpha) * error;
        double difference = 1 - ratio;
        // A loss is never negative, so no relative gain is above 1.
        return new PairedDifference(
            difference, new Interval(difference - reach, Math.Min(1, difference + reach)), error, TwoSided(difference, error),
            BelowMargin(difference, error, margin));
    }

    /// <summary>The difference of average precisions (<see cref="PairedPrecision"/>).</summary>
    /// <param name="paired">The values of challenger and champion.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference OfAveragePrecisions(PairedPrecision paired, double margin, double alpha)
    {
        bool atTheEnds = paired.First.Variance == 0 && paired.Second.Variance == 0;
        return OfAreas(
            paired.First.Value - paired.Second.Value, Math.Sqrt(paired.DifferenceVariance), atTheEnds, paired.First.Minority, margin, alpha);
    }

    /// <summary>A difference over its standard error that has Student's distribution.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="error">Its standard error, above 0.</param>
    /// <param name="degreesOfFreedom">The degrees of freedom.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    internal static PairedDifference OfStudent(double difference, double error, double degreesOfFreedom, double margin, double alpha)
    {
        double reach = StudentT.UpperQuantile(alpha, degreesOfFreedom) * error;
        return new PairedDifference(
            difference, new Interval(difference - reach, difference + reach), error,
            Math.Min(1, 2 * StudentT.UpperTail(Math.Abs(difference) / error, degreesOfFreedom)),
            StudentT.Cdf((difference + margin) / error, degreesOfFreedom));
    }

    /// <summary>A difference that all rows tell alike, such as that of two precisions of 1: others may have been missed (<see cref="AllSame"/>).</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="range">From the metric's smallest value to its largest.</param>
    /// <param name="agreeing">The rows that tell it, at least 1.</param>
    /// <param name="margin">The margin δ.</param>
    /// <param name="alpha">The error of each side.</param>
    internal static PairedDifference WithoutVariance(double difference, double range, long agreeing, double margin, double alpha)
    {
        double reach = range * AllSame.Lost(agreeing, alpha);
        return new PairedDifference(
            difference, new Interval(Math.Max(-range, difference - reach), Math.Min(range, difference + reach)), 0, difference == 0 ? 1 : 0,
            AllSame.ChanceOfLost(agreeing, (-margin - difference) / range));
    }

    // Two areas at an end of the range show no variance, but rows as yet unseen may differ (see ConstantEvidence).
    private static PairedDifference OfAreas(double difference, double error, bool atTheEnds, long minority, double margin, double alpha)
    {
        double reach = atTheEnds ? AllSame.Lost(minority, alpha) : -Normal.Quantile(alpha) * error;
        double worse = atTheEnds ? AllSame.ChanceOfLost(minority, -margin - difference) : BelowMargin(difference, error, margin);
        return new PairedDifference(
            difference, new Interval(Math.Max(-1, difference - reach), Math.Min(1, difference + reach)), error, TwoSided(difference, error), worse);
    }

    private static double BelowMargin(double difference, double error, double margin)
    {
        if (error > 0)
            return Normal.Cdf((difference + margin) / error);
        return difference < -margin ? 0 : 1;
    }

    private static double TwoSided(double difference, double error)
    {
        if (difference == 0)
            return 1;
        return 2 * Normal.UpperTail(Math.Abs(difference) / error);
    }
}
