using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>What a model said of rows, beside the truth and how the rows came to be there: what every task has in common.</summary>
public abstract class TaskPredictions
{
    /// <summary>Makes predictions.</summary>
    /// <param name="sampling">The rows' weights and clusters.</param>
    private protected TaskPredictions(Sampling sampling) => Sampling = sampling;

    /// <summary>What the model predicts.</summary>
    public abstract PredictionTask Task { get; }

    /// <summary>The rows' weights and clusters.</summary>
    public Sampling Sampling { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => Sampling.RowCount;

    /// <summary>A binary task's labels and scores where every row counts one and stands for itself, which is judged in one pass; else null.</summary>
    public virtual PredictionSet? PlainBinary => null;

    /// <summary>The positive rows of a binary task; 0 in others.</summary>
    internal virtual long Positives => 0;

    /// <summary>For each row the class that it is decided for; null in a task without decisions.</summary>
    internal virtual int[]? Decided => null;

    /// <summary>Why no metric can be computed (a score that is no number …), or null.</summary>
    internal abstract string? Unusable { get; }

    /// <summary>The predictions of the given 0-based rows.</summary>
    public abstract TaskPredictions Take(ReadOnlySpan<int> rows);

    /// <summary>The predictions of the rows that count, which are those of a weight above 0.</summary>
    public TaskPredictions Counted() => Sampling.Counted() is { } rows ? Take(rows) : this;

    /// <summary>What the rows, all of which count, say of a metric.</summary>
    internal abstract Measurement Measure(Metric metric);

    /// <summary>Whether others are predictions of the same rows, as far as the truth tells.</summary>
    internal abstract bool HasTruthOf(TaskPredictions other);

    /// <summary>Whether another model predicted the very same, to the bit.</summary>
    internal abstract bool SaysTheSameAs(TaskPredictions other);
}
