namespace MlCi.Statistics;

/// <summary>The area under a ROC curve and its variance.</summary>
/// <param name="Auc">The area; NaN where a class is empty.</param>
/// <param name="Variance">DeLong's variance; NaN where a class has fewer than two rows.</param>
/// <param name="Positives">The positive rows.</param>
/// <param name="Negatives">The negative rows.</param>
public readonly record struct AucEstimate(double Auc, double Variance, long Positives, long Negatives)
{
    /// <summary>The rows of the smaller class.</summary>
    public long Minority => Math.Min(Positives, Negatives);
}

/// <summary>Two scores of the same rows.</summary>
/// <param name="First">The first score's area.</param>
/// <param name="Second">The second score's area.</param>
/// <param name="Covariance">The covariance of the two areas.</param>
/// <param name="DifferenceVariance">The variance of their difference, exactly 0 where all placements differ by the same.</param>
public readonly record struct PairedAuc(AucEstimate First, AucEstimate Second, double Covariance, double DifferenceVariance);

/// <summary>
/// The nonparametric variance of ROC areas (DeLong, DeLong &amp; Clarke-Pearson, Biometrics 44, 1988) from the placements of
/// <see cref="Placements"/>. All sums are of integers, so exact whatever the order of the rows.
/// </summary>
public static class DeLong
{
    /// <summary>The area and its variance.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    public static AucEstimate Estimate(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores) =>
        OfPlacements(labels, Placements.Of(labels, scores));

    /// <summary>The areas of two scores of the same rows, and how they vary together.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="first">For each row its first score; no NaN.</param>
    /// <param name="second">For each row its second score; no NaN.</param>
    public static PairedAuc Paired(ReadOnlySpan<bool> labels, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        long[] a = Placements.Of(labels, first);
        long[] b = Placements.Of(labels, second);
        long[] difference = new long[a.Length];
        for (int i = 0; i < a.Length; i++)
            difference[i] = a[i] - b[i];
        return new PairedAuc(
            OfPlacements(labels, a), OfPlacements(labels, b), Covariance(labels, a, b), Covariance(labels, difference, difference));
    }

    private static AucEstimate OfPlacements(ReadOnlySpan<bool> labels, long[] placements)
    {
        long positives = labels.Count(true);
        long negatives = labels.Length - positives;
        Int128 sum = 0;
        for (int i = 0; i < placements.Length; i++)
            sum += labels[i] ? placements[i] : 0;
        double auc = (double)sum / (2.0 * positives * negatives);
        return new AucEstimate(auc, Covariance(labels, placements, placements), positives, negatives);
    }

    private static double Covariance(ReadOnlySpan<bool> labels, long[] a, long[] b)
    {
        Int128 sumA1 = 0, sumB1 = 0, product1 = 0, sumA0 = 0, sumB0 = 0, product0 = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (labels[i])
            {
                sumA1 += a[i];
                sumB1 += b[i];
                product1 += (Int128)a[i] * b[i];
            }
            else
            {
                sumA0 += a[i];
                sumB0 += b[i];
                product0 += (Int128)a[i] * b[i];
            }
        }

        double positives = labels.Count(true);
        double negatives = labels.Length - positives;
        return OfMean((Int128)positives, product1, sumA1, sumB1, 2 * negatives) + OfMean((Int128)negatives, product0, sumA0, sumB0, 2 * positives);
    }

    // The covariance of two means over n rows, of placements in units of 1/scale.
    private static double OfMean(Int128 n, Int128 product, Int128 sumA, Int128 sumB, double scale)
    {
        double count = (double)n;
        return (double)(n * product - sumA * sumB) / (count * (count - 1) * scale * scale) / count;
    }
}
