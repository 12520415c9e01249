using System.Globalization;
using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Runs;

/// <summary>A value of a run, as a list is sorted and filtered by it.</summary>
/// <param name="Text">As a person would type it.</param>
/// <param name="Number">As a number, where it is one.</param>
public sealed record RunValue(string Text, double? Number = null)
{
    /// <summary>A number.</summary>
    public static RunValue Of(double number) => new(number.ToString("R", CultureInfo.InvariantCulture), number);
}

/// <summary>
/// The names by which values of runs are asked for: <c>auc</c> and its <c>auc.lower</c>, <c>params.l2</c>, <c>verdict</c>,
/// <c>seconds.Train</c>, <c>digests.model</c>, a slice's threshold by its id, a comparison's difference by its id.
/// </summary>
public static class RunFields
{
    /// <summary>What names of parameters begin with.</summary>
    public const string Params = "params.";

    private const string Seconds = "seconds.";
    private const string Digests = "digests.";

    // What every run has, or says that it has not.
    private static readonly string[] Fixed = ["id", "pipeline", "started", "verdict", "exitCode", "reason", "seed", "seconds", "commit", "dirty"];

    /// <summary>A value, or null where the run has none.</summary>
    /// <param name="record">The run.</param>
    /// <param name="name">Its name.</param>
    public static RunValue? Of(RunRecord record, string name) => name switch
    {
        "id" => new RunValue(record.Id),
        "pipeline" => new RunValue(record.Pipeline),
        "started" => new RunValue(record.StartedText),
        "verdict" => new RunValue(record.VerdictWord),
        "exitCode" => RunValue.Of(record.ExitCode),
        "reason" => new RunValue(record.Reason),
        "seed" => new RunValue(record.Seed.ToString(CultureInfo.InvariantCulture), record.Seed),
        "seconds" => RunValue.Of(record.Seconds),
        "commit" => record.Commit is { } commit ? new RunValue(commit) : null,
        "dirty" => record.Dirty is { } dirty ? new RunValue(dirty ? "true" : "false") : null,
        _ when name.StartsWith(Params, StringComparison.Ordinal) =>
            record.Params.TryGetValue(name[Params.Length..], out JsonElement value) ? Of(value) : null,
        _ when name.StartsWith(Seconds, StringComparison.Ordinal) =>
            record.Stages.FirstOrDefault(stage => stage.Name == name[Seconds.Length..]) is { } stage ? RunValue.Of(stage.Seconds) : null,
        _ when name.StartsWith(Digests, StringComparison.Ordinal) =>
            record.Digests.All.FirstOrDefault(digest => digest.Name == name[Digests.Length..]).Value is { } digest ? new RunValue(digest) : null,
        _ => Measured(record, name) is { } number ? RunValue.Of(number) : null,
    };

    /// <summary>Whether a beginning is enough to tell a value, as git has it: commits and digests.</summary>
    public static bool IsTellableByBeginning(string name) => name == "commit" || name.StartsWith(Digests, StringComparison.Ordinal);

    /// <summary>The only values that there are of a name, or null where there may be others.</summary>
    public static IReadOnlyList<string>? Words(string name) => name switch { "verdict" => ["passed", "failed", "none"], "dirty" => ["true", "false"], _ => null };

    /// <summary>Whether values are texts whose order means something: ids and times.</summary>
    public static bool IsOrderedText(string name) => name is "id" or "started";

    /// <summary>Every name that some run has a value for, in the order in which a person would look for it.</summary>
    /// <param name="records">The runs.</param>
    public static IReadOnlyList<string> Names(IReadOnlyList<RunRecord> records) =>
    [
        .. Fixed
            .Concat(Distinct(records, record => record.Metrics.Select(metric => metric.Name)))
            .Concat(Distinct(records, record => record.Params.Keys.Select(key => Params + key)))
            .Concat(Distinct(records, record => record.Gates.Select(gate => gate.Id)))
            .Concat(Distinct(records, record => record.Metrics.SelectMany(metric => new[] { metric.Name + ".lower", metric.Name + ".upper" })))
            .Concat(Distinct(records, record => record.Stages.Select(stage => Seconds + stage.Name)))
            .Concat(Distinct(records, record => record.Digests.All.Select(digest => Digests + digest.Name)))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Checks a name that somebody typed. Where there is no run yet, any will do.</summary>
    /// <param name="records">The runs.</param>
    /// <param name="name">The name.</param>
    /// <param name="where">Where it was typed, such as <c>--sort</c>.</param>
    /// <exception cref="FaultException">No run has it (exit 2).</exception>
    public static void Check(IReadOnlyList<RunRecord> records, string name, string where)
    {
        IReadOnlyList<string> names = Names(records);
        if (records.Count == 0 || names.Contains(name))
            return;
        string near = NearestName.Find(name, names) is { } found ? $"'{found}', or " : "";
        string[] common = [.. names.Where(one => !one.Contains('@', StringComparison.Ordinal)).Take(MostNamed)];
        throw FaultException.Misconfigured($"found '{name}' in {where}, which no run has; expected {near}one of {string.Join(", ", common)}{(common.Length < names.Count ? " …" : "")}");
    }

    private const int MostNamed = 30;

    private static RunValue Of(JsonElement value) =>
        new(RunRecord.Text(value), value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : null);

    private static double? Measured(RunRecord record, string name)
    {
        if (record.Metrics.FirstOrDefault(one => one.Name == name) is { } metric)
            return metric.Estimate;
        if (name.EndsWith(".lower", StringComparison.Ordinal) && record.Metrics.FirstOrDefault(one => one.Name == name[..^6]) is { } lower)
            return lower.Lower;
        if (name.EndsWith(".upper", StringComparison.Ordinal) && record.Metrics.FirstOrDefault(one => one.Name == name[..^6]) is { } upper)
            return upper.Upper;
        return record.Gates.FirstOrDefault(one => one.Id == name) is { } gate ? gate.Rule == "comparison" ? gate.Difference : gate.Estimate : null;
    }

    private static IEnumerable<string> Distinct(IReadOnlyList<RunRecord> records, Func<RunRecord, IEnumerable<string>> names) =>
        records.SelectMany(names).Distinct(StringComparer.Ordinal);
}
