namespace MlCi.Statistics;

/// <summary>Holm's step-down adjustment: rejecting adjusted p ≤ α errs anywhere with probability at most α (Holm 1979).</summary>
public static class Holm
{
    /// <summary>The adjusted p-values, in the order of the given ones.</summary>
    /// <param name="pValues">p-values, 0 to 1, of one family.</param>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        int m = pValues.Count;
        double[] sorted = [.. pValues];
        int[] order = [.. Enumerable.Range(0, m)];
        Array.Sort(sorted, order);
        double[] adjusted = new double[m];
        double highest = 0;
        for (int i = 0; i < m; i++)
        {
            highest = Math.Max(highest, Math.Min(1, sorted[i] * (m - i)));
            adjusted[order[i]] = highest;
        }

        return adjusted;
    }
}
