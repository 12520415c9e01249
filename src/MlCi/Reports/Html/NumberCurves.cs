using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Reports.Html;

/// <summary>What is drawn of a regression: where the truth lies around what was predicted. Rows are counted as one each.</summary>
/// <param name="Undefined">Why there is nothing to draw, or null.</param>
/// <param name="Bands">Rows of about equal number, from the lowest prediction to the highest.</param>
/// <param name="Residuals">Quantiles of truth − prediction.</param>
/// <param name="From">Where the bins of the residuals begin.</param>
/// <param name="To">Where they end.</param>
/// <param name="Shares">The share of the rows in each bin; what lies outside is in none.</param>
public sealed record NumberCurves(string? Undefined, IReadOnlyList<NumberBand> Bands, NumberQuantiles? Residuals, double From, double To, IReadOnlyList<double> Shares)
{
    private const int MostBands = 20;
    private const int RowsOfABand = 25;
    private const int BinCount = 40;

    /// <summary>Takes them.</summary>
    /// <param name="predictions">Rows that all count.</param>
    internal static NumberCurves Of(NumberPredictions predictions)
    {
        string? why = predictions.RowCount == 0 ? "no rows" : predictions.Unusable;
        if (why is not null)
            return new NumberCurves(why, [], Residuals: null, 0, 0, []);
        ReadOnlySpan<double> truth = predictions.Truth, predicted = predictions.Predicted;
        double[] residuals = new double[truth.Length];
        for (int row = 0; row < residuals.Length; row++)
            residuals[row] = truth[row] - predicted[row];
        residuals = Sorted(residuals);
        // Nine of ten residuals, and half as much on either side.
        NumberQuantiles quantiles = NumberQuantiles.Of(residuals);
        double reach = Math.Max(Math.Abs(quantiles.Lowest), Math.Abs(quantiles.Highest)) * 1.5;
        reach = reach > 0 ? reach : 1;
        long[] bins = new long[BinCount];
        foreach (double residual in residuals)
        {
            if (Math.Abs(residual) <= reach)
                bins[Math.Min((int)((residual + reach) / (2 * reach) * BinCount), BinCount - 1)]++;
        }

        return new NumberCurves(null, Cut(truth, predicted), quantiles, -reach, reach, Array.ConvertAll(bins, bin => Math.Round((double)bin / residuals.Length, 6)));
    }

    private static List<NumberBand> Cut(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        ScoreOrder order = ScoreOrder.Of(predicted);
        int bands = Math.Clamp(order.Count / RowsOfABand, 1, MostBands);
        List<NumberBand> cut = [];
        for (int start = 0, end; start < order.Count; start = end)
        {
            end = Math.Max(start + 1, (int)((cut.Count + 1L) * order.Count / bands));
            // Equal predictions stay together, so that the order of the rows changes nothing.
            while (end < order.Count && order.IsTied(end))
                end++;
            double[] within = new double[end - start];
            for (int place = start; place < end; place++)
                within[place - start] = truth[order.RowAt(place)];
            double middle = (predicted[order.RowAt(start + (end - start - 1) / 2)] + predicted[order.RowAt(start + (end - start) / 2)]) / 2;
            cut.Add(new NumberBand(middle, within.Length, NumberQuantiles.Of(Sorted(within))));
        }

        return cut;
    }

    // Most of the time goes here, and a radix sort takes a third of a comparing one's.
    private static double[] Sorted(double[] values)
    {
        ScoreOrder order = ScoreOrder.Of(values);
        double[] sorted = new double[values.Length];
        for (int place = 0; place < sorted.Length; place++)
            sorted[place] = values[order.RowAt(place)];
        return sorted;
    }
}

/// <summary>Rows that were predicted about the same.</summary>
/// <param name="Predicted">The median of what was predicted.</param>
/// <param name="Rows">Their number.</param>
/// <param name="Truth">Where the truth lies.</param>
public sealed record NumberBand(double Predicted, long Rows, NumberQuantiles Truth);

/// <summary>Quantiles of numbers.</summary>
/// <param name="Lowest">5 % lie below.</param>
/// <param name="Lower">A quarter lies below.</param>
/// <param name="Median">Half lie below.</param>
/// <param name="Upper">A quarter lies above.</param>
/// <param name="Highest">5 % lie above.</param>
public sealed record NumberQuantiles(double Lowest, double Lower, double Median, double Upper, double Highest)
{
    /// <summary>Those of sorted numbers, straight between two of them (type 7 of Hyndman &amp; Fan, The American Statistician 50, 1996).</summary>
    /// <param name="sorted">At least one.</param>
    internal static NumberQuantiles Of(ReadOnlySpan<double> sorted) => new(At(sorted, .05), At(sorted, .25), At(sorted, .5), At(sorted, .75), At(sorted, .95));

    private static double At(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
