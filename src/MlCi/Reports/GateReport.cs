using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Slices;

namespace MlCi.Reports;

/// <summary>Everything that a verdict rests on: what gate.json holds, and what every other report is drawn from.</summary>
public sealed record GateReport
{
    /// <summary>The version of gate.json's form.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Whether the model may go on.</summary>
    public required bool Passed { get; init; }

    /// <summary>The exit code of the verdict.</summary>
    public int ExitCode => Passed ? ExitCodes.Passed : ExitCodes.Negative;

    /// <summary>The one reason that matters.</summary>
    public required string Reason { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The git commit, or null outside a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether files were changed after that commit, or not added; null where git did not say.</summary>
    public bool? Dirty { get; init; }

    /// <summary>What went into the verdict, by digest.</summary>
    public required ReportDigests Digests { get; init; }

    /// <summary>The card packages: which could be had, and what stood in for the others.</summary>
    public required IReadOnlyList<PackageUse> Packages { get; init; }

    /// <summary>What came of each stage.</summary>
    public required IReadOnlyList<StageOutcome> Stages { get; init; }

    /// <summary>Every decision.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>What is only looked at: it counts in no verdict.</summary>
    public IReadOnlyList<GateResult> Diagnostics { get; init; } = [];

    /// <summary>The slices with the most wrong decisions, which count in no verdict; null where they were not searched.</summary>
    public WorstSlices? WorstSlices { get; init; }

    /// <summary>How much the seed alone changes, which counts in no verdict; none where one model was trained.</summary>
    public IReadOnlyList<SeedSpread> SeedSpread { get; init; } = [];

    /// <summary>What the verdict means for each holdout that it was decided on; none where nothing was decided.</summary>
    public IReadOnlyList<HoldoutUse> HoldoutUse { get; init; } = [];

    /// <summary>What is wrong with the data.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The decisions counted.</summary>
    public required Verdict Decisions { get; init; }

    /// <summary>What was, or was not, compared with.</summary>
    public required string Champion { get; init; }
}

/// <summary>The digests of what a verdict rests on; null where a stage gave none.</summary>
/// <param name="Model">The model's folder.</param>
/// <param name="Data">The training data.</param>
/// <param name="Holdout">The holdout.</param>
/// <param name="Rules">All that decides.</param>
/// <param name="Champion">The champion's model.</param>
public sealed record ReportDigests(string? Model, string? Data, string? Holdout, string? Rules, string? Champion);

/// <summary>A card package and whether this build uses it.</summary>
/// <param name="Id">The package's id.</param>
/// <param name="Version">Its pinned version.</param>
/// <param name="Available">Whether the feed has it, so that it is used.</param>
/// <param name="StandIn">What stands in where it cannot be had.</param>
/// <param name="Reason">Why it cannot be had, or null.</param>
public sealed record PackageUse(string Id, string Version, bool Available, string? StandIn, string? Reason);
