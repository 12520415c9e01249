using MlCi.Adapters.Stages;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Predictions of one or two models, read from a file that any tool wrote.</summary>
/// <param name="Digest">The digest of the file.</param>
/// <param name="Positive">The label that scores are the probability of.</param>
/// <param name="Model">The model's predictions.</param>
/// <param name="Champion">The champion's, or null.</param>
/// <param name="Partitions">The slices.</param>
internal sealed record PredictionsInput(
    string Digest, string Positive, PredictionSet Model, PredictionSet? Champion, IReadOnlyList<SlicePartition> Partitions)
{
    private const int FaultsListed = 5;

    private static readonly string[] PositiveWords = ["1", "1.0", "true", "yes", "y"];
    private static readonly string[] NegativeWords = ["0", "0.0", "false", "no", "n"];

    /// <summary>Reads them.</summary>
    /// <exception cref="FaultException">The file or a column is missing, or a value is not what it should be: every fault (exit 2).</exception>
    public static PredictionsInput Read(PredictionsOptions options)
    {
        if (!File.Exists(options.File))
            throw FaultException.Misconfigured($"found no file '{options.File}', expected a CSV of predictions");
        DataInput data = DataInput.Read(Path.GetFullPath(options.File), options.File);
        List<Fault> faults = [];
        SliceRule[] rules = [.. options.Slices.Select(text => SliceOption.Parse(text, faults)).OfType<SliceRule>()];
        string[] wanted = [options.Label, options.Score, .. options.ChampionScore is { } other ? [other] : Array.Empty<string>(), .. rules.Select(rule => rule.Column)];
        string[] known = [.. data.Table.Columns.Select(column => column.Name)];
        faults.AddRange(wanted.Distinct().Where(name => !known.Contains(name)).Select(name =>
            new Fault($"found no column '{name}', expected {NearestName.Suggest(name, known)}", new SourcePlace(options.File, 1))));
        Stop(faults);

        Column label = data.Table.Column(options.Label);
        string? positive = PositiveOf(label, options, faults);
        bool[] labels = Labels(label, positive, data.Table, faults);
        double[] scores = Scores(data.Table.Column(options.Score), data.Table, faults);
        double[]? championScores = options.ChampionScore is { } name ? Scores(data.Table.Column(name), data.Table, faults) : null;
        Stop(faults);
        return new PredictionsInput(
            data.Digest, positive!, new PredictionSet(labels, scores, options.Threshold),
            championScores is null ? null : new PredictionSet(labels, championScores, options.Threshold),
            [.. rules.Select(rule => Slicer.Partition(rule, data.Table))]);
    }

    private static void Stop(List<Fault> faults)
    {
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }

    private static string? PositiveOf(Column label, PredictionsOptions options, List<Fault> faults)
    {
        string[] levels = [.. label.Levels.Order(StringComparer.Ordinal)];
        string found = string.Join(", ", levels.Take(FaultsListed).Select(level => $"'{level}'")) + (levels.Length > FaultsListed ? " …" : "");
        if (levels.Length > 2)
        {
            faults.Add(new Fault($"column '{label.Name}': found {levels.Length} labels, {found}, expected two", new SourcePlace(options.File, 1)));
            return null;
        }

        if (options.Positive is { } given)
        {
            if (levels.Contains(given))
                return given;
            faults.Add(new Fault($"found '{given}' for '--positive', expected one of the labels {found} of column '{label.Name}'"));
            return null;
        }

        // One label alone may be either, so it is looked for among both.
        string? positive = levels.FirstOrDefault(level => PositiveWords.Contains(level, StringComparer.OrdinalIgnoreCase));
        bool isClear = levels.All(level => level == positive || NegativeWords.Contains(level, StringComparer.OrdinalIgnoreCase));
        if (isClear && (positive is not null || levels.Length == 1))
            return positive ?? PositiveWords[0];
        faults.Add(new Fault($"column '{label.Name}': found labels {found}, expected '--positive' to say which of them the score is the probability of"));
        return null;
    }

    private static bool[] Labels(Column column, string? positive, Table table, List<Fault> faults)
    {
        int code = positive is null ? -1 : column.Levels.ToList().IndexOf(positive);
        bool[] labels = new bool[column.RowCount];
        List<int> missing = [];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = column.Codes[row] == code;
            if (column.IsMissing(row))
                missing.Add(row);
        }

        Tell(column, missing, "a label", table, faults);
        return labels;
    }

    private static double[] Scores(Column column, Table table, List<Fault> faults)
    {
        double[] scores = column.Numbers.ToArray();
        Tell(column, [.. Enumerable.Range(0, scores.Length).Where(row => !(scores[row] is >= 0 and <= 1))], "a probability from 0 to 1", table, faults);
        return scores;
    }

    private static void Tell(Column column, List<int> rows, string expected, Table table, List<Fault> faults)
    {
        foreach (int row in rows.Take(FaultsListed))
        {
            string found = column.Text(row) is { } text ? $"'{text}'" : "nothing";
            faults.Add(new Fault($"column '{column.Name}': found {found}, expected {expected}", new SourcePlace(table.File, table.Line(row))));
        }

        if (rows.Count > FaultsListed)
            faults.Add(new Fault($"and {rows.Count - FaultsListed} more rows of column '{column.Name}' without {expected}"));
    }
}
