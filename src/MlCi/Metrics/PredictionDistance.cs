using MlCi.Data;

namespace MlCi.Metrics;

/// <summary>How far two files of predictions are from each other.</summary>
public static class PredictionDistance
{
    /// <summary>The largest absolute difference of a prediction of the same row.</summary>
    /// <param name="first">Predictions, each row once, by the column <c>row_id</c>.</param>
    /// <param name="second">Predictions of the same rows, in any order.</param>
    /// <returns>The difference; NaN where a row or column of one is missing in the other, or a prediction is no number.</returns>
    public static double Largest(Table first, Table second)
    {
        const string RowId = "row_id";
        if (first.RowCount != second.RowCount || first.Columns.Count != second.Columns.Count || first.Find(RowId) is not { } ids || second.Find(RowId) is not { } otherIds)
            return double.NaN;
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < second.RowCount; row++)
            rows[otherIds.Text(row) ?? ""] = row;

        double largest = 0;
        foreach (Column column in first.Columns.Where(column => column.Name != RowId))
        {
            if (second.Find(column.Name) is not { } other)
                return double.NaN;
            for (int row = 0; row < first.RowCount; row++)
            {
                // Math.Max hands on what is not a number.
                largest = Math.Max(largest, rows.TryGetValue(ids.Text(row) ?? "", out int same) ? Math.Abs(column.Numbers[row] - other.Numbers[same]) : double.NaN);
            }
        }

        return largest;
    }
}
