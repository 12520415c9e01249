namespace MlCi.Statistics;

/// <summary>Fits the calibration slopes of a score within every group of rows: logits are only dealt out.</summary>
/// <param name="rows">The rows in the order of their scores.</param>
/// <param name="logits">The logits of the first score in its order.</param>
internal sealed class SlopeFit(RocRows rows, double[] logits)
{
    /// <summary>
    /// The slope of each group of all partitions, whose slots are twice its index and the next: not a number where the score is
    /// constant, null where it separates the classes, and for rows that are in no group.
    /// </summary>
    /// <param name="table">The rows' slots.</param>
    /// <param name="dealt">Room for a number for each row in each partition.</param>
    public CalibrationSlope?[] Of(SlotTable table, Span<double> dealt)
    {
        ReadOnlySpan<int> sizes = table.Sizes, places = rows.FirstPlaces;
        int[] next = new int[sizes.Length];
        for (int slot = 1; slot < next.Length; slot++)
            next[slot] = next[slot - 1] + sizes[slot - 1];
        for (int i = 0; i < logits.Length; i++)
        {
            foreach (int slot in table.At(places[i]))
                dealt[next[slot]++] = logits[i];
        }

        var slopes = new CalibrationSlope?[sizes.Length / 2];
        for (int partition = 0; partition < table.Width; partition++)
        {
            for (int group = table.Begins[partition] / 2; group < table.Begins[partition + 1] / 2 - 1; group++)
            {
                (int negatives, int end) = (sizes[2 * group], next[2 * group + 1]);
                slopes[group] = CalibrationSlope.Fit(new LabelledLogits(dealt[(next[2 * group] - negatives)..end], negatives));
            }
        }

        return slopes;
    }
}
