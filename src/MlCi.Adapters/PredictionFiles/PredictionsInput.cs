using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Predictions of one or two models, read from a file that any tool wrote.</summary>
/// <param name="Digest">The digest of the file.</param>
/// <param name="Summary">The rows in a few words.</param>
/// <param name="Model">The model's predictions.</param>
/// <param name="Champion">The champion's, or null.</param>
/// <param name="Partitions">The slices.</param>
internal sealed record PredictionsInput(
    string Digest, string Summary, TaskPredictions Model, TaskPredictions? Champion, IReadOnlyList<SlicePartition> Partitions)
{
    private Table? rows;
    private IReadOnlyList<SliceRule> asked = [];

    /// <summary>
    /// The model's worst slices among those asked for and their crossings; null where none was asked for, or the rows are weighted,
    /// clustered or of another task. Other columns may be ids, or scores of other models, which describe no rows.
    /// </summary>
    /// <param name="alpha">The level of the tests.</param>
    public WorstSlices? WorstSlices(double alpha) => asked.Count == 0 || Model.PlainBinary is not { } set ? null
        : Slices.WorstSlices.Find(rows!, set, asked, [], new WorstSliceOptions { Columns = [.. asked.Select(rule => rule.Name)] }, alpha);

    /// <summary>Reads them.</summary>
    /// <exception cref="FaultException">The file or a column is missing, or a value is not what it should be: every fault (exit 2).</exception>
    public static PredictionsInput Read(PredictionsOptions options) => Of(options, ReadColumns(options, 1, 1));

    /// <summary>Takes them out of what was read.</summary>
    /// <exception cref="FaultException">There are no rows, or a value is not what it should be: every fault (exit 2).</exception>
    public static PredictionsInput Of(PredictionsOptions options, CsvPart read)
    {
        if (read.Table.RowCount == 0)
            throw FaultException.Misconfigured("found no rows after the header, expected at least one", new SourcePlace(options.File, 1));
        List<Fault> faults = [];
        SliceRule[] rules = Rules(options, faults);
        Func<PredictionsInput> input = Columns(new ScoredColumns(read.Table, options, faults), options.Task, read.Digest);
        Stop(faults);
        return input() with { Partitions = [.. rules.Select(rule => Slicer.Partition(rule, read.Table))], rows = read.Table, asked = rules };
    }

    /// <summary>Reads one part of the file.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="index">Which part, from 1.</param>
    /// <param name="count">Of how many.</param>
    /// <exception cref="FaultException">As of all rows, but for what other parts may make good (exit 2).</exception>
    public static CsvPart ReadPart(PredictionsOptions options, int index, int count)
    {
        CsvPart part = ReadColumns(options, index, count);
        List<Fault> faults = [];
        _ = Columns(new ScoredColumns(part.Table, options, faults, isPart: true), options.Task, part.Digest);
        Stop(faults);
        foreach (SliceRule rule in Rules(options, faults))
            Slicer.Partition(rule, part.Table);
        return part;
    }

    // What else stands in the file costs nothing, and does not change which half of the rows the worst slices are searched on.
    private static CsvPart ReadColumns(PredictionsOptions options, int index, int count)
    {
        if (!File.Exists(options.File))
            throw FaultException.Misconfigured($"found no file '{options.File}', expected a CSV of predictions");
        List<Fault> faults = [];
        SliceRule[] rules = Rules(options, faults);
        using FileStream stream = new(options.File, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return CsvPart.Read(stream, options.File, index, count, header =>
        {
            string[] used = UsedColumns(options, rules, header, faults);
            Stop(faults);
            return used;
        });
    }

    private static SliceRule[] Rules(PredictionsOptions options, List<Fault> faults)
    {
        SliceRule[] rules = [.. options.Slices.Select(text => SliceOption.Parse(text, faults)).OfType<SliceRule>()];
        faults.AddRange(rules.GroupBy(rule => rule.Name).Where(group => group.Count() > 1).Select(group =>
            new Fault($"found '--slice {group.Key}' {group.Count()} times, expected each column once")));
        if (options.Json is { } json && Path.GetFullPath(json) == Path.GetFullPath(options.File))
            faults.Add(new Fault($"found '--json {json}', which is the file of predictions, expected another file"));
        if (Directory.Exists(options.Json))
            faults.Add(new Fault($"found '--json {options.Json}', which is a folder, expected a file"));
        // Identical to itself it would pass, whatever was meant.
        if (options.ChampionScore == options.Score)
            faults.Add(new Fault($"found '{options.Score}' for '--score' and for '--champion-score', expected two models' scores: a column compared with itself says nothing"));
        return rules;
    }

    private static string[] UsedColumns(PredictionsOptions options, SliceRule[] rules, IReadOnlyList<string> known, List<Fault> faults)
    {
        // Of several classes a score is no column, but what some columns begin with.
        string[] scores = [.. new[] { options.Score, options.ChampionScore }.OfType<string>()];
        bool areColumns = options.Task != PredictionTask.Multiclass;
        string[] wanted = [.. new[] { options.Label, options.Weight, options.Cluster }.OfType<string>(), .. areColumns ? scores : [], .. rules.Select(rule => rule.Column)];
        faults.AddRange(wanted.Distinct().Where(name => !known.Contains(name)).Select(name =>
            new Fault($"found no column '{name}', expected {NearestName.Suggest(name, known)}", new SourcePlace(options.File, 1))));
        return areColumns ? wanted : [.. wanted, .. known.Where(name => Array.Exists(scores, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))];
    }

    private static Func<PredictionsInput> Columns(ScoredColumns columns, PredictionTask task, string digest) => task switch
    {
        PredictionTask.Multiclass => columns.Classes(digest),
        PredictionTask.Regression => columns.Numbers(digest),
        _ => columns.Binary(digest),
    };

    private static void Stop(List<Fault> faults)
    {
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }
}
