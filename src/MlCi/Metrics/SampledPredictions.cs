using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>What a binary classifier said of rows, with weights and clusters or without.</summary>
public sealed class SampledPredictions : TaskPredictions
{
    /// <summary>Makes predictions.</summary>
    /// <param name="set">Labels and scores.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public SampledPredictions(PredictionSet set, Sampling sampling)
        : base(sampling)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(set.RowCount, sampling.RowCount, nameof(set));
        Set = set;
    }

    /// <summary>Labels and scores.</summary>
    public PredictionSet Set { get; }

    /// <inheritdoc/>
    public override PredictionSet? PlainBinary => Sampling.IsPlain ? Set : null;

    /// <inheritdoc/>
    internal override long Positives => Set.Labels.Count(true);

    /// <inheritdoc/>
    internal override int[] Decided => Array.ConvertAll(Set.Scores.ToArray(), score => score >= Set.Decision ? 1 : 0);

    /// <inheritdoc/>
    public override PredictionTask Task => PredictionTask.Binary;

    /// <inheritdoc/>
    internal override string? Unusable => Set.Scores.ContainsAnyExceptInRange(0, 1) ? "a score is not a number from 0 to 1" : null;

    /// <inheritdoc/>
    public override SampledPredictions Take(ReadOnlySpan<int> rows) => new(Set.Take(rows), Sampling.Take(rows));

    /// <inheritdoc/>
    internal override Measurement Measure(Metric metric) => SampledMetrics.Measure(metric, this);

    /// <inheritdoc/>
    internal override bool HasTruthOf(TaskPredictions other) => other is SampledPredictions same && Set.Labels.SequenceEqual(same.Set.Labels);

    /// <inheritdoc/>
    internal override bool SaysTheSameAs(TaskPredictions other) =>
        other is SampledPredictions same && Unusable is null && Set.Decision == same.Set.Decision && Set.Scores.SequenceEqual(same.Set.Scores);
}
