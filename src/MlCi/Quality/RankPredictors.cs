namespace MlCi.Quality;

/// <summary>How well a column alone tells a number: Spearman's rank correlation, ranks taken in bins.</summary>
internal static class RankPredictors
{
    /// <summary>The association, or null where it cannot be judged.</summary>
    /// <param name="column">The column.</param>
    /// <param name="label">The label of a regression.</param>
    /// <param name="alpha">The error of the bound.</param>
    public static Association? Best(TrainColumn column, LabelRows label, double alpha) =>
        column.Bins is null ? OfCategories(column, label, alpha) : OfNumbers(column, label, alpha);

    private static Association? OfNumbers(TrainColumn column, LabelRows label, double alpha)
    {
        long[] ofX = new long[column.Bins!.Count], ofY = new long[label.Classes];
        long n = 0;
        for (int row = 0; row < column.Binned.Length; row++)
        {
            if (column.Binned[row] == ofX.Length || label.Codes[row] < 0)
                continue;
            ofX[column.Binned[row]]++;
            ofY[label.Codes[row]]++;
            n++;
        }

        long[] x = Ranks(ofX, n), y = Ranks(ofY, n);
        Int128 product = 0;
        for (int row = 0; row < column.Binned.Length; row++)
        {
            if (column.Binned[row] < x.Length && label.Codes[row] >= 0)
                product += (Int128)x[column.Binned[row]] * y[label.Codes[row]];
        }

        return Association.OfRanks(Correlation(product, Squares(ofX, x), Squares(ofY, y)), n, alpha, "its values");
    }

    // As of classes: a category's mean rank on one half is the score of the other.
    private static Association? OfCategories(TrainColumn column, LabelRows label, double alpha)
    {
        int levels = column.Column.Levels.Count + 1;
        long[] ofY = new long[label.Classes];
        foreach (int code in label.Codes)
        {
            if (code >= 0)
                ofY[code]++;
        }

        long[] y = Ranks(ofY, ofY.Sum());
        long[][] rows = [new long[levels], new long[levels]], sums = [new long[levels], new long[levels]];
        Int128[] squares = [0, 0];
        ReadOnlySpan<int> codes = column.Column.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            if (label.Codes[row] < 0)
                continue;
            (int half, int level, long rank) = (Halves.Of(row), codes[row] < 0 ? levels - 1 : codes[row], y[label.Codes[row]]);
            rows[half][level]++;
            sums[half][level] += rank;
            squares[half] += (Int128)rank * rank;
        }

        double one = OfHalf(rows[0], sums[0], squares[0], rows[1], sums[1]), other = OfHalf(rows[1], sums[1], squares[1], rows[0], sums[0]);
        return Association.OfRanks((one + other) / 2, rows[0].Sum() + rows[1].Sum(), alpha, "its values");
    }

    private static double OfHalf(long[] rows, long[] sums, Int128 squares, long[] learntRows, long[] learntSums)
    {
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        double[] scores = [.. order.Select(i => (double)learntSums[i] / (learntRows[i] + 1))];
        Array.Sort(scores, order);
        List<long> ofGroups = [], sumsOfGroups = [];
        for (int i = 0; i < scores.Length; i++)
        {
            if (i == 0 || scores[i] != scores[i - 1])
            {
                ofGroups.Add(0);
                sumsOfGroups.Add(0);
            }

            ofGroups[^1] += rows[order[i]];
            sumsOfGroups[^1] += sums[order[i]];
        }

        long n = rows.Sum();
        long[] counts = [.. ofGroups], x = Ranks(counts, n);
        Int128 product = 0;
        for (int i = 0; i < x.Length; i++)
            product += (Int128)x[i] * sumsOfGroups[i];
        // Ranks of the whole need not have the mean 0 in a half.
        double mean = (double)sums.Sum() / n;
        return (double)product / Math.Sqrt((double)Squares(counts, x) * ((double)squares - n * mean * mean));
    }

    // Twice the middle rank of each bin, less that of all: they add up to 0.
    private static long[] Ranks(long[] counts, long n)
    {
        long[] ranks = new long[counts.Length];
        long below = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            ranks[i] = 2 * below + counts[i] - n;
            below += counts[i];
        }

        return ranks;
    }

    private static Int128 Squares(long[] counts, long[] ranks)
    {
        Int128 sum = 0;
        for (int i = 0; i < counts.Length; i++)
            sum += counts[i] * (Int128)ranks[i] * ranks[i];
        return sum;
    }

    private static double Correlation(Int128 product, Int128 squaresOfX, Int128 squaresOfY) => (double)product / Math.Sqrt((double)squaresOfX * (double)squaresOfY);
}
