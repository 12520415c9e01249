using MlCi.Adapters.Stages;
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
    public static PredictionsInput Read(PredictionsOptions options)
    {
        if (!File.Exists(options.File))
            throw FaultException.Misconfigured($"found no file '{options.File}', expected a CSV of predictions");
        DataInput data = DataInput.Read(Path.GetFullPath(options.File), options.File);
        List<Fault> faults = [];
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
        // Of several classes a score is no column, but what some columns begin with.
        string?[] scores = options.Task == PredictionTask.Multiclass ? [] : [options.Score, options.ChampionScore];
        string[] wanted = [.. new[] { options.Label, options.Weight, options.Cluster }.Concat(scores).OfType<string>(), .. rules.Select(rule => rule.Column)];
        string[] known = [.. data.Table.Columns.Select(column => column.Name)];
        faults.AddRange(wanted.Distinct().Where(name => !known.Contains(name)).Select(name =>
            new Fault($"found no column '{name}', expected {NearestName.Suggest(name, known)}", new SourcePlace(options.File, 1))));
        Stop(faults);

        var columns = new ScoredColumns(data.Table, options, faults);
        Func<PredictionsInput> read = options.Task switch
        {
            PredictionTask.Multiclass => columns.Classes(data.Digest),
            PredictionTask.Regression => columns.Numbers(data.Digest),
            _ => columns.Binary(data.Digest),
        };
        Stop(faults);
        return read() with { Partitions = [.. rules.Select(rule => Slicer.Partition(rule, data.Table))], rows = data.Table, asked = rules };
    }

    private static void Stop(List<Fault> faults)
    {
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }
}
