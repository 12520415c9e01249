namespace MlCi.Serving;

/// <summary>A row whose served answer is not the batch's.</summary>
/// <param name="Row">The row's place in the sample, from 0.</param>
/// <param name="Key">What names it: the key, or its number in the holdout.</param>
/// <param name="Output">The output that differs most: <c>score</c>, <c>prediction</c>, <c>p_&lt;class&gt;</c>.</param>
/// <param name="Batch">What <c>predict</c> said.</param>
/// <param name="Served">What the server said.</param>
/// <param name="Difference">How far they are apart.</param>
public sealed record DifferingRow(int Row, string Key, string Output, double Batch, double Served, double Difference);

/// <summary>What came of comparing served answers with batch predictions.</summary>
/// <param name="Rows">How many rows were compared.</param>
/// <param name="Tolerance">The most that a number may differ by; 0: all bits are the same.</param>
/// <param name="Differing">The rows that differ by more, in the order of the sample.</param>
/// <param name="MaxDifference">The largest difference of all rows, within the tolerance or not.</param>
public sealed record ParityResult(int Rows, double Tolerance, IReadOnlyList<DifferingRow> Differing, double MaxDifference);

/// <summary>Serving parity: is what is served what was gated?</summary>
public static class ServedParity
{
    /// <summary>Compares.</summary>
    /// <param name="keys">What names each row.</param>
    /// <param name="outputs">The names of a row's numbers.</param>
    /// <param name="batch">Row by row what <c>predict</c> said: a number for each output.</param>
    /// <param name="served">The same as served.</param>
    /// <param name="tolerance">The most that a number may differ by; 0 asks for the same bits.</param>
    public static ParityResult Compare(IReadOnlyList<string> keys, IReadOnlyList<string> outputs, ReadOnlySpan<double> batch, ReadOnlySpan<double> served, double tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(batch.Length, keys.Count * outputs.Count, nameof(batch));
        ArgumentOutOfRangeException.ThrowIfNotEqual(served.Length, batch.Length, nameof(served));
        List<DifferingRow> differing = [];
        double most = 0;
        for (int row = 0; row < keys.Count; row++)
        {
            int from = row * outputs.Count;
            int worst = -1;
            for (int at = from; at < from + outputs.Count; at++)
            {
                double difference = Math.Abs(served[at] - batch[at]);
                most = Math.Max(most, difference);
                if (Differs(batch[at], served[at], tolerance) && (worst < 0 || difference > Math.Abs(served[worst] - batch[worst])))
                    worst = at;
            }

            if (worst >= 0)
                differing.Add(new DifferingRow(row, keys[row], outputs[worst - from], batch[worst], served[worst], Math.Abs(served[worst] - batch[worst])));
        }

        return new ParityResult(keys.Count, tolerance, differing, most);
    }

    /// <summary>Whether two numbers differ by more than they may.</summary>
    /// <param name="batch">What <c>predict</c> said.</param>
    /// <param name="served">What the server said.</param>
    /// <param name="tolerance">The most that they may differ by; 0 asks for the same bits.</param>
    public static bool Differs(double batch, double served, double tolerance) => tolerance == 0
        ? BitConverter.DoubleToInt64Bits(batch) != BitConverter.DoubleToInt64Bits(served)
        : !(Math.Abs(served - batch) <= tolerance);
}
