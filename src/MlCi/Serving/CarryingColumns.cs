using MlCi.Metrics;

namespace MlCi.Serving;

/// <summary>A row with one column replaced, predicted both ways.</summary>
/// <param name="Row">Which of the differing rows it is, from 0.</param>
/// <param name="Column">The column that was replaced.</param>
/// <param name="Value">What stood there instead; null for no value.</param>
/// <param name="Batch">What <c>predict</c> said, a number for each output.</param>
/// <param name="Served">What the server said; null where it gave no answer.</param>
public sealed record NeutralisedRow(int Row, string Column, string? Value, double[] Batch, double[]? Served);

/// <summary>A column that carries a difference between batch and serving.</summary>
/// <param name="Column">The column.</param>
/// <param name="Share">The share of the difference that goes when the column is neutral, over the rows that were tried: 1 for all.</param>
/// <param name="RowsCleared">How many rows no longer differ then.</param>
/// <param name="RowsTried">How many rows were tried.</param>
public sealed record CarryingColumn(string Column, double Share, int RowsCleared, int RowsTried);

/// <summary>
/// Through which inputs serving differs from the batch: each column of some differing rows is replaced by neutral values, alone, and
/// what then is left of the difference tells. Differences of probabilities are taken of their logits: on a flat part of the curve any
/// column that moves a score would seem to remove some. It is a hint, no proof: where two columns carry a difference together, neither clears a row.
/// </summary>
public static class CarryingColumns
{
    /// <summary>The least share of a difference that a column must take away to be named.</summary>
    public const double LeastShare = .1;

    // How far numbers may be apart, relative to their size, that were reckoned in another order: some thousand units in the last place.
    private const double Rounding = 1e-12;

    // Where a probability is 0 or 1 its logit has no end; this is about that of the next float below 1.
    private const double MostLogit = 37;

    /// <summary>The columns, those that clear most rows first, then those that take most away.</summary>
    /// <param name="task">What is predicted.</param>
    /// <param name="differing">The rows that differ, unchanged: what <c>predict</c> and the server said.</param>
    /// <param name="neutralised">The same rows with one column replaced; several values of one column may be tried, of which the best counts.</param>
    /// <param name="tolerance">The most that a number may differ by; 0 asks for the same bits.</param>
    public static IReadOnlyList<CarryingColumn> Rank(
        PredictionTask task, IReadOnlyList<(double[] Batch, double[] Served)> differing, IEnumerable<NeutralisedRow> neutralised, double tolerance)
    {
        double[] before = [.. differing.Select(row => Distance(task, row.Batch, row.Served))];
        CarryingColumn[] all =
        [
            .. neutralised.GroupBy(one => one.Column, StringComparer.Ordinal).Select(of => Carried(task, of.Key, [.. of], before, tolerance))
                .Where(column => column.RowsCleared > 0 || column.Share >= LeastShare)
                .OrderByDescending(column => column.RowsCleared).ThenByDescending(column => column.Share).ThenBy(column => column.Column, StringComparer.Ordinal),
        ];
        // Where rounding alone differs, any value changes the difference: only one that clears every row says something.
        if (differing.All(row => row.Batch.Zip(row.Served).All(pair => Math.Abs(pair.Second - pair.First) <= Rounding * Math.Max(Math.Abs(pair.First), Math.Abs(pair.Second)))))
            return [.. all.Where(column => column.RowsCleared > 0 && column.RowsCleared == column.RowsTried)];
        // A row that is cleared to the bit is no accident, a smaller difference may be one: it is told only where nothing better is.
        return Array.Exists(all, column => column.RowsCleared > 0) ? [.. all.Where(column => column.RowsCleared > 0)] : all;
    }

    private static CarryingColumn Carried(PredictionTask task, string column, NeutralisedRow[] tried, double[] before, double tolerance)
    {
        double whole = 0;
        double left = 0;
        int cleared = 0;
        int rows = 0;
        foreach (IGrouping<int, NeutralisedRow> row in tried.Where(one => one.Served is not null).GroupBy(one => one.Row))
        {
            rows++;
            whole += before[row.Key];
            left += Math.Min(before[row.Key], row.Min(one => Distance(task, one.Batch, one.Served!)));
            cleared += row.Any(one => !Differs(one.Batch, one.Served!, tolerance)) ? 1 : 0;
        }

        return new CarryingColumn(column, whole > 0 ? 1 - (left / whole) : 0, cleared, rows);
    }

    private static bool Differs(double[] batch, double[] served, double tolerance)
    {
        for (int i = 0; i < batch.Length; i++)
        {
            if (ServedParity.Differs(batch[i], served[i], tolerance))
                return true;
        }

        return false;
    }

    private static double Distance(PredictionTask task, double[] batch, double[] served)
    {
        double most = 0;
        for (int i = 0; i < batch.Length; i++)
            most = Math.Max(most, task == PredictionTask.Regression ? Math.Abs(served[i] - batch[i]) : Math.Abs(Logit(served[i]) - Logit(batch[i])));
        return most;
    }

    private static double Logit(double probability) => Math.Clamp(Math.Log(probability) - Math.Log(1 - probability), -MostLogit, MostLogit);
}
