using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlCi.Findings;

namespace MlCi.Runs;

/// <summary>What one run of a pipeline was given and what came of it: what <c>.mlci/runs/&lt;id&gt;.json</c> holds.</summary>
public sealed record RunRecord
{
    /// <summary>The version of the file's form that this MlCi writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the file's form.</summary>
    public int SchemaVersion { get; init; } = CurrentVersion;

    /// <summary>What the run is called, and its file: see <see cref="RunId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>When it started, in UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The verdict of Gate; null where none was given, whatever else passed.</summary>
    public RunVerdict? Verdict { get; init; }

    /// <summary>The exit code of this pipeline, one of <see cref="ExitCodes"/>.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The one reason that matters, in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>The stages that ran, in order.</summary>
    public required IReadOnlyList<RunStage> Stages { get; init; }

    /// <summary>The trainer's parameters by their path, such as <c>tree.depth</c>: numbers, texts, truth values, lists, null.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Params { get; init; }

    /// <summary>The trainer's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The metrics on the whole holdout; none where nothing was evaluated.</summary>
    public required IReadOnlyList<RunMetric> Metrics { get; init; }

    /// <summary>Every decision, on the whole holdout and in slices, and the comparisons with the champion.</summary>
    public required IReadOnlyList<RunGate> Gates { get; init; }

    /// <summary>What went in and what came out, by digest.</summary>
    public required RunDigests Digests { get; init; }

    /// <summary>The git commit that was checked out as the run started, or null where there is none.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether git then listed files that were changed or not added; null where there is no git.</summary>
    public bool? Dirty { get; init; }

    /// <summary>Where it ran.</summary>
    public required RunHost Host { get; init; }

    /// <summary>The time that its stages took, in seconds.</summary>
    [JsonIgnore]
    public double Seconds => Stages.Sum(stage => stage.Seconds);

    /// <summary>The verdict in a word: <c>passed</c>, <c>failed</c>, <c>none</c>.</summary>
    [JsonIgnore]
    public string VerdictWord => Verdict switch { RunVerdict.Passed => "passed", RunVerdict.Failed => "failed", _ => "none" };

    /// <summary>A parameter's value as text: what a person would type.</summary>
    /// <param name="value">A value of <see cref="Params"/>.</param>
    public static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>When it started, as people read it: <c>2026-10-03 14:25:01</c>.</summary>
    [JsonIgnore]
    public string StartedText => Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>What Gate said.</summary>
public enum RunVerdict
{
    /// <summary>The model may go on.</summary>
    Passed,

    /// <summary>It may not.</summary>
    Failed,
}
