using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Proposals;

/// <summary>Tells from the label what kind of task it is.</summary>
public static class TaskInference
{
    private const int MostClasses = ColumnProfile.MostLevels;
    private const int MostNumberedClasses = 10;
    private const int LeastRowsOfAClass = 2;
    private const int Listed = 5;

    private static readonly string[] PositiveWords = ["1", "1.0", "true", "yes", "y", "t", "positive", "pos"];
    private static readonly string[] NegativeWords = ["0", "0.0", "false", "no", "n", "f", "negative", "neg"];

    /// <summary>The label and its task.</summary>
    /// <param name="table">The rows, at least one.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="task">The task, or null: it is inferred.</param>
    /// <param name="positive">The positive value of a binary task, or null: it is inferred.</param>
    /// <param name="faults">Takes what is wrong, one message each.</param>
    /// <returns>The label, or null where there are faults.</returns>
    public static ProposedLabel? Of(Table table, string label, PredictionTask? task, string? positive, ICollection<Fault> faults)
    {
        if (table.Find(label) is not { } column)
        {
            faults.Add(new Fault($"found no column '{label}' for '--label', expected {NearestName.Suggest(label, table.Columns.Select(one => one.Name))}", new SourcePlace(table.File, 1)));
            return null;
        }

        int before = faults.Count;
        int[] missing = [.. Enumerable.Range(0, column.RowCount).Where(column.IsMissing)];
        if (missing.Length == column.RowCount)
        {
            faults.Add(new Fault($"column '{label}': found no value in any of {Numerals.Count(missing.Length, "rows")}, expected a label in each", Place(table, missing[0])));
            return null;
        }

        if (missing.Length > 0)
            faults.Add(new Fault($"column '{label}': found no value in {missing.Length} of {column.RowCount} rows, expected a label in each: leave the others out", Place(table, missing[0])));

        PredictionTask inferred = task ?? Infer(column, faults, table);
        return inferred == PredictionTask.Regression
            ? OfNumbers(table, column, task is not null, positive, faults, before)
            : OfClasses(table, column, inferred, task is not null, positive, faults, before);
    }

    private static PredictionTask Infer(Column column, ICollection<Fault> faults, Table table)
    {
        ColumnProfile profile = ColumnProfile.Of(column);
        if (profile.Distinct <= 2)
            return PredictionTask.Binary;
        if (profile.IsNumeric)
            return profile is { Kind: ColumnKind.Integer, Distinct: <= MostNumberedClasses, Minimum: >= 0 and <= 1 } && profile.Maximum < MostNumberedClasses + profile.Minimum
                ? PredictionTask.Multiclass
                : PredictionTask.Regression;
        if (profile.Kind is ColumnKind.Date or ColumnKind.Timestamp || profile.Distinct > MostClasses)
        {
            string found = profile.Kind is ColumnKind.Date or ColumnKind.Timestamp ? "dates" : $"{profile.Distinct} different texts";
            faults.Add(new Fault($"column '{column.Name}': found {found}, expected numbers, or at most {MostClasses} classes", new SourcePlace(table.File, 1)));
        }

        return PredictionTask.Multiclass;
    }

    private static ProposedLabel? OfNumbers(Table table, Column column, bool isGiven, string? positive, ICollection<Fault> faults, int before)
    {
        if (positive is not null)
            faults.Add(new Fault($"found '--positive {positive}' in a regression, expected it in the task binary only"));
        double[] numbers = column.Numbers.ToArray();
        int wrong = Array.FindIndex(numbers, number => !double.IsFinite(number));
        if (wrong >= 0 && !column.IsMissing(wrong))
            faults.Add(new Fault($"column '{column.Name}': found '{column.Text(wrong)}', expected a number, as the task is regression", Place(table, wrong)));
        else if (wrong < 0 && Array.TrueForAll(numbers, number => number == numbers[0]))
            faults.Add(new Fault($"column '{column.Name}': found {Written.Number(numbers[0])} in all {numbers.Length} rows, expected numbers that differ", new SourcePlace(table.File, 1)));
        return faults.Count > before ? null
            : new ProposedLabel(column.Name, PredictionTask.Regression, null, [], isGiven ? "as asked for" : $"'{column.Name}' is a number of {ColumnProfile.Of(column).Distinct} different values");
    }

    private static ProposedLabel? OfClasses(Table table, Column column, PredictionTask task, bool isGiven, string? positive, ICollection<Fault> faults, int before)
    {
        LevelCount[] classes = Classes(column);
        var place = new SourcePlace(table.File, 1);
        string found = string.Join(", ", classes.Take(Listed).Select(one => $"'{one.Text}'")) + (classes.Length > Listed ? " …" : "");
        if (classes.Length == 1)
            faults.Add(new Fault($"column '{column.Name}': found one class, {found}, in all rows, expected two or more", place));
        else if (task == PredictionTask.Binary && classes.Length > 2)
            faults.Add(new Fault($"column '{column.Name}': found {classes.Length} classes, {found}, expected two, as the task is binary", place));
        else if (isGiven && classes.Length > MostClasses)
            faults.Add(new Fault($"column '{column.Name}': found {classes.Length} classes, {found}, expected at most {MostClasses}", place));
        else if (faults.Count == before)
        {
            foreach (LevelCount rare in classes.Where(one => one.Rows < LeastRowsOfAClass))
                faults.Add(new Fault($"column '{column.Name}': found one row of class '{rare.Text}', expected at least two: one to learn from and one to judge by", place));
        }

        if (positive is not null && task != PredictionTask.Binary)
            faults.Add(new Fault($"found '--positive {positive}' in the task {PredictionTasks.NameOf(task)}, expected it in the task binary only"));
        else if (positive is not null && classes.Length == 2 && !Array.Exists(classes, one => one.Text == positive))
            faults.Add(new Fault($"found '{positive}' for '--positive', expected one of the classes {found} of column '{column.Name}'"));
        if (faults.Count > before)
            return null;
        if (task == PredictionTask.Multiclass)
            return new ProposedLabel(column.Name, task, null, classes, isGiven ? "as asked for" : $"'{column.Name}' has {classes.Length} classes: {found}");
        (string value, string why) = Positive(classes, positive);
        return new ProposedLabel(column.Name, task, value, classes, $"'{column.Name}' is {found.Replace(", ", " or ", StringComparison.Ordinal)}, and positive is '{value}', {why}");
    }

    private static (string Value, string Why) Positive(LevelCount[] classes, string? given)
    {
        if (given is not null)
            return (given, "as asked for");
        if (Array.Find(classes, one => Is(PositiveWords, one)) is { } word && Array.TrueForAll(classes, one => one == word || Is(NegativeWords, one)))
            return (word.Text, "by its name");
        LevelCount rare = classes[0].Rows < classes[1].Rows ? classes[0] : classes[1];
        return (rare.Text, $"as it is the rarer one (--positive {classes.First(one => one != rare).Text} turns it round)");
    }

    private static bool Is(string[] words, LevelCount one) => words.Contains(one.Text, StringComparer.OrdinalIgnoreCase);

    // As they are written: what a model predicts is a class by its name.
    private static LevelCount[] Classes(Column column)
    {
        Dictionary<string, int> counts = [];
        for (int row = 0; row < column.RowCount; row++)
        {
            if (column.Text(row) is { } text)
                counts[text] = counts.GetValueOrDefault(text) + 1;
        }

        return [.. counts.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new LevelCount(one.Key, one.Value))];
    }

    private static SourcePlace Place(Table table, int row) => new(table.File, table.Line(row));
}
