namespace MlCi.Statistics;

/// <summary>
/// Average precision (<see cref="AveragePrecision"/>) of rows that count differently, linearised: a row's influence is the
/// derivative of the value by its share of the weight.
/// </summary>
public static class WeightedPrecision
{
    /// <summary>The value with the rows' influences, and how much higher than the population's it is by chance.</summary>
    /// <param name="labels">For each row whether it is positive; at least one is.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    /// <param name="sampling">The rows' weights.</param>
    public static (Linearised Value, double Bias) Of(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, Sampling sampling)
    {
        int n = labels.Length;
        // In the order of score and weight, so that the order of the table changes nothing.
        var keys = new (double Score, double Weight, bool Label)[n];
        int[] rows = new int[n];
        for (int row = 0; row < n; row++)
            (keys[row], rows[row]) = ((scores[row], sampling.Weight(row), labels[row]), row);
        Array.Sort(keys, rows);

        double[] precision = new double[n];
        double[] above = new double[n];
        double value = 0, bias = 0, total = 0, found = 0;
        for (int end = n; end > 0;)
        {
            int start = end;
            double own = 0, squares = 0;
            for (; start > 0 && keys[start - 1].Score == keys[end - 1].Score; start--)
            {
                (_, double weight, bool label) = keys[start - 1];
                total += weight;
                found += label ? weight : 0;
                own += label ? weight : 0;
                squares += label ? weight * weight : 0;
            }

            precision.AsSpan(start..end).Fill(found / total);
            above.AsSpan(start..end).Fill(total);
            value += own * (found / total);
            bias += squares * (1 - found / total) / total;
            end = start;
        }

        value /= found;
        return (new Linearised(value, Influences(keys, rows, precision, above, value, found)), bias / found);
    }

    // One more row at a score joins the rows at or above every lower score, and dilutes them if it is negative.
    private static double[] Influences(
        (double Score, double Weight, bool Label)[] keys, int[] rows, double[] precision, double[] above, double value, double positives)
    {
        double[] influences = new double[rows.Length];
        // Where every positive is above every negative nothing has influence, but rounding leaves some.
        if (Math.Abs(value - 1) < 1e-15)
            return influences;
        double joined = 0, diluted = 0, total = above[0];
        for (int start = 0; start < rows.Length;)
        {
            int end = start;
            double own = 0;
            for (; end < rows.Length && keys[end].Score == keys[start].Score; end++)
                own += keys[end].Label ? keys[end].Weight : 0;
            joined += own / above[start];
            diluted += own / above[start] * precision[start];
            for (int i = start; i < end; i++)
                influences[rows[i]] = total / positives * (keys[i].Label ? precision[i] - value + joined - diluted : -diluted);
            start = end;
        }

        return influences;
    }
}
