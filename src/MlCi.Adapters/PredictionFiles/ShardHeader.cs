using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Metrics;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>What a shard is of: which part, of which file, for which evaluation.</summary>
/// <param name="Command"><c>evaluate</c> or <c>compare</c>.</param>
/// <param name="Shard">Which part.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="IsSplit">Whether the file held that part only.</param>
/// <param name="FileDigest">The digest of the file.</param>
/// <param name="Options">What was asked for; without what concerns only where and how much is written.</param>
internal sealed record ShardHeader(string Command, ShardOption Shard, long Rows, bool IsSplit, string FileDigest, PredictionsOptions Options)
{
    /// <summary>The version of the form.</summary>
    public const int Version = 1;

    /// <summary>The options by name as the command line has them: what must be the same in all shards of one evaluation.</summary>
    public JsonObject OptionsJson => new()
    {
        ["task"] = PredictionTasks.NameOf(Options.Task),
        ["label"] = Options.Label,
        ["score"] = Options.Score,
        ["champion-score"] = Options.ChampionScore,
        ["positive"] = Options.Positive,
        ["weight"] = Options.Weight,
        ["cluster"] = Options.Cluster,
        ["slice"] = new JsonArray([.. Options.Slices.Select(name => JsonValue.Create(name))]),
        ["metric"] = new JsonArray([.. Options.Metrics.Select(name => JsonValue.Create(name))]),
        ["threshold"] = Options.Threshold,
        ["alpha"] = Options.Alpha,
    };

    /// <summary>
    /// The digest of the rows of all shards: that of the file where they are parts of one; of files that each hold a part, the
    /// digest of their digests, sorted, so that their order changes nothing.
    /// </summary>
    public static string DigestOf(IReadOnlyList<ShardHeader> all) => !all[0].IsSplit ? all[0].FileDigest
        : Digest.OfText(string.Concat(all.Select(one => one.FileDigest + "\n").Order(StringComparer.Ordinal)));

    /// <summary>The header on one line.</summary>
    public string Write() => new JsonObject
    {
        ["version"] = Version,
        ["command"] = Command,
        ["shard"] = Shard.Index,
        ["of"] = Shard.Count,
        ["rows"] = Rows,
        ["split"] = IsSplit,
        ["file"] = Options.File,
        ["fileDigest"] = FileDigest,
        ["options"] = OptionsJson,
    }.ToJsonString();

    /// <summary>Reads what <see cref="Write"/> wrote; null where it is something else.</summary>
    public static ShardHeader? Read(string text)
    {
        try
        {
            JsonObject root = JsonNode.Parse(text)!.AsObject();
            JsonObject options = root["options"]!.AsObject();
            string? Text(string name) => (string?)options[name];
            string[] Texts(string name) => [.. options[name]!.AsArray().Select(one => (string)one!)];
            return new ShardHeader(
                (string)root["command"]!, new ShardOption((int)root["shard"]!, (int)root["of"]!), (long)root["rows"]!, (bool)root["split"]!, (string)root["fileDigest"]!,
                new PredictionsOptions
                {
                    File = (string)root["file"]!,
                    Task = PredictionTasks.All.First(one => one.Name == Text("task")).Task,
                    Label = Text("label")!,
                    Score = Text("score")!,
                    ChampionScore = Text("champion-score"),
                    Positive = Text("positive"),
                    Weight = Text("weight"),
                    Cluster = Text("cluster"),
                    Slices = Texts("slice"),
                    Metrics = Texts("metric"),
                    Threshold = (double)options["threshold"]!,
                    Alpha = (double)options["alpha"]!,
                });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return null;
        }
    }

    /// <summary>The version of a header, which may be one that this program does not know; null where it has none.</summary>
    public static int? VersionOf(string text)
    {
        try
        {
            return (int?)JsonNode.Parse(text)?["version"];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
