using MlCi.Statistics;

namespace MlCi.Quality;

/// <summary>The area under the ROC curve of rows in ordered groups, each of one score: exact from the groups' counts.</summary>
public static class GroupedAuc
{
    /// <summary>The area and DeLong's variance.</summary>
    /// <param name="positives">The positive rows of each group, from the lowest score to the highest.</param>
    /// <param name="negatives">The negative rows.</param>
    public static AucEstimate Of(ReadOnlySpan<long> positives, ReadOnlySpan<long> negatives)
    {
        long positivesBelow = 0, negativesBelow = 0;
        Int128 a = 0, aa = 0, b = 0, bb = 0;
        for (int i = 0; i < positives.Length; i++)
        {
            Int128 ofPositive = 2 * (Int128)negativesBelow + negatives[i], ofNegative = 2 * (Int128)positivesBelow + positives[i];
            a += positives[i] * ofPositive;
            aa += positives[i] * ofPositive * ofPositive;
            b += negatives[i] * ofNegative;
            bb += negatives[i] * ofNegative * ofNegative;
            positivesBelow += positives[i];
            negativesBelow += negatives[i];
        }

        return new RocSums(new PairedTotals(positivesBelow, a, 0, aa, 0, 0), new PairedTotals(negativesBelow, b, 0, bb, 0, 0)).First;
    }
}
