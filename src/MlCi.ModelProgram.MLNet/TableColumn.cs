using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet;

/// <summary>One column of a <see cref="TableView"/>.</summary>
internal abstract class TableColumn
{
    /// <summary>The types that a column may have, in words.</summary>
    public const string Types = "float, double, int, long, bool or string";

    private static readonly Type[] RawTypes =
        [typeof(float), typeof(double), typeof(int), typeof(long), typeof(bool), typeof(ReadOnlyMemory<char>)];

    /// <summary>Whether a type is one of <see cref="Types"/>.</summary>
    public static bool Knows(DataViewType type) =>
        type is NumberDataViewType or BooleanDataViewType or TextDataViewType && RawTypes.Contains(type.RawType);

    /// <summary>Converts a column to what ML.NET wants: a missing number is NaN, a missing text empty; other types have no missing value.</summary>
    /// <param name="type">One of <see cref="Types"/>.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="column">Their column, or null where the model does not look at it: every value is the type's default.</param>
    /// <param name="positive">The text for which a bool is true, or null: true, yes and 1 are.</param>
    /// <exception cref="FaultException">A value is not of the type (exit 1).</exception>
    public static TableColumn Of(DataViewType type, Table rows, Column? column, string? positive)
    {
        if (type.RawType == typeof(float))
            return Make<float>(rows, column, code => Finite((float)column!.NumbersOfLevels[code]), float.NaN, "a number");
        if (type.RawType == typeof(double))
            return Make<double>(rows, column, code => Finite(column!.NumbersOfLevels[code]), double.NaN, "a number");
        if (type.RawType == typeof(int))
            return Make<int>(rows, column, code => int.TryParse(column!.Levels[code], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null, missing: null, "a whole number");
        if (type.RawType == typeof(long))
            return Make<long>(rows, column, code => long.TryParse(column!.Levels[code], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null, missing: null, "a whole number");
        return type.RawType == typeof(bool)
            ? Make(rows, column, code => Truth(column!.Levels[code], positive), missing: null, positive is null ? "true or false, yes or no, 1 or 0" : $"'{positive}' or another value")
            : Make<ReadOnlyMemory<char>>(rows, column, code => column!.Levels[code].AsMemory(), missing: default(ReadOnlyMemory<char>), "a text");
    }

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the row that a cursor stands on.</summary>
    public abstract Delegate Getter(TableCursor cursor);

    private static TableColumn Make<T>(Table rows, Column? column, Func<int, T?> parse, T? missing, string expected)
        where T : struct
    {
        var values = new T[rows.RowCount];
        if (column is null)
        {
            Array.Fill(values, missing ?? default);
            return new Values<T>(values);
        }

        T?[] levels = [.. Enumerable.Range(0, column.Levels.Count).Select(parse)];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = (column.Codes[row] is >= 0 and int code ? levels[code] : missing) ?? throw FaultException.Negative(
                $"{rows.File}:{rows.Line(row)}: column '{column.Name}': "
                + $"found {(column.Text(row) is { } text ? $"'{text}'" : "no value")}, expected {expected}");
        }

        return new Values<T>(values);
    }

    private static float? Finite(float number) => float.IsFinite(number) ? number : null;

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static bool? Truth(string text, string? positive) => positive is not null ? text == positive : text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "1" => true,
        "FALSE" or "NO" or "0" => false,
        _ => null,
    };

    private sealed class Values<T>(T[] values) : TableColumn
    {
        public override Delegate Getter(TableCursor cursor) => new ValueGetter<T>((ref T value) => value = values[cursor.Position]);
    }
}
