using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>What a classifier of several classes said, beside the truth. A row is decided for its likeliest class, of equals the first.</summary>
public sealed class ClassPredictions : TaskPredictions
{
    /// <summary>How far a row's probabilities, which a program may have rounded, may be from adding up to 1.</summary>
    public const double SumTolerance = 1e-3;

    private readonly int[] labels;
    private readonly double[] probabilities;
    private readonly Lazy<int[]> decisions;

    /// <summary>Makes predictions.</summary>
    /// <param name="classes">The classes' names, at least two.</param>
    /// <param name="labels">For each row the index of its class.</param>
    /// <param name="probabilities">Row by row the probability of each class, 0 to 1.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public ClassPredictions(IReadOnlyList<string> classes, int[] labels, double[] probabilities, Sampling sampling)
        : base(sampling)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes.Count, 2, nameof(classes));
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, sampling.RowCount, nameof(labels));
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, (long)labels.Length * classes.Count, nameof(probabilities));
        Classes = classes;
        this.labels = labels;
        this.probabilities = probabilities;
        decisions = new(Decide);
    }

    /// <summary>Says so where rows have more probabilities than can be held, which are as many as an array has places; else null.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="classes">The numbers of each row.</param>
    public static string? TooMany(long rows, int classes) => rows * classes <= Array.MaxLength ? null
        : $"found {Numerals.Count(rows)} rows of {Numerals.Count(classes)} predicted numbers each, expected at most {Numerals.Count(Array.MaxLength / classes)} rows of so many";

    /// <summary>The classes' names.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>For each row the index of its class.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>For each row the index of the class that it is decided for.</summary>
    public ReadOnlySpan<int> Decisions => decisions.Value;

    /// <inheritdoc/>
    internal override int[] Decided => decisions.Value;

    /// <inheritdoc/>
    public override PredictionTask Task => PredictionTask.Multiclass;

    /// <inheritdoc/>
    internal override string? Unusable => probabilities.AsSpan().ContainsAnyExceptInRange(0, 1) ? "a probability is not a number from 0 to 1" : null;

    /// <summary>The probabilities of a row, in the order of the classes.</summary>
    /// <param name="row">The 0-based row.</param>
    public ReadOnlySpan<double> Of(int row) => probabilities.AsSpan(row * Classes.Count, Classes.Count);

    /// <summary>The probability of a class in each row.</summary>
    /// <param name="index">The class's index.</param>
    public double[] OfClass(int index)
    {
        double[] column = new double[RowCount];
        for (int row = 0; row < column.Length; row++)
            column[row] = probabilities[row * Classes.Count + index];
        return column;
    }

    /// <summary>For each row whether it is of a class.</summary>
    /// <param name="index">The class's index.</param>
    public bool[] AreOf(int index) => Array.ConvertAll(labels, label => label == index);

    /// <inheritdoc/>
    public override ClassPredictions Take(ReadOnlySpan<int> rows)
    {
        int[] taken = new int[rows.Length];
        double[] takenProbabilities = new double[checked(rows.Length * Classes.Count)];
        for (int i = 0; i < rows.Length; i++)
        {
            taken[i] = labels[rows[i]];
            Of(rows[i]).CopyTo(takenProbabilities.AsSpan(i * Classes.Count));
        }

        return new ClassPredictions(Classes, taken, takenProbabilities, Sampling.Take(rows));
    }

    /// <inheritdoc/>
    internal override Measurement Measure(Metric metric) => ClassMetrics.Measure(metric, this);

    /// <inheritdoc/>
    internal override bool HasTruthOf(TaskPredictions other) =>
        other is ClassPredictions same && Classes.SequenceEqual(same.Classes) && labels.AsSpan().SequenceEqual(same.labels);

    /// <inheritdoc/>
    internal override bool SaysTheSameAs(TaskPredictions other) =>
        other is ClassPredictions same && Unusable is null && probabilities.AsSpan().SequenceEqual(same.probabilities);

    private int[] Decide()
    {
        int[] decided = new int[RowCount];
        for (int row = 0; row < decided.Length; row++)
        {
            ReadOnlySpan<double> own = Of(row);
            for (int index = 1; index < own.Length; index++)
            {
                if (own[index] > own[decided[row]])
                    decided[row] = index;
            }
        }

        return decided;
    }
}
