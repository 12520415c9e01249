using MlCi.Statistics;

namespace MlCi.Quality;

/// <summary>How well a column alone tells classes apart.</summary>
internal static class ClassPredictors
{
    // Above it a table of counts would no longer be small.
    private const int MostClasses = 100;

    /// <summary>The association with the largest lower bound, or null where none can be judged.</summary>
    /// <param name="column">The column.</param>
    /// <param name="label">The classes.</param>
    /// <param name="alpha">The error of each bound.</param>
    public static Association? Best(TrainColumn column, LabelRows label, double alpha)
    {
        if (label.Classes is < 2 or > MostClasses)
            return null;
        return column.Bins is null ? OfCategories(column, label, alpha) : OfNumbers(column, label, alpha);
    }

    private static Association? OfNumbers(TrainColumn column, LabelRows label, double alpha)
    {
        int bins = column.Bins!.Count;
        long[][] counts = Tables(label.Classes, bins + 1);
        for (int row = 0; row < column.Binned.Length; row++)
        {
            if (label.Codes[row] is >= 0 and var y)
                counts[y][column.Binned[row]]++;
        }

        Association? best = null;
        long[] all = Sum(counts);
        foreach (int y in label.Against)
        {
            long[] positives = counts[y], negatives = Less(all, positives);
            best = Better(best, Association.OfAuc(GroupedAuc.Of(positives.AsSpan(0, bins), negatives.AsSpan(0, bins)), alpha, "its values"));
            best = Better(best, OfMissing(positives, negatives, missing: bins, alpha));
        }

        return best;
    }

    // A category's rate of positives, estimated on one half of the rows, is the score of the other half, and the other way round: what is
    // but learnt by heart, as the labels of ids are, tells nothing there.
    private static Association? OfCategories(TrainColumn column, LabelRows label, double alpha)
    {
        int levels = column.Column.Levels.Count;
        long[][][] counts = [Tables(label.Classes, levels + 1), Tables(label.Classes, levels + 1)];
        ReadOnlySpan<int> codes = column.Column.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            if (label.Codes[row] is >= 0 and var y)
                counts[Halves.Of(row)][y][codes[row] < 0 ? levels : codes[row]]++;
        }

        Association? best = null;
        long[][] all = [Sum(counts[0]), Sum(counts[1])];
        foreach (int y in label.Against)
        {
            AucEstimate one = OfHalf(counts[0][y], all[0], counts[1][y], all[1]), other = OfHalf(counts[1][y], all[1], counts[0][y], all[0]);
            best = Better(best, Association.OfAuc(
                new AucEstimate((one.Auc + other.Auc) / 2, (one.Variance + other.Variance) / 4, one.Positives + other.Positives, one.Negatives + other.Negatives), alpha, "its values"));
            long[] positives = [.. counts[0][y].Zip(counts[1][y], (a, b) => a + b)], rows = [.. all[0].Zip(all[1], (a, b) => a + b)];
            best = Better(best, OfMissing(positives, Less(rows, positives), missing: levels, alpha));
        }

        return best;
    }

    private static AucEstimate OfHalf(long[] positives, long[] rows, long[] learntPositives, long[] learntRows)
    {
        double rate = (double)learntPositives.Sum() / learntRows.Sum();
        double[] scores = new double[rows.Length];
        int[] order = new int[rows.Length];
        for (int i = 0; i < scores.Length; i++)
            (scores[i], order[i]) = ((learntPositives[i] + rate) / (learntRows[i] + 1), i);
        Array.Sort(scores, order);
        List<long> ofPositives = [], ofNegatives = [];
        for (int i = 0; i < scores.Length; i++)
        {
            if (i == 0 || scores[i] != scores[i - 1])
            {
                ofPositives.Add(0);
                ofNegatives.Add(0);
            }

            ofPositives[^1] += positives[order[i]];
            ofNegatives[^1] += rows[order[i]] - positives[order[i]];
        }

        return GroupedAuc.Of([.. ofPositives], [.. ofNegatives]);
    }

    private static Association? OfMissing(long[] positives, long[] negatives, int missing, double alpha) =>
        positives[missing] + negatives[missing] == 0 ? null : Association.OfAuc(
            GroupedAuc.Of([positives.Sum() - positives[missing], positives[missing]], [negatives.Sum() - negatives[missing], negatives[missing]]), alpha, "whether it has a value");

    private static Association? Better(Association? one, Association? other) => other is null || one?.Lower >= other.Value.Lower ? one : other;

    private static long[][] Tables(int classes, int bins) => [.. Enumerable.Range(0, classes).Select(_ => new long[bins])];

    private static long[] Sum(long[][] tables)
    {
        long[] sum = new long[tables[0].Length];
        foreach (long[] table in tables)
        {
            for (int i = 0; i < sum.Length; i++)
                sum[i] += table[i];
        }

        return sum;
    }

    private static long[] Less(long[] all, long[] some) => [.. all.Zip(some, (a, b) => a - b)];
}
