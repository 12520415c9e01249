using MlCi.Metrics;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>What the commands on predictions without a pipeline were asked for.</summary>
public sealed record PredictionsOptions
{
    /// <summary>The CSV file, one row for each prediction.</summary>
    public required string File { get; init; }

    /// <summary>The column of the truth.</summary>
    public required string Label { get; init; }

    /// <summary>What the model predicts.</summary>
    public PredictionTask Task { get; init; }

    /// <summary>
    /// The column of the model's score: the probability of the positive label; of several classes what the columns of their
    /// probabilities begin with (<c>p_</c> for <c>p_low</c>, <c>p_high</c>); of a regression the predicted number.
    /// </summary>
    public required string Score { get; init; }

    /// <summary>The same of the champion, or null.</summary>
    public string? ChampionScore { get; init; }

    /// <summary>The label that scores are the probability of; null where the labels say it themselves, such as 0 and 1.</summary>
    public string? Positive { get; init; }

    /// <summary>Columns to cut slices by: <c>region</c>, or with edges <c>age=30,50</c>.</summary>
    public IReadOnlyList<string> Slices { get; init; } = [];

    /// <summary>The column of what each row counts, or null: one each.</summary>
    public string? Weight { get; init; }

    /// <summary>The column of the entity that each row belongs to, or null: each row is its own.</summary>
    public string? Cluster { get; init; }

    /// <summary>A score at or above it is a positive decision.</summary>
    public double Threshold { get; init; } = .5;

    /// <summary>The error of each side of the intervals.</summary>
    public double Alpha { get; init; } = .05;

    /// <summary>Metrics by name; empty for the usual ones.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Where to write the JSON, or null.</summary>
    public string? Json { get; init; }

    /// <summary>Whether to print the verdict only.</summary>
    public bool Quiet { get; init; }
}
