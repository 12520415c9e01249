using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Runs;

/// <summary>Something that several runs have, side by side.</summary>
/// <param name="Section">What kind of thing it is: <c>run</c>, <c>params</c>, <c>metrics</c>, <c>gates</c>, <c>digests</c>, <c>seconds</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Values">What each run has, as people read it; null where a run has none.</param>
/// <param name="Differs">Whether the runs differ, in what was measured or written and not only in how it is shown.</param>
public sealed record ComparedRow(string Section, string Name, IReadOnlyList<string?> Values, bool Differs);

/// <summary>Runs side by side. Intervals of two runs beside each other are no test: Compare tests, on the same rows.</summary>
/// <param name="Records">The runs, in the order in which they were asked for.</param>
/// <param name="Rows">What they have.</param>
public sealed record RunComparison(IReadOnlyList<RunRecord> Records, IReadOnlyList<ComparedRow> Rows)
{
    private const int ShortDigest = 12;

    /// <summary>Whether their metrics are of different rows, so that they cannot be compared at all.</summary>
    public bool HoldoutsDiffer => Records.Where(record => record.Metrics.Count > 0).Select(record => record.Digests.Holdout).Distinct().Count() > 1;

    /// <summary>Puts runs side by side.</summary>
    /// <param name="records">At least two runs.</param>
    public static RunComparison Of(IReadOnlyList<RunRecord> records) => new(records,
    [
        Row(records, "run", "pipeline", record => record.Pipeline),
        Row(records, "run", "started", record => record.StartedText),
        Row(records, "run", "verdict", record => record.VerdictWord),
        Row(records, "run", "reason", record => record.Reason),
        Row(records, "run", "commit", record => record.Commit is { } commit ? commit[..Math.Min(commit.Length, ShortDigest)] + (record.Dirty == true ? " + changes" : "") : null),
        Row(records, "run", "seed", record => record.Seed.ToString(CultureInfo.InvariantCulture)),
        .. Keys(records, record => record.Params.Keys).Select(key => Row(records, "params", key,
            record => record.Params.TryGetValue(key, out JsonElement value) ? RunRecord.Text(value) : null)),
        .. Keys(records, record => record.Metrics.Select(metric => metric.Name)).Select(name => Row(records, "metrics", name,
            record => record.Metrics.FirstOrDefault(metric => metric.Name == name && metric.Estimate is not null), Shown)),
        .. Keys(records, record => record.Gates.Select(gate => gate.Id)).Select(id => Row(records, "gates", id,
            record => record.Gates.FirstOrDefault(gate => gate.Id == id), Shown)),
        .. Keys(records, record => record.Digests.All.Select(digest => digest.Name)).Select(name => Row(records, "digests", name,
            record => record.Digests.All.First(digest => digest.Name == name).Value, digest => digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..][..ShortDigest])),
        .. Keys(records, record => record.Stages.Select(stage => stage.Name)).Select(name => Row(records, "seconds", name,
            record => record.Stages.FirstOrDefault(stage => stage.Name == name) is { } stage
                ? stage.Seconds.ToString("0.00", CultureInfo.InvariantCulture) + (stage.Reused ? " (reused)" : "") : null)),
    ]);

    /// <summary>A metric as people read it: its value with its interval, or that it has none.</summary>
    public static string Shown(RunMetric metric) => Shown(metric.Estimate, metric.Lower, metric.Upper);

    /// <summary>A decision as people read it: of a comparison the difference, else the value, with the interval.</summary>
    public static string Shown(RunGate gate) =>
        $"{JsonNamingPolicy.KebabCaseLower.ConvertName(gate.Verdict.ToString()).Replace('-', ' ')} {Shown(gate.Rule == "comparison" ? gate.Difference : gate.Estimate, gate.Lower, gate.Upper)}";

    /// <summary>The comparison as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["runs"] = new JsonArray([.. Records.Select(record => JsonValue.Create(record.Id))]),
        ["holdoutsDiffer"] = HoldoutsDiffer,
        ["rows"] = new JsonArray([.. Rows.Select(row => new JsonObject
        {
            ["section"] = row.Section,
            ["name"] = row.Name,
            ["differs"] = row.Differs,
            ["values"] = new JsonArray([.. row.Values.Select(value => JsonValue.Create(value))]),
        })]),
    };

    private static string Shown(double? value, double? lower, double? upper) => (value, lower, upper) switch
    {
        ({ } estimate, { } from, { } to) => Numerals.WithInterval(estimate, from, to),
        ({ } estimate, _, _) => $"{Numerals.Of(estimate)} (no interval)",
        _ => "–",
    };

    private static ComparedRow Row(IReadOnlyList<RunRecord> records, string section, string name, Func<RunRecord, string?> value) =>
        Row(records, section, name, value, text => text);

    private static ComparedRow Row<T>(IReadOnlyList<RunRecord> records, string section, string name, Func<RunRecord, T?> value, Func<T, string> shown)
        where T : class
    {
        T?[] values = [.. records.Select(value)];
        return new ComparedRow(section, name, [.. values.Select(one => one is null ? null : shown(one))], values.Distinct().Count() > 1);
    }

    private static IEnumerable<string> Keys(IReadOnlyList<RunRecord> records, Func<RunRecord, IEnumerable<string>> keys) =>
        records.SelectMany(keys).Distinct(StringComparer.Ordinal);
}
