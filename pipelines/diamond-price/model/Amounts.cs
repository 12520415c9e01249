using MlCi.Data;
using MlCi.Findings;

namespace Diamonds;

/// <summary>Reads numbers of which a logarithm is taken, and numbers that may be missing.</summary>
internal static class Amounts
{
    /// <summary>A number that must be there and be more than 0.</summary>
    /// <exception cref="FaultException">It is not (exit 1).</exception>
    public static double Positive(Table rows, Column column, int row) =>
        column.Numbers[row] is > 0 and < double.PositiveInfinity and var value ? value : throw Refused(rows, column, row, "a number more than 0");

    /// <summary>A number, or NaN where it is missing.</summary>
    /// <exception cref="FaultException">There is a text that is no number (exit 1).</exception>
    public static double OrMissing(Table rows, Column column, int row)
    {
        double value = column.Numbers[row];
        return double.IsNaN(value) && !column.IsMissing(row) ? throw Refused(rows, column, row, "a number") : value;
    }

    private static FaultException Refused(Table rows, Column column, int row, string expected) => FaultException.Negative(
        $"{rows.File}:{rows.Line(row)}: column '{column.Name}': "
        + $"found {(column.Text(row) is { } text ? $"'{text}'" : "no value")}, expected {expected}");
}
