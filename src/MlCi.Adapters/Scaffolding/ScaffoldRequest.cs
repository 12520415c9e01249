using MlCi.Metrics;

namespace MlCi.Adapters.Scaffolding;

/// <summary>A pipeline that the user wants to have for some data.</summary>
public sealed record ScaffoldRequest
{
    /// <summary>The repository's folder.</summary>
    public required string Root { get; init; }

    /// <summary>The data file, as the user typed it.</summary>
    public required string Data { get; init; }

    /// <summary>The label's column.</summary>
    public required string Label { get; init; }

    /// <summary>What trains the model.</summary>
    public TrainerFamily Trainer { get; init; }

    /// <summary>The pipeline's name, or null: that of the data file.</summary>
    public string? Name { get; init; }

    /// <summary>The task, or null: it is inferred.</summary>
    public PredictionTask? Task { get; init; }

    /// <summary>The positive value of a binary task, or null: it is inferred.</summary>
    public string? Positive { get; init; }

    /// <summary>The holdout: a share of the rows such as <c>0.3</c>, or a file; null: a share is proposed.</summary>
    public string? Holdout { get; init; }

    /// <summary>Whether to say nothing of what is proposed.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether to say only what would be written.</summary>
    public bool IsDry { get; init; }
}
