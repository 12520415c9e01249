using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Comparison;

/// <summary>A paired difference of two models on the same rows, positive where the challenger is better.</summary>
/// <param name="Value">The difference; relative to the champion's value for losses.</param>
/// <param name="Interval">Its 1−2α interval.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="PValue">McNemar's exact p for rates, the two-sided normal p else.</param>
public sealed record PairedDifference(double Value, Interval Interval, double StandardError, double PValue)
{
    /// <summary>
    /// The difference of accuracies, or on the positive rows of recalls: Tango's interval, McNemar's exact p.
    /// </summary>
    /// <param name="champion">The champion's predictions.</param>
    /// <param name="challenger">The challenger's predictions of the same rows.</param>
    /// <param name="positivesOnly">Whether only positive rows count (recall).</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference OfRates(PredictionSet champion, PredictionSet challenger, bool positivesOnly, double alpha)
    {
        ReadOnlySpan<bool> labels = champion.Labels;
        ReadOnlySpan<double> old = champion.Scores;
        ReadOnlySpan<double> fresh = challenger.Scores;
        long n = 0, gained = 0, lost = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (positivesOnly && !labels[i])
                continue;
            n++;
            bool wasRight = (old[i] >= champion.Decision) == labels[i];
            bool isRight = (fresh[i] >= challenger.Decision) == labels[i];
            gained += isRight && !wasRight ? 1 : 0;
            lost += wasRight && !isRight ? 1 : 0;
        }

        double difference = (double)(gained - lost) / n;
        double variance = ((double)(gained + lost) / n - difference * difference) / n;
        return new PairedDifference(
            difference, Tango.Of(gained, lost, n, alpha), Math.Sqrt(Math.Max(0, variance)), McNemar.PValue(gained, lost));
    }

    /// <summary>The difference of ROC areas: paired DeLong.</summary>
    /// <param name="champion">The champion's predictions.</param>
    /// <param name="challenger">The challenger's predictions of the same rows.</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference OfRocAreas(PredictionSet champion, PredictionSet challenger, double alpha)
    {
        PairedAuc paired = DeLong.Paired(champion.Labels, challenger.Scores, champion.Scores);
        double difference = paired.First.Auc - paired.Second.Auc;
        double error = Math.Sqrt(paired.DifferenceVariance);
        // Two areas at an end of the range show no variance, but rows as yet unseen may differ (see ConstantEvidence).
        double reach = paired.First.Variance == 0 && paired.Second.Variance == 0
            ? AllSame.Lost(paired.First.Minority, alpha)
            : Normal.Quantile(1 - alpha) * error;
        return new PairedDifference(
            difference, new Interval(Math.Max(-1, difference - reach), Math.Min(1, difference + reach)), error, TwoSided(difference, error));
    }

    /// <summary>
    /// The relative difference of mean losses, (champion − challenger)/champion, with its delta-method interval: the variance
    /// is that of the residuals challenger − ratio·champion.
    /// </summary>
    /// <param name="championLosses">The champion's loss of each row; their mean is above 0.</param>
    /// <param name="challengerLosses">The challenger's loss of each row.</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference OfLosses(ReadOnlySpan<double> championLosses, ReadOnlySpan<double> challengerLosses, double alpha)
    {
        double championMean = Moments.Of(championLosses).Mean;
        double ratio = Moments.Of(challengerLosses).Mean / championMean;
        double[] residuals = new double[championLosses.Length];
        for (int i = 0; i < residuals.Length; i++)
            residuals[i] = challengerLosses[i] - ratio * championLosses[i];
        double error = Moments.Of(residuals).StandardError / championMean;
        double reach = Normal.Quantile(1 - alpha) * error;
        double difference = 1 - ratio;
        // A loss is never negative, so no relative gain is above 1.
        return new PairedDifference(
            difference, new Interval(difference - reach, Math.Min(1, difference + reach)), error, TwoSided(difference, error));
    }

    /// <summary>The difference of specificities: Tango's interval, McNemar's exact p, on the negative rows.</summary>
    /// <param name="cells">How the two decided.</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference OfSpecificities(PairedCells cells, double alpha)
    {
        (long gained, long lost, long n) = cells.Rate(label: false);
        double difference = (double)(gained - lost) / n;
        double variance = ((double)(gained + lost) / n - difference * difference) / n;
        return new PairedDifference(
            difference, Tango.Of(gained, lost, n, alpha), Math.Sqrt(Math.Max(0, variance)), McNemar.PValue(gained, lost));
    }

    /// <summary>
    /// The difference of average precisions: its variance is that of the differences of the rows' influences
    /// (<see cref="AveragePrecision"/>).
    /// </summary>
    /// <param name="champion">The champion's predictions.</param>
    /// <param name="challenger">The challenger's predictions of the same rows.</param>
    /// <param name="alpha">The error of each side.</param>
    public static PairedDifference OfAveragePrecisions(PredictionSet champion, PredictionSet challenger, double alpha)
    {
        AveragePrecision old = AveragePrecision.Of(champion.Labels, champion.Scores);
        AveragePrecision fresh = AveragePrecision.Of(challenger.Labels, challenger.Scores);
        double[] influences = fresh.Influences(challenger.Labels, challenger.Scores);
        double[] olds = old.Influences(champion.Labels, champion.Scores);
        for (int i = 0; i < influences.Length; i++)
            influences[i] -= olds[i];
        double difference = fresh.Value - old.Value;
        double error = Math.Sqrt(Moments.Of(influences).Variance * influences.Length);
        double reach = old.Variance == 0 && fresh.Variance == 0
            ? AllSame.Lost(Math.Min(old.Positives, old.Rows - old.Positives), alpha)
            : Normal.Quantile(1 - alpha) * error;
        return new PairedDifference(
            difference, new Interval(Math.Max(-1, difference - reach), Math.Min(1, difference + reach)), error, TwoSided(difference, error));
    }

    private static double TwoSided(double difference, double error)
    {
        if (difference == 0)
            return 1;
        return 2 * Normal.UpperTail(Math.Abs(difference) / error);
    }
}
