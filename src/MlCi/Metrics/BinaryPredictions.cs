using System.Globalization;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Metrics;

/// <summary>Reads what a binary classifier's program predicted: CSV with <c>row_id,score</c>, each holdout row exactly once.</summary>
public static class BinaryPredictions
{
    private const int FaultsListed = 5;

    /// <summary>The score of each holdout row, in the holdout's order.</summary>
    /// <param name="predictions">The program's table.</param>
    /// <param name="rowCount">The number of holdout rows.</param>
    /// <param name="key">The holdout's key column, or null where rows are numbered from 0.</param>
    /// <returns>Probabilities of being positive, 0 to 1.</returns>
    /// <exception cref="FaultException">Columns, ids or scores are not as expected: the first five and their number (exit 1).</exception>
    public static double[] Read(Table predictions, int rowCount, Column? key)
    {
        if (predictions.Find("row_id") is not { } ids || predictions.Find("score") is not { } score)
        {
            throw FaultException.Negative(
                $"{predictions.File}:1: found columns {string.Join(", ", predictions.Columns.Select(column => column.Name))}, expected row_id, score");
        }

        Dictionary<string, int> rows = new(rowCount, StringComparer.Ordinal);
        for (int row = 0; row < rowCount; row++)
            rows.TryAdd(key is null ? row.ToString(CultureInfo.InvariantCulture) : key.Text(row) ?? "", row);

        var faults = new List<Fault>();
        int count = 0;
        double[] scores = new double[rowCount];
        bool[] seen = new bool[rowCount];
        for (int line = 0; line < predictions.RowCount; line++)
        {
            string? id = ids.Text(line);
            double value = score.Numbers[line];
            if (id is null || !rows.TryGetValue(id, out int row))
                Add(line, $"found row_id {Quoted(id)}, expected {(key is null ? $"a row number from 0 to {rowCount - 1}" : $"a value of the holdout's '{key.Name}'")}");
            else if (seen[row])
                Add(line, $"found row_id {Quoted(id)} a second time, expected each row once");
            else if (value is not (>= 0 and <= 1))
                Add(line, $"found score {Quoted(score.Text(line))}, expected a number from 0 to 1");
            else
                scores[row] = value;
            if (id is not null && rows.TryGetValue(id, out row))
                seen[row] = true;
        }

        int missing = seen.Count(one => !one);
        if (missing > 0)
            Add(null, $"found predictions of {rowCount - missing} rows, expected all {rowCount} of the holdout");
        if (count > faults.Count)
            faults.Add(new Fault($"and {count - faults.Count} more faults of the predictions"));
        return count == 0 ? scores : throw new FaultException(ExitCodes.Negative, faults);

        void Add(int? line, string message)
        {
            count++;
            if (faults.Count < FaultsListed)
                faults.Add(new Fault(message, line is { } at ? new SourcePlace(predictions.File, predictions.Line(at)) : new SourcePlace(predictions.File, 1)));
        }
    }

    private static string Quoted(string? text) => text is null ? "nothing" : $"'{text}'";
}
