using System.Globalization;
using System.Text;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling;

/// <summary>The predictions of a model as CSV: <c>row_id,score</c>, LF line ends, scores that read back to the bit.</summary>
internal static class Predictions
{
    /// <summary>The CSV text of the scores of some rows.</summary>
    /// <param name="rows">The rows that were scored.</param>
    /// <param name="scores">One score for each row.</param>
    /// <param name="key">The column that names a row, or null for its 0-based number.</param>
    /// <exception cref="FaultException">
    /// No such column (exit 2); a score that is not finite, a key that is missing or doubled (exit 1).
    /// </exception>
    public static string ToCsv(Table rows, double[] scores, string? key)
    {
        if (scores.Length != rows.RowCount)
            throw new InvalidOperationException($"the model gave {scores.Length} scores for {rows.RowCount} rows");

        Column? keys = key is null ? null : rows.Column(key);
        if (keys is not null)
            CheckKeys(rows, keys);

        var csv = new StringBuilder("row_id,score\n", capacity: 16 + (scores.Length * 28));
        for (int row = 0; row < scores.Length; row++)
        {
            if (!double.IsFinite(scores[row]))
                throw FaultException.Negative($"{Where(rows, row)}: the model's score is {scores[row]}, expected a finite number");
            if (keys is null)
                csv.Append(CultureInfo.InvariantCulture, $"{row}");
            else
                csv.Append(Quoted(keys.Text(row)!));
            csv.Append(',').Append(scores[row].ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        return csv.ToString();
    }

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
