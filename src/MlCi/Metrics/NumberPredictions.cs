using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>What a regression predicted, beside the truth.</summary>
public sealed class NumberPredictions : TaskPredictions
{
    private readonly double[] truth;
    private readonly double[] predicted;

    /// <summary>Makes predictions.</summary>
    /// <param name="truth">For each row the true number, finite.</param>
    /// <param name="predicted">For each row the predicted number.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public NumberPredictions(double[] truth, double[] predicted, Sampling sampling)
        : base(sampling)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(truth.Length, sampling.RowCount, nameof(truth));
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, sampling.RowCount, nameof(predicted));
        this.truth = truth;
        this.predicted = predicted;
    }

    /// <summary>For each row the true number.</summary>
    public ReadOnlySpan<double> Truth => truth;

    /// <summary>For each row the predicted number.</summary>
    public ReadOnlySpan<double> Predicted => predicted;

    /// <inheritdoc/>
    public override PredictionTask Task => PredictionTask.Regression;

    /// <inheritdoc/>
    internal override string? Unusable => Array.TrueForAll(predicted, double.IsFinite) ? null : "a prediction is not a finite number";

    /// <inheritdoc/>
    public override NumberPredictions Take(ReadOnlySpan<int> rows)
    {
        double[] takenTruth = new double[rows.Length];
        double[] takenPredicted = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            (takenTruth[i], takenPredicted[i]) = (truth[rows[i]], predicted[rows[i]]);
        return new NumberPredictions(takenTruth, takenPredicted, Sampling.Take(rows));
    }

    /// <inheritdoc/>
    internal override Measurement Measure(Metric metric) => NumberMetrics.Measure(metric, this);

    /// <inheritdoc/>
    internal override bool HasTruthOf(TaskPredictions other) => other is NumberPredictions numbers && truth.AsSpan().SequenceEqual(numbers.truth);

    /// <inheritdoc/>
    internal override bool SaysTheSameAs(TaskPredictions other) =>
        other is NumberPredictions numbers && Unusable is null && predicted.AsSpan().SequenceEqual(numbers.predicted);
}
