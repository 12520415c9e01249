using System.Globalization;
using System.Text;
using MlCi.Data;

namespace MlCi.Runs;

/// <summary>
/// A run as MLflow's file store keeps it: <c>&lt;experiment&gt;/&lt;run&gt;/meta.yaml</c>, one file for each of <c>metrics</c>
/// (a line <c>milliseconds value step</c>), <c>params</c> and <c>tags</c>, and <c>artifacts</c>. Intervals are metrics of their own,
/// <c>auc_lower</c> and <c>auc_upper</c>; what is of a decision lies under <c>gates/</c>.
/// Form: MLflow, mlflow/store/tracking/file_store.py (_make_persisted_run_info_dict, _get_metric_from_line, _get_resource_files),
/// mlflow/utils/validation.py (names and lengths), mlflow/utils/mlflow_tags.py.
/// </summary>
public static class MlflowRun
{
    // RunStatus of mlflow/protos/service.proto, and SourceType LOCAL of mlflow/entities/source_type.py.
    private const int Finished = 3, Failed = 4, Killed = 5, LocalSource = 4;
    private const int Interrupted = 130;
    private const int RunIdDigits = 32;
    private const int MostOfKey = 200, MostOfParameter = 6000, MostOfTag = 5000;

    /// <summary>The run's id in MLflow: of the digest of its own, so that a second export finds it.</summary>
    public static string IdOf(RunRecord record) => Digest.OfText(record.Id)[Digest.Prefix.Length..][..RunIdDigits];

    /// <summary>The id of a pipeline's experiment, where the store has none of its name: 18 digits, as MLflow makes them.</summary>
    public static string ExperimentOf(string pipeline)
    {
        ulong number = Convert.ToUInt64(Digest.OfText(pipeline)[Digest.Prefix.Length..][..16], 16);
        return (100_000_000_000_000_000UL + (number % 900_000_000_000_000_000UL)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The experiment's meta.yaml.</summary>
    /// <param name="id">Its id, and its folder's name.</param>
    /// <param name="name">Its name.</param>
    /// <param name="location">The URI of its folder.</param>
    /// <param name="created">When it was made: the start of its first run.</param>
    public static string ExperimentMeta(string id, string name, string location, DateTimeOffset created) => Yaml(
        ("artifact_location", Quoted(location)), ("creation_time", Number(created.ToUnixTimeMilliseconds())), ("experiment_id", Quoted(id)),
        ("last_update_time", Number(created.ToUnixTimeMilliseconds())), ("lifecycle_stage", "active"), ("name", Quoted(name)));

    /// <summary>The run's files by their path in its folder, with forward slashes.</summary>
    /// <param name="record">The run.</param>
    /// <param name="experiment">The id of its experiment.</param>
    /// <param name="location">The URI of the experiment's folder.</param>
    public static IReadOnlyDictionary<string, string> Files(RunRecord record, string experiment, string location)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal)
        {
            ["meta.yaml"] = Meta(record, experiment, location),
            ["artifacts/run.json"] = RunRecordJson.Write(record),
        };
        Add(files, "params", Parameters(record), MostOfParameter);
        Add(files, "tags", Tags(record), MostOfTag);
        string end = Number(Ended(record));
        // The folders first: a metric of the same name then gets another.
        foreach ((string folder, IEnumerable<(string Name, double? Value)> values) in new[] { ("metrics/gates", Gates(record)), ("metrics/seconds", Seconds(record)), ("metrics", Metrics(record)) })
        {
            Add(files, folder, values.Where(one => one.Value is not null).Select(one =>
                (one.Name, $"{end} {one.Value!.Value.ToString("R", CultureInfo.InvariantCulture)} 0\n")), int.MaxValue);
        }

        return files;
    }

    private static string Meta(RunRecord record, string experiment, string location)
    {
        string id = IdOf(record);
        // Green in MLflow means passed: a failed gate is not shown as one that finished.
        int status = record.ExitCode switch { 0 => Finished, Interrupted => Killed, _ => Failed };
        return Yaml(
            ("artifact_uri", Quoted($"{location}/{id}/artifacts")), ("deleted_time", "null"), ("end_time", Number(Ended(record))), ("entry_point_name", "''"),
            ("experiment_id", Quoted(experiment)), ("lifecycle_stage", "active"), ("run_id", Quoted(id)), ("run_name", Quoted(record.Id)), ("run_uuid", Quoted(id)),
            ("source_name", "''"), ("source_type", Number(LocalSource)), ("source_version", "''"), ("start_time", Number(record.Started.ToUnixTimeMilliseconds())),
            ("status", Number(status)), ("tags", "[]"), ("user_id", "''"));
    }

