namespace MlCi.Drift;

/// <summary>
/// The Wasserstein distance of two samples of numbers: how far, on average, a row must be moved to turn one into the other; the area
/// between the two distribution functions (Vallender, Theory of Probability and its Applications 18, 1974).
/// </summary>
public static class Wasserstein
{
    /// <summary>The distance, in the unit of the values.</summary>
    /// <param name="positions">Where each bin's rows stand, in increasing order: exact where a bin is one value.</param>
    /// <param name="reference">The rows of each bin in the reference; at least one in all.</param>
    /// <param name="current">The rows of each bin in the other sample; at least one in all.</param>
    public static double Of(ReadOnlySpan<double> positions, ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        double n = 0, m = 0;
        for (int i = 0; i < reference.Length; i++)
            (n, m) = (n + reference[i], m + current[i]);
        double distance = 0, below = 0, otherBelow = 0;
        for (int i = 0; i + 1 < reference.Length; i++)
        {
            below += reference[i];
            otherBelow += current[i];
            distance += Math.Abs(below / n - otherBelow / m) * (positions[i + 1] - positions[i]);
        }

        return distance;
    }
}
