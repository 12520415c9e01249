using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Reports.Html;

/// <summary>One pass over rows from the highest score to the lowest, tied ones together.</summary>
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
        (long negatives, long positives) = Totals(labels, weights);
        (CurveThinning roc, CurveThinning precision) = (new(), new());
        (long falsePositives, long truePositives, long decidedFalse, long decidedTrue) = (0, 0, 0, 0);
        roc.Add(0, 0);
        double recall = 0;
        for (int place = order.Count - 1; place >= 0; place--)
        {
            int row = order.RowAt(place);
            long weight = weights is null ? 1 : weights[row];
            int bin = Math.Min((int)(scores[row] * ScoreCurves.BinCount), ScoreCurves.BinCount - 1);
            if (labels[row])
            {
                truePositives += weight;
                positiveBins[bin] += weight;
            }
            else
            {
                falsePositives += weight;
                negativeBins[bin] += weight;
            }

            if (order.IsTied(place))
                continue;
            if (scores[row] >= set.Decision)
                (decidedFalse, decidedTrue) = (falsePositives, truePositives);
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

    private static (long Negatives, long Positives) Totals(ReadOnlySpan<bool> labels, long[]? weights)
    {
        (long negatives, long positives) = (0, 0);
        for (int row = 0; row < labels.Length; row++)
        {
            long weight = weights is null ? 1 : weights[row];
            if (labels[row])
                positives += weight;
            else
                negatives += weight;
        }

        return (negatives, positives);
    }

    private static double[] Shares(long[] bins, long all) => Array.ConvertAll(bins, bin => Math.Round((double)bin / all, 6));
}
