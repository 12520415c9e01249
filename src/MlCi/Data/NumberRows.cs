using System.Diagnostics.CodeAnalysis;

namespace MlCi.Data;

/// <summary>Takes rows out of a column of numbers, without coding it.</summary>
internal static class NumberRows
{
    /// <summary>The rows as one segment; false where some of the numbers have spellings of their own, or not all are written alike.</summary>
    public static bool TryTake(Column column, ReadOnlySpan<int> rows, [NotNullWhen(true)] out NumberSegment? taken)
    {
        taken = null;
        bool isWhole = true;
        NumberStyle? style = null;
        foreach (ColumnSegment segment in column.Segments)
        {
            if (segment is not NumberSegment { Spellings: null } numbers || (style ??= numbers.Style) != numbers.Style)
                return false;
            isWhole &= numbers.IsWhole;
        }

        ReadOnlySpan<double> all = column.Numbers;
        double[] values = new double[rows.Length];
        int missing = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = all[rows[i]];
            missing += double.IsNaN(values[i]) ? 1 : 0;
        }

        // With as many digits as needed, a whole number was written without a point.
        isWhole |= style is { Decimals: 0 } && Array.TrueForAll(values, value => double.IsNaN(value) || double.IsInteger(value));
        taken = new NumberSegment(values, 0, values.Length, missing, style ?? NumberStyle.Shortest, isWhole, null);
        return true;
    }
}
