using MlCi.Data;

namespace MlCi.Quality;

/// <summary>The first and the last time in a column.</summary>
public static class TimeSpanOfRows
{
    /// <summary>The texts of the first and the last time, as the data have them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>Both, or null where there is no such column, or no date in it.</returns>
    public static (string From, string To)? Of(Table rows, string column)
    {
        if (rows.Columns.FirstOrDefault(one => one.Name == column) is not { Kind: ColumnKind.Date or ColumnKind.Timestamp } found || TimeValues.Of(found) is not { } times)
            return null;
        int first = -1, last = -1;
        for (int row = 0; row < times.Length; row++)
        {
            if (double.IsNaN(times[row]))
                continue;
            if (first < 0 || times[row] < times[first])
                first = row;
            if (last < 0 || times[row] > times[last])
                last = row;
        }

        return first < 0 ? null : (found.Text(first)!, found.Text(last)!);
    }
}
