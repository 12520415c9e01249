using MlCi.Reports;

namespace MlCi.PullRequests;

/// <summary>A pipeline as it was judged for a pull request: from its predictions, under the rules of the base.</summary>
public sealed record JudgedPipeline
{
    /// <summary>The pipeline's name.</summary>
    public required string Name { get; init; }

    /// <summary>The verdict that counts, under the base's rules; null where it could not be judged.</summary>
    public GateReport? Report { get; init; }

    /// <summary>Why it could not be judged: no predictions, or such as do not fit the holdout; null where it was.</summary>
    public string? Failure { get; init; }

    /// <summary>
    /// Why there is nothing to judge although nothing is wrong: the base has no such pipeline yet, or the change takes it away. It blocks
    /// nothing and is no pass; the gate of the default branch judges it before anything of it is registered. Null where it was judged.
    /// </summary>
    public string? Unjudged { get; init; }

    /// <summary>The verdict under the rules that the change brings, where it changes them; it counts for nothing before it is merged.</summary>
    public GateReport? Proposed { get; init; }

    /// <summary>What the job that ran the change's own code said, or null where it said nothing. It is told, never believed.</summary>
    public bool? Claimed { get; init; }

    /// <summary>Whether that job could read the holdout's labels, so that its predictions may have been made up.</summary>
    public required bool LabelsVisible { get; init; }

    /// <summary>Whether it blocks nothing: it passed, or there is nothing to judge (<see cref="Unjudged"/>).</summary>
    public bool Passed => Failure is null && (Unjudged is not null || Report is { Passed: true });
}
