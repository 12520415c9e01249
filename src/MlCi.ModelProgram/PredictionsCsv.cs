using System.Globalization;
using System.Text;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling;

/// <summary>The predictions of a model as CSV: <c>row_id,score</c> or the like, LF line ends, numbers that read back to the bit.</summary>
internal static class PredictionsCsv
{
    /// <summary>The CSV text of the predictions of some rows.</summary>
    /// <param name="rows">The rows that were predicted.</param>
    /// <param name="columns">What the numbers are.</param>
    /// <param name="numbers">Row by row one number for each column.</param>
    /// <param name="key">The column that names a row, or null for its 0-based number.</param>
    /// <exception cref="FaultException">
    /// No such column (exit 2); a number that is not finite, a key that is missing or doubled (exit 1).
    /// </exception>
    public static string Of(Table rows, IReadOnlyList<string> columns, double[] numbers, string? key)
    {
        if (numbers.Length != (long)rows.RowCount * columns.Count)
        {
            string expected = columns.Count == 1 ? "" : $" and {columns.Count} columns";
            throw new InvalidOperationException($"the model gave {numbers.Length} {Plural(columns)} for {rows.RowCount} rows{expected}");
        }

        Column? keys = key is null ? null : rows.Column(key);
        if (keys is not null)
            CheckKeys(rows, keys);

        var csv = new StringBuilder("row_id", capacity: (int)Math.Min(64 + (numbers.LongLength * 28), 1 << 30));
        foreach (string column in columns)
            csv.Append(',').Append(Quoted(column));
        csv.Append('\n');
        for (int row = 0; row < rows.RowCount; row++)
        {
            if (keys is null)
                csv.Append(CultureInfo.InvariantCulture, $"{row}");
            else
                csv.Append(Quoted(keys.Text(row)!));
            for (int column = 0; column < columns.Count; column++)
            {
                double number = numbers[row * columns.Count + column];
                if (!double.IsFinite(number))
                    throw FaultException.Negative($"{Where(rows, row)}: the model's {columns[column]} is {number}, expected a finite number");
                csv.Append(',').Append(number.ToString("R", CultureInfo.InvariantCulture));
            }

            csv.Append('\n');
        }

        return csv.ToString();
    }

    private static string Plural(IReadOnlyList<string> columns) => columns.Count == 1 ? columns[0] + "s" : "numbers";

    private static void CheckKeys(Table rows, Column keys)
    {
        var first = new Dictionary<int, int>();
        for (int row = 0; row < rows.RowCount; row++)
        {
            if (keys.IsMissing(row))
                throw FaultException.Negative($"{Where(rows, row)}: column '{keys.Name}': found no value, expected a key");
            if (!first.TryAdd(keys.Codes[row], row))
                throw FaultException.Negative(
                    $"{Where(rows, row)}: column '{keys.Name}': found '{keys.Text(row)}' as on line "
                    + $"{rows.Line(first[keys.Codes[row]])}, expected each key once");
        }
    }

    private static SourcePlace Where(Table rows, int row) => new(rows.File, rows.Line(row));

    private static string Quoted(string text) => text.Length == 0 || text.AsSpan().IndexOfAny(",\"\r\n") >= 0
        ? '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"'
        : text;
}
