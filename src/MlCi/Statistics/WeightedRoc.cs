namespace MlCi.Statistics;

/// <summary>
/// The area under a ROC curve of rows that count differently, linearised: a row's influence is how its placement among the rows
/// of the other class (<see cref="Placements"/>, there weighted) differs from the area.
/// </summary>
public static class WeightedRoc
{
    /// <summary>The area: the weighted chance that a positive scores above a negative, ties counted half.</summary>
    /// <param name="labels">For each row whether it is positive; there are both.</param>
    /// <param name="scores">For each row its score; no NaN.</param>
    /// <param name="sampling">The rows' weights.</param>
    public static Linearised Area(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, Sampling sampling)
    {
        double[] placements = sampling.HasWeights ? Weighted(labels, scores, sampling) : Counted(labels, scores);
        double[] totals = [Total(labels, of: false, sampling), Total(labels, of: true, sampling)];
        var sum = new ExactSum();
        for (int row = 0; row < placements.Length; row++)
        {
            placements[row] = Snapped(placements[row] / totals[labels[row] ? 0 : 1]);
            if (labels[row])
                sum.Add(sampling.Weight(row) * placements[row]);
        }

        double area = sum.Value / totals[1];
        double all = sampling.Total;
        for (int row = 0; row < placements.Length; row++)
            placements[row] = all / totals[labels[row] ? 1 : 0] * (placements[row] - area);
        return new Linearised(area, placements);
    }

    // Sums of weights in another order leave a rounding, which must not make a perfect score vary.
    private static double Snapped(double placement)
    {
        double end = Math.Round(placement);
        return Math.Abs(placement - end) < 1e-12 ? end : placement;
    }

    private static double[] Counted(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores) =>
        Array.ConvertAll(Placements.Of(labels, scores), doubled => doubled / 2.0);

    // For each positive the weight of the negatives below it and half of those tied with it; for each negative so the positives
    // above. Rows are taken in the order of score and weight, so that the order of the table changes nothing.
    private static double[] Weighted(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores, Sampling sampling)
    {
        int n = labels.Length;
        var keys = new (double Score, double Weight)[n];
        int[] rows = new int[n];
        for (int row = 0; row < n; row++)
            (keys[row], rows[row]) = ((scores[row], sampling.Weight(row)), row);
        Array.Sort(keys, rows);

        double[] placements = new double[n];
        double below = 0;
        for (int start = 0; start < n;)
        {
            int end = start;
            double tied = 0;
            for (; end < n && keys[end].Score == keys[start].Score; end++)
                tied += labels[rows[end]] ? 0 : keys[end].Weight;
            for (int i = start; i < end; i++)
                placements[rows[i]] = labels[rows[i]] ? below + tied / 2 : 0;
            below += tied;
            start = end;
        }

        double above = 0;
        for (int end = n; end > 0;)
        {
            int start = end;
            double tied = 0;
            for (; start > 0 && keys[start - 1].Score == keys[end - 1].Score; start--)
                tied += labels[rows[start - 1]] ? keys[start - 1].Weight : 0;
            for (int i = start; i < end; i++)
                placements[rows[i]] = labels[rows[i]] ? placements[rows[i]] : above + tied / 2;
            above += tied;
            end = start;
        }

        return placements;
    }

    private static double Total(ReadOnlySpan<bool> labels, bool of, Sampling sampling)
    {
        var sum = new ExactSum();
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] == of)
                sum.Add(sampling.Weight(row));
        }

        return sum.Value;
    }
}
