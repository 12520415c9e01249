using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Reports.Html;

/// <summary>One pass over the rows as they come, and one from the highest score to the lowest, tied ones together.</summary>
internal static class ScoreSweep
{
    // Weights as integers, whose sums do not depend on the order of the rows: 2^30 is the largest one.
    private const double Unit = 1L << 30;

    public static ScoreCurves Of(SampledPredictions predictions)
    {
        PredictionSet set = predictions.Set;
        ReadOnlySpan<bool> labels = set.Labels;
        ReadOnlySpan<double> scores = set.Scores;
        ScoreOrder order = set.Order;
        long[]? weights = WeightsOf(predictions.Sampling);
        (long[] negativeBins, long[] positiveBins) = (new long[ScoreCurves.BinCount], new long[ScoreCurves.BinCount]);
        (long decidedFalse, long decidedTrue) = (0, 0);
        // In the rows' own order, which is the fastest to read.
        for (int row = 0; row < labels.Length; row++)
        {
            long weight = weights is null ? 1 : weights[row];
            (labels[row] ? positiveBins : negativeBins)[Math.Min((int)(scores[row] * ScoreCurves.BinCount), ScoreCurves.BinCount - 1)] += weight;
            if (scores[row] < set.Decision)
                continue;
            decidedTrue += labels[row] ? weight : 0;
            decidedFalse += labels[row] ? 0 : weight;
        }

        (long negatives, long positives) = (negativeBins.Sum(), positiveBins.Sum());
        (CurveThinning roc, CurveThinning precision) = (new(), new());
        (long falsePositives, long truePositives) = (0, 0);
        roc.Add(0, 0);
        double recall = 0;
        for (int place = order.Count - 1; place >= 0; place--)
        {
            int row = order.RowAt(place);
            long weight = weights is null ? 1 : weights[row];
            truePositives += labels[row] ? weight : 0;
            falsePositives += labels[row] ? 0 : weight;
            if (order.IsTied(place))
                continue;
            double found = (double)truePositives / positives, right = (double)truePositives / (truePositives + falsePositives);
            roc.Add((double)falsePositives / negatives, found);
            precision.Add(recall, right);
            precision.Add(found, right);
            recall = found;
        }

        ReliabilityCurve? reliability = predictions.Sampling.IsPlain ? ReliabilityCurve.Of(set) : null;
        return new ScoreCurves
        {
            Roc = roc.ToLine(),
            Precision = precision.ToLine(),
            Calibration = Line(reliability?.Blocks ?? IsotonicRegression.Fit(labels, scores, order, weights)),
            Brier = reliability is null ? null : new BrierParts(reliability.Brier, reliability.Miscalibration, reliability.Discrimination, reliability.Uncertainty),
            NegativeShares = Shares(negativeBins, negatives),
            PositiveShares = Shares(positiveBins, positives),
            FalsePositiveRate = (double)decidedFalse / negatives,
            Recall = (double)decidedTrue / positives,
        };
    }

    private static CurveLine Line(IReadOnlyList<IsotonicBlock> blocks)
    {
        var line = new CurveThinning();
        foreach (IsotonicBlock block in blocks)
        {
            line.Add(block.From, block.Rate);
            line.Add(block.To, block.Rate);
        }

        return line.ToLine();
    }

    private static long[]? WeightsOf(Sampling sampling)
    {
        if (!sampling.HasWeights)
            return null;
        double[] weights = [.. Enumerable.Range(0, sampling.RowCount).Select(sampling.Weight)];
        double largest = weights.Max();
        // One at least: a row that counts is not left out.
        return Array.ConvertAll(weights, weight => Math.Max(1, (long)Math.Round(weight / largest * Unit)));
    }

    private static double[] Shares(long[] bins, long all) => Array.ConvertAll(bins, bin => Math.Round((double)bin / all, 6));
}
