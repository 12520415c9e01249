using System.Text.Json.Nodes;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>
/// What a gate leaves that had no labels: how each of its stages ended, and no verdict. It has a file of its own, so that nobody who asks
/// for a gate.json takes it for one.
/// </summary>
public sealed record WithheldReport
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "withheld.json";

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Whether all that could run without labels ran and passed.</summary>
    public required bool Ran { get; init; }

    /// <summary>That there is no verdict, and why, in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>The commit that was checked out, or null.</summary>
    public required string? Commit { get; init; }

    /// <summary>Whether files had changed after that; null where git did not say.</summary>
    public required bool? Dirty { get; init; }

    /// <summary>The model's digest, or null.</summary>
    public required string? Model { get; init; }

    /// <summary>The stages before the verdict that was not given.</summary>
    public required IReadOnlyList<StageOutcome> Stages { get; init; }

    /// <summary>Its text.</summary>
    public string Write() => new JsonObject
    {
        ["schemaVersion"] = 1,
        ["verdict"] = null,
        ["withheld"] = "labels",
        ["ran"] = Ran,
        ["reason"] = Reason,
        ["pipeline"] = Pipeline,
        ["commit"] = Commit,
        ["dirty"] = Dirty,
        ["digests"] = new JsonObject { ["model"] = Model },
        ["stages"] = new JsonArray([.. Stages.Select(GateReportJson.Stage)]),
    }.ToJsonString(GateReportJson.Options) + "\n";
}