    private static IEnumerable<(string Name, string Value)> Parameters(RunRecord record) =>
        record.Params.Select(one => (one.Key, RunRecord.Text(one.Value))).Append(("seed", Number(record.Seed)));

    private static IEnumerable<(string Name, string Value)> Tags(RunRecord record) =>
    [
        ("mlflow.runName", record.Id), ("mlflow.source.type", "LOCAL"), ("mlflow.source.name", "mlci"), ("mlflow.note.content", record.Reason),
        .. record.Commit is { } commit ? [("mlflow.source.git.commit", commit)] : Array.Empty<(string, string)>(),
        ("mlci.pipeline", record.Pipeline), ("mlci.verdict", record.VerdictWord), ("mlci.exitCode", Number(record.ExitCode)),
        .. record.Dirty is { } dirty ? [("mlci.dirty", dirty ? "true" : "false")] : Array.Empty<(string, string)>(),
        .. record.Digests.All.Where(digest => digest.Value is not null).Select(digest => ($"mlci.digest.{digest.Name}", digest.Value!)),
        .. record.Stages.Select(stage => ($"mlci.stage.{stage.Name}", stage.Status.ToString() + (stage.Reused ? ", reused" : ""))),
        ("mlci.host", $"{record.Host.Os}, {record.Host.Architecture}, {record.Host.Runtime}, {Number(record.Host.Cores)} cores, MlCi {record.Host.Version}"),
    ];

    private static IEnumerable<(string Name, double? Value)> Metrics(RunRecord record) =>
        record.Metrics.SelectMany(metric => WithInterval(metric.Name, metric.Estimate, metric.Lower, metric.Upper));

    // A threshold on the whole holdout is the metric itself.
    private static IEnumerable<(string Name, double? Value)> Gates(RunRecord record) =>
        record.Gates.Where(gate => gate.Rule == "comparison" || record.Metrics.All(metric => metric.Name != gate.Id))
            .SelectMany(gate => WithInterval(gate.Id, gate.Rule == "comparison" ? gate.Difference : gate.Estimate, gate.Lower, gate.Upper));

    private static IEnumerable<(string Name, double? Value)> Seconds(RunRecord record) => record.Stages.Select(stage => (stage.Name, (double?)stage.Seconds));

    private static IEnumerable<(string Name, double? Value)> WithInterval(string name, double? value, double? lower, double? upper) =>
        [(name, value), (name + "_lower", lower), (name + "_upper", upper)];

    // Names that MLflow would refuse, and two that become the same, are made ones that it takes.
    private static void Add(SortedDictionary<string, string> files, string folder, IEnumerable<(string Name, string Value)> values, int most)
    {
        foreach ((string name, string value) in values)
        {
            string path = $"{folder}/{Key(name)}";
            for (int next = 2; IsTaken(files, path); next++)
                path = $"{folder}/{Key(name)}_{next}";
            files[path] = value.Length <= most ? value : value[..most];
        }
    }

    // Some file systems do not tell cases apart, and a file cannot have the name of a folder.
    private static bool IsTaken(SortedDictionary<string, string> files, string path) => files.Keys.Any(file =>
        file.Equals(path, StringComparison.OrdinalIgnoreCase) || file.StartsWith(path + "/", StringComparison.OrdinalIgnoreCase));

    private static string Key(string name)
    {
        var key = new StringBuilder();
        foreach (char letter in name[..Math.Min(name.Length, MostOfKey)])
            key.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or ' ' ? letter : '_');
        return key.ToString().Trim() is { } trimmed && trimmed.Trim('.').Length > 0 ? trimmed : "_";
    }

    private static long Ended(RunRecord record) => record.Started.AddSeconds(record.Seconds).ToUnixTimeMilliseconds();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A JSON text is one of YAML 1.1 too.
    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Yaml(params (string Key, string Value)[] lines) => string.Concat(lines.Select(line => $"{line.Key}: {line.Value}\n"));
}
