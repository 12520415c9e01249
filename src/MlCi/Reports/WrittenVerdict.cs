using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Schemas;

namespace MlCi.Reports;

/// <summary>What a gate.json says, so far as it can be trusted.</summary>
/// <param name="Pipeline">The pipeline, or null where it names none.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Commit">The commit that it is on, or null.</param>
/// <param name="Dirty">Whether files had changed after that, or null where git did not say.</param>
/// <param name="Fault">Why it cannot be trusted, or null.</param>
internal sealed record WrittenVerdict(string? Pipeline, bool Passed, string Reason, string? Commit, bool? Dirty, string? Fault)
{
    /// <summary>Whether it is no verdict, but a <see cref="WithheldReport"/>: it passed where all ran that could.</summary>
    public bool IsWithheld { get; private init; }

    /// <summary>The members that gate.schema.json requires.</summary>
    public static readonly string[] Members =
    [
        "schemaVersion", "verdict", "exitCode", "reason", "headline", "pipeline", "commit", "dirty", "champion", "counts", "digests", "packages",
        "stages", "gates", "diagnostics", "worstSlices", "seedSpread", "findings", "holdoutUse",
    ];

    private static readonly Lazy<SchemaDocument> Schema = new(() => PublishedSchema.Read("gate.schema.json"));

    // None of these may be among what passed.
    private static readonly string[] Counts = ["failed", "inconclusiveBlocking", "notEvaluated"];
    private static readonly string[] Blocking = ["gates", "findings", "holdoutUse"];

    /// <summary>Reads one.</summary>
    /// <param name="path">Where it is, for messages.</param>
    /// <param name="text">Its text, or null where it cannot be read.</param>
    public static WrittenVerdict Read(string path, string? text)
    {
        const string Unreadable = "found a gate.json that cannot be read, expected the form of gate.schema.json";
        if (text is null)
            return Untrusted(null, $"found a gate.json that is a link or cannot be read: {path}, expected a file");
        string? pipeline = null;
        try
        {
            JsonObject root = JsonNode.Parse(text)!.AsObject();
            // First, so that whatever else is wrong is told of the pipeline.
            pipeline = root["pipeline"] is JsonValue named && named.TryGetValue(out string? name) && name.Length > 0 ? name : null;
            if (pipeline is null)
                return Untrusted(null, $"found no pipeline's name in {path}, expected one");
            if ((int?)root["schemaVersion"] != 1)
                return Untrusted(pipeline, $"found schemaVersion {root["schemaVersion"]?.ToJsonString() ?? "nowhere"} in {path}, expected 1");
            if (path.Split('/')[^1] == WithheldReport.FileName)
                return new WrittenVerdict(pipeline, (bool)root["ran"]!, (string)root["reason"]!, (string?)root["commit"], (bool?)root["dirty"], Fault: null) { IsWithheld = true };
            if (Members.Where(member => !root.ContainsKey(member)).ToArray() is { Length: > 0 } missing)
                return Untrusted(pipeline, $"found no {string.Join(", ", missing)} in {path}, expected what gate.schema.json requires");
            string? verdict = (string?)root["verdict"];
            int exitCode = (int)root["exitCode"]!;
            if ((verdict, exitCode) is not ("passed", ExitCodes.Passed) and not ("failed", ExitCodes.Negative))
                return Untrusted(pipeline, $"found verdict '{verdict}' with exit code {exitCode} in {path}, expected passed with 0 or failed with 1");
            bool passed = verdict == "passed";
            if (passed && Contradiction(root) is { } other)
                return Untrusted(pipeline, $"found verdict 'passed' beside {other} in {path}, expected none");
            if (Schema.Value.Check(Encoding.UTF8.GetBytes(text), path) is [var first, ..])
                return Untrusted(pipeline, $"{first}, as gate.schema.json has it");
            return new WrittenVerdict(pipeline, passed, (string)root["reason"]!, (string?)root["commit"], (bool?)root["dirty"], Fault: null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException or OverflowException)
        {
            return Untrusted(pipeline, Unreadable);
        }
    }

    private static string? Contradiction(JsonObject root)
    {
        foreach (string count in Counts)
        {
            if ((int)root["counts"]![count]! != 0)
                return $"counts.{count} {root["counts"]![count]!.ToJsonString()}";
        }

        foreach (string list in Blocking)
        {
            if (root[list]!.AsArray().Any(one => (bool)one!["blocks"]!))
                return $"what blocks in {list}";
        }

        // What is inconclusive may only warn; nothing else but a pass may.
        if (root["gates"]!.AsArray() is { Count: 0 } || root["gates"]!.AsArray().Any(gate => (string?)gate!["verdict"] is not ("passed" or "inconclusive")))
            return "gates of which not all passed";
        return root["stages"]!.AsArray().Any(stage => (string?)stage!["status"] is "not-evaluated") ? "a stage that was not evaluated" : null;
    }

    private static WrittenVerdict Untrusted(string? pipeline, string fault) => new(pipeline, Passed: false, "", Commit: null, Dirty: null, fault);
}
