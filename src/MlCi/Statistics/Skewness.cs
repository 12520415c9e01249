namespace MlCi.Statistics;

/// <summary>How lopsided the distribution of some numbers, or of their mean, is.</summary>
public static class Skewness
{
    /// <summary>
    /// The skewness of the mean of independent numbers: their third central moment over σ³√n. The order of the numbers changes
    /// nothing, to the last bit.
    /// </summary>
    /// <param name="values">Finite numbers.</param>
    /// <param name="moments">Their moments.</param>
    /// <returns>The skewness; 0 where nothing varies.</returns>
    public static double OfMean(ReadOnlySpan<double> values, in Moments moments)
    {
        if (!(moments.Variance > 0))
            return 0;
        var cubes = new ExactSum();
        double deviation = Math.Sqrt(moments.Variance);
        foreach (double value in values)
        {
            double standardized = (value - moments.Mean) / deviation;
            cubes.Add(standardized * standardized * standardized);
        }

        return cubes.Value / values.Length / Math.Sqrt(values.Length);
    }
}
