namespace MlCi.Pipelines;

/// <summary>How a stage ended.</summary>
public enum StageStatus
{
    /// <summary>It did its work, and nothing speaks against the model.</summary>
    Passed,

    /// <summary>It found something that speaks against the model, or its program crashed.</summary>
    Failed,

    /// <summary>pipeline.yml says that there is nothing to do: named, and never counted as passed.</summary>
    Skipped,

    /// <summary>It could not run, because a stage that it needs gave nothing.</summary>
    NotEvaluated,
}

/// <summary>What came of a stage.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">What it did or found, in one line.</param>
/// <param name="HasResult">Whether later stages can use what it made, as with an evaluation in which a gate failed.</param>
public sealed record StageOutcome(string Stage, StageStatus Status, string Reason, bool HasResult)
{
    /// <summary>Whether it took an earlier result instead of making it anew. No part of a report: the verdict is the same.</summary>
    public bool Reused { get; init; }

    /// <summary>Why it ran, or did not (<see cref="StageInputs.Explain"/>); null of what runs in every run. No part of a report either.</summary>
    public string? Why { get; init; }

    /// <summary>Of Train: how the model was made a second time, or null where it was not.</summary>
    public string? Reproduced { get; init; }

    /// <summary>It passed.</summary>
    public static StageOutcome Passed(string stage, string reason) => new(stage, StageStatus.Passed, reason, HasResult: true);

    /// <summary>It failed and made nothing that later stages can use.</summary>
    public static StageOutcome Failed(string stage, string reason) => new(stage, StageStatus.Failed, reason, HasResult: false);

    /// <summary>There was nothing to do.</summary>
    public static StageOutcome Skipped(string stage, string reason) => new(stage, StageStatus.Skipped, reason, HasResult: false);

    /// <summary>It could not run.</summary>
    public static StageOutcome NotEvaluated(string stage, string reason) => new(stage, StageStatus.NotEvaluated, reason, HasResult: false);
}
