using MlCi.Data;

namespace MlCi.Quality;

/// <summary>The times of a column.</summary>
internal static class TimeValues
{
    /// <summary>For each row its place in time, NaN where there is none: ticks of a date or time, else the number itself.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The times, or null where the column holds other text.</returns>
    public static double[]? Of(Column column)
    {
        if (column.Kind is ColumnKind.Integer or ColumnKind.Number or ColumnKind.Empty)
            return column.Numbers.ToArray();
        if (column.Kind is not (ColumnKind.Date or ColumnKind.Timestamp))
            return null;
        double[] ofLevels = [.. column.Levels.Select(level => DateText.TryRead(level, out DateTimeOffset instant, out _) ? instant.UtcTicks : double.NaN)];
        double[] times = new double[column.RowCount];
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < times.Length; row++)
            times[row] = codes[row] < 0 ? double.NaN : ofLevels[codes[row]];
        return times;
    }
}
