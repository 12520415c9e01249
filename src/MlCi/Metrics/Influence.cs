namespace MlCi.Metrics;

/// <summary>
/// How much a smooth function of the cells' shares varies, by the delta method on the multinomial cells (Agresti, "Categorical
/// Data Analysis", 2013, section 16.1): a row's influence is the slope along its cell less the mean slope.
/// </summary>
/// <param name="Variance">The variance of the value.</param>
/// <param name="EffectiveRows">How many rows with the same influence would make up the variance: the squares' own effective number.</param>
internal readonly record struct Influence(double Variance, double EffectiveRows)
{
    public static Influence Of(CellValue value, ConfusionCounts counts)
    {
        ReadOnlySpan<double> slopes = [value.Tp, value.Fp, value.Fn, value.Tn];
        ReadOnlySpan<long> cells = [counts.TruePositives, counts.FalsePositives, counts.FalseNegatives, counts.TrueNegatives];
        double rows = counts.Rows;
        double mean = 0, size = 0;
        for (int cell = 0; cell < cells.Length; cell++)
        {
            mean += cells[cell] * slopes[cell] / rows;
            size = Math.Max(size, cells[cell] > 0 ? Math.Abs(slopes[cell]) : 0);
        }

        double squares = 0, fourths = 0;
        for (int cell = 0; cell < cells.Length; cell++)
        {
            // Equal slopes leave a rounding of their mean, which is no influence.
            double influence = Math.Abs(slopes[cell] - mean) > 1e-12 * size ? slopes[cell] - mean : 0;
            squares += cells[cell] * influence * influence;
            fourths += cells[cell] * influence * influence * influence * influence;
        }

        return new Influence(squares / (rows * rows), fourths > 0 ? squares * squares / fourths : 0);
    }
}
