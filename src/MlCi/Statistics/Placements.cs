namespace MlCi.Statistics;

/// <summary>
/// How each row's score stands among the rows of the other class, from one sort by midranks (Sun &amp; Xu, IEEE Signal
/// Processing Letters 21, 2014). Counts are doubled so that ties, which count half, stay integers and every sum is exact.
/// </summary>
public static class Placements
{
    /// <summary>
    /// For each positive row twice the negatives below it plus the negatives tied with it; for each negative row twice the
    /// positives above it plus the positives tied with it.
    /// </summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    public static long[] Of(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        int n = labels.Length;
        double[] sorted = scores.ToArray();
        int[] rows = new int[n];
        for (int i = 0; i < n; i++)
            rows[i] = i;
        Array.Sort(sorted, rows);

        long positivesAbove = labels.Count(true);
        long negativesBelow = 0;
        long[] placements = new long[n];
        for (int start = 0; start < n;)
        {
            int end = start;
            long positives = 0;
            for (; end < n && sorted[end] == sorted[start]; end++)
                positives += labels[rows[end]] ? 1 : 0;
            long negatives = end - start - positives;
            positivesAbove -= positives;
            for (int i = start; i < end; i++)
                placements[rows[i]] = labels[rows[i]] ? 2 * negativesBelow + negatives : 2 * positivesAbove + positives;
            negativesBelow += negatives;
            start = end;
        }

        return placements;
    }
}
