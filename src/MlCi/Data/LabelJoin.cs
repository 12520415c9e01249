using MlCi.Findings;

namespace MlCi.Data;

/// <summary>
/// Joins a holdout with its labels, which lie in a table of their own so that whoever may read the holdout need not be able to read them:
/// of each row of one there is exactly one row of the other. No message tells a label, or the name of a row that the labels alone have.
/// </summary>
public static class LabelJoin
{
    private const int MostListed = 5;

    /// <summary>The holdout's rows, in their order, with the label as their last column.</summary>
    /// <param name="features">The holdout, without a label.</param>
    /// <param name="labels">The labels: the key and the label, and no other column.</param>
    /// <param name="key">The column of both that names each row.</param>
    /// <param name="label">The label's column.</param>
    /// <exception cref="FaultException">
    /// The columns are not these (exit 2), or the rows do not belong together (exit 1); every fault is listed, each kind once.
    /// </exception>
    public static Table Join(Table features, Table labels, string key, string label)
    {
        CheckFeatures(features, key, label);
        string[] columns = [.. labels.Columns.Select(column => column.Name)];
        if (columns.Length != 2 || !columns.Contains(key) || !columns.Contains(label))
        {
            throw FaultException.Misconfigured(
                $"found columns {Named(columns)} in the labels, expected '{key}' and '{label}' alone", new SourcePlace(labels.File, 1));
        }

        return features.With([.. features.Columns, labels.Column(label).Take(RowsOf(features, labels, key, label))]);
    }

    /// <summary>Sees that a holdout whose labels lie apart has no label, and the column that names its rows.</summary>
    /// <inheritdoc cref="Join"/>
    public static void CheckFeatures(Table features, string key, string label)
    {
        List<Fault> faults = [];
        SourcePlace place = new(features.File, 1);
        if (features.Find(label) is not null)
            faults.Add(new Fault($"found the label '{label}' in the holdout, expected it in data.labels alone, where not everybody can read it", place));
        if (features.Find(key) is null)
            faults.Add(new Fault($"found no column '{key}' in the holdout, expected data.key, by which its labels are found", place));
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }

    // For each row of the holdout that of its label.
    private static int[] RowsOf(Table features, Table labels, string key, string label)
    {
        List<Fault> faults = [];
        Dictionary<string, int> wanted = Index(features, key, "the holdout", known: null, faults), found = Index(labels, key, "the labels", wanted, faults);
        Column ids = features.Column(key), values = labels.Column(label);
        if (found.Keys.Count(id => !wanted.ContainsKey(id)) is > 0 and int strange)
            faults.Add(new Fault($"{labels.File}: found labels of {Numerals.Count(strange, "rows")} that {features.File} does not have, expected labels of its rows alone"));
        Tell([.. wanted.Keys.Where(id => !found.ContainsKey(id))], $"no label of rows of {features.File}", "one for each");
        Tell([.. found.Where(one => values.IsMissing(one.Value)).Select(one => one.Key)], $"rows without a value of '{label}'", "a label in each");
        return faults.Count == 0 ? [.. Enumerable.Range(0, features.RowCount).Select(row => found[ids.Text(row)!])] : throw new FaultException(ExitCodes.Negative, faults);

        void Tell(string[] rows, string what, string expected)
        {
            if (rows.Length > 0)
                faults.Add(new Fault($"{labels.File}: found {what} ({Listed(rows, key, wanted)}), expected {expected}"));
        }
    }

    private static Dictionary<string, int> Index(Table table, string key, string what, Dictionary<string, int>? known, List<Fault> faults)
    {
        Column ids = table.Column(key);
        Dictionary<string, int> rows = new(table.RowCount, StringComparer.Ordinal);
        List<string> twice = [];
        int nameless = 0;
        for (int row = 0; row < table.RowCount; row++)
        {
            if (ids.Text(row) is not { } id)
                nameless++;
            else if (!rows.TryAdd(id, row))
                twice.Add(id);
        }

        if (nameless > 0)
            faults.Add(new Fault($"{table.File}: found {Numerals.Count(nameless, "rows")} of {what} without a value of '{key}', expected one in each"));
        if (twice.Count > 0)
            faults.Add(new Fault($"{table.File}: found rows of {what} a second time ({Listed([.. twice.Distinct(StringComparer.Ordinal)], key, known ?? rows)}), expected each once"));
        return rows;
    }

    // Whoever reads a message has the holdout's names; those that the labels alone have are counted.
    private static string Listed(string[] ids, string key, Dictionary<string, int> known)
    {
        string[] listed = [.. ids.Where(known.ContainsKey).Take(MostListed).Select(InertText.Of)];
        if (listed.Length == 0)
            return Numerals.Count(ids.Length);
        return $"{key} {string.Join(", ", listed)}{(ids.Length > listed.Length ? $" and {Numerals.Count(ids.Length - listed.Length)} more" : "")}";
    }

    private static string Named(string[] columns) => string.Join(", ", columns.Select(name => $"'{InertText.Of(name)}'"));
}
