namespace MlCi.Statistics;

/// <summary>
/// The step-up adjustment of Benjamini &amp; Hochberg (J. R. Statist. Soc. B 57, 1995): of all that is called out at adjusted
/// p ≤ α, at most a share α is called out wrongly on average. Right for what is only looked at; gates use <see cref="Holm"/>.
/// </summary>
public static class BenjaminiHochberg
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
        double lowest = 1;
        for (int i = m - 1; i >= 0; i--)
        {
            lowest = Math.Min(lowest, sorted[i] * m / (i + 1));
            adjusted[order[i]] = lowest;
        }

        return adjusted;
    }
}
