using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>What the user asked for, whichever front door it came through.</summary>
public sealed record RunOptions
{
    /// <summary>The repository's folder: it holds <c>pipelines</c>, <c>artifacts</c> and <c>.mlci</c>.</summary>
    public required string Root { get; init; }

    /// <summary>Names of pipelines; none: all.</summary>
    public IReadOnlyList<string> Pipelines { get; init; } = [];

    /// <summary>Of these only the pipelines whose inputs changed since HEAD and this branch, tag or commit part; null: all.</summary>
    public string? AffectedSince { get; init; }

    /// <summary>Gate: run nothing, and gather the verdicts that other runs left in this folder; null: run.</summary>
    public string? Merge { get; init; }

    /// <summary>Print verdicts and errors only.</summary>
    public bool Quiet { get; init; }

    /// <summary>
    /// The stage whose verdict this run ends with, as <see cref="StagePlan.VerdictOf"/> has it: the holdout's ledger counts it. Where it
    /// is null, nobody knows, and whatever decides is counted.
    /// </summary>
    public string? VerdictStage { get; init; }

    /// <summary>Whether Gate is among the stages of this run: its one line then stands for all that led to it where <see cref="Quiet"/> is set.</summary>
    public bool GivesVerdict => VerdictStage == GateStage.Name;

    /// <summary>Print what programs print, too.</summary>
    public bool Verbose { get; init; }

    /// <summary>Run every stage anew, whatever is cached.</summary>
    public bool Force { get; init; }

    /// <summary>Neither look for earlier results nor keep these.</summary>
    public bool NoCache { get; init; }

    /// <summary>Train a second time, and compare.</summary>
    public bool VerifyReproducible { get; init; }

    /// <summary>Go the whole way on few rows, without a verdict.</summary>
    public bool Smoke { get; init; }

    /// <summary>
    /// Do without holdout labels that lie apart (<c>data.labels</c>): go the whole way to the predictions, without a verdict. Pipelines
    /// whose labels stand in their holdout are gated as ever.
    /// </summary>
    public bool WithoutLabels { get; init; }

    /// <summary>Whether each pipeline's lines are a group of the host's log.</summary>
    public bool GroupsLog { get; init; }

    /// <summary>The file to which Gate and Report add what they found, for the page of the run; null: none.</summary>
    public string? StepSummary { get; init; }

    /// <summary>The most pipelines to run side by side; null: as many as there are cores.</summary>
    public int? Jobs { get; init; }

    /// <summary>Say of each stage why it ran or did not.</summary>
    public bool Explain { get; init; }

    /// <summary>Promote, Rollback: the alias to move (staging, production).</summary>
    public string? To { get; init; }

    /// <summary>Promote, Rollback: the model, a tag or digest; if not given, the candidate, or the good model before.</summary>
    public string? Model { get; init; }

    /// <summary>Promote, Rollback: why, for the record.</summary>
    public string? Why { get; init; }

    /// <summary>Promote: the git tag of a release, which says pipeline and version; the model is that of the tag's source tree. Null: none.</summary>
    public string? ReleaseTag { get; init; }
}
