namespace MlCi.Statistics;

/// <summary>A run of scores that share one fitted rate.</summary>
/// <param name="From">Its lowest score.</param>
/// <param name="To">Its highest score.</param>
/// <param name="Rows">The rows with these scores.</param>
/// <param name="Positives">The positive rows among them.</param>
public readonly record struct IsotonicBlock(double From, double To, long Rows, long Positives)
{
    /// <summary>The fitted rate of positives.</summary>
    public double Rate => (double)Positives / Rows;
}

/// <summary>
/// The rate of positives as a function of the score that never falls and fits best, by pooling adjacent violators (Ayer et al.,
/// Ann. Math. Statist. 26, 1955). Rows of equal score are one point. Rates are compared as fractions of integers, so exact
/// whatever the order of the rows.
/// </summary>
public static class IsotonicRegression
{
    /// <summary>The fit: blocks of increasing score whose rates strictly increase.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    public static IReadOnlyList<IsotonicBlock> Fit(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores) =>
        Fit(labels, scores, ScoreOrder.Of(scores), weights: null);

    /// <summary>The fit of rows that are sorted already.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    /// <param name="order">The rows in the order of their scores.</param>
    /// <param name="weights">What each row counts, their sum below 2^62; null: one each.</param>
    internal static IReadOnlyList<IsotonicBlock> Fit(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, ScoreOrder order, long[]? weights)
    {
        List<IsotonicBlock> blocks = [];
        for (int place = 0; place < order.Count;)
        {
            // + 0.0 makes a negative zero a zero: they compare equal, and print the same.
            double score = scores[order.RowAt(place)] + 0.0;
            long rows = 0, positives = 0;
            do
            {
                int row = order.RowAt(place);
                long weight = weights is null ? 1 : weights[row];
                rows += weight;
                positives += labels[row] ? weight : 0;
            }
            while (++place < order.Count && order.IsTied(place));
            Push(blocks, new IsotonicBlock(score, score, rows, positives));
        }

        return blocks;
    }

    private static void Push(List<IsotonicBlock> blocks, IsotonicBlock next)
    {
        while (blocks.Count > 0 && (Int128)blocks[^1].Positives * next.Rows >= (Int128)next.Positives * blocks[^1].Rows)
        {
            IsotonicBlock last = blocks[^1];
            blocks.RemoveAt(blocks.Count - 1);
            next = new IsotonicBlock(last.From, next.To, last.Rows + next.Rows, last.Positives + next.Positives);
        }

        blocks.Add(next);
    }
}
