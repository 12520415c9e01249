using System.Globalization;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Metrics;

/// <summary>
/// Reads what a program predicted: CSV with <c>row_id</c> and the task's columns, which are <c>score</c> (binary),
/// <c>p_&lt;class&gt;</c> for each class (multiclass) or <c>prediction</c> (regression); each holdout row exactly once.
/// </summary>
public static class PredictionFile
{
    private const int FaultsListed = 5;

    /// <summary>The numbers of each holdout row, in the holdout's order: row by row one for each column.</summary>
    /// <param name="predictions">The program's table.</param>
    /// <param name="task">The task.</param>
    /// <param name="columns">The columns of numbers.</param>
    /// <param name="rowCount">The number of holdout rows.</param>
    /// <param name="key">The holdout's key column, or null where rows are numbered from 0.</param>
    /// <exception cref="FaultException">Columns, ids or numbers are not as expected: the first five and their number (exit 1).</exception>
    public static double[] Read(Table predictions, PredictionTask task, IReadOnlyList<string> columns, int rowCount, Column? key)
    {
        Column[] found = FindColumns(predictions, task, columns);
        if (ClassPredictions.TooMany(rowCount, columns.Count) is { } tooMany)
            throw FaultException.Negative($"{predictions.File}: {tooMany}");
        Column ids = found[0];
        Dictionary<string, int> rows = new(rowCount, StringComparer.Ordinal);
        for (int row = 0; row < rowCount; row++)
            rows.TryAdd(key is null ? row.ToString(CultureInfo.InvariantCulture) : key.Text(row) ?? "", row);

        var faults = new List<Fault>();
        int count = 0;
        double[] numbers = new double[rowCount * columns.Count];
        bool[] seen = new bool[rowCount];
        for (int line = 0; line < predictions.RowCount; line++)
        {
            string? id = ids.Text(line);
            if (id is null || !rows.TryGetValue(id, out int row))
            {
                Add(line, $"found row_id {Quoted(id)}, expected {(key is null ? $"a row number from 0 to {rowCount - 1}" : $"a value of the holdout's '{key.Name}'")}");
                continue;
            }

            if (seen[row])
                Add(line, $"found row_id {Quoted(id)} a second time, expected each row once");
            else if (WrongNumber(task, found, line) is { } wrong)
                Add(line, wrong);
            seen[row] = true;
            for (int column = 0; column < columns.Count; column++)
                numbers[row * columns.Count + column] = found[column + 1].Numbers[line];
        }

        int missing = seen.Count(one => !one);
        if (missing > 0)
            Add(null, $"found predictions of {rowCount - missing} rows, expected all {rowCount} of the holdout");
        if (count > faults.Count)
            faults.Add(new Fault($"and {count - faults.Count} more faults of the predictions"));
        return count == 0 ? numbers : throw new FaultException(ExitCodes.Negative, faults);

        void Add(int? line, string message)
        {
            count++;
            if (faults.Count < FaultsListed)
                faults.Add(new Fault(message, line is { } at ? new SourcePlace(predictions.File, predictions.Line(at)) : new SourcePlace(predictions.File, 1)));
        }
    }

    // row_id first. A probability of a class that is none would be lost without a word.
    private static Column[] FindColumns(Table predictions, PredictionTask task, IReadOnlyList<string> columns)
    {
        Column[] found = [.. columns.Prepend("row_id").Select(predictions.Find).OfType<Column>()];
        bool isStrange = task == PredictionTask.Multiclass
            && predictions.Columns.Any(column => column.Name.StartsWith("p_", StringComparison.Ordinal) && !columns.Contains(column.Name));
        return found.Length == columns.Count + 1 && !isStrange
            ? found
            : throw FaultException.Negative(
                $"{predictions.File}:1: found columns {string.Join(", ", predictions.Columns.Select(column => column.Name))}, expected row_id, {string.Join(", ", columns)}");
    }

    private static string? WrongNumber(PredictionTask task, Column[] found, int line)
    {
        double sum = 0;
        foreach (Column column in found.AsSpan(1))
        {
            double value = column.Numbers[line];
            if (task == PredictionTask.Regression ? !double.IsFinite(value) : value is not (>= 0 and <= 1))
                return $"found {column.Name} {Quoted(column.Text(line))}, expected a {(task == PredictionTask.Regression ? "finite number" : "number from 0 to 1")}";
            sum += value;
        }

        return task == PredictionTask.Multiclass && Math.Abs(sum - 1) > ClassPredictions.SumTolerance
            ? $"found probabilities that add up to {Numerals.Of(sum, 1)}, expected 1"
            : null;
    }

    private static string Quoted(string? text) => text is null ? "nothing" : $"'{text}'";
}
