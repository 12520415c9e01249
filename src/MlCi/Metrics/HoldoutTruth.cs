using MlCi.Data;
using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>What a holdout says of its rows, whatever model is asked: the truth in the task's own form, and what each row counts.</summary>
public sealed class HoldoutTruth
{
    private readonly bool[] labels = [];
    private readonly double decision;
    private readonly string[] classes = [];
    private readonly int[] codes = [];
    private readonly double[] numbers = [];
    private readonly Sampling sampling;

    private HoldoutTruth(Sampling sampling, bool[] labels, double decision)
    {
        (Task, this.sampling, this.labels, this.decision) = (PredictionTask.Binary, sampling, labels, decision);
        Columns = ["score"];
        Metrics = Metric.All;
        Summary = $"{Numerals.Count(labels.Length, "rows")}, {Numerals.Count(labels.AsSpan().Count(true))} positive" + OfSampling;
    }

    private HoldoutTruth(Sampling sampling, string[] classes, int[] codes)
    {
        (Task, this.sampling, this.classes, this.codes) = (PredictionTask.Multiclass, sampling, classes, codes);
        Columns = [.. classes.Select(name => "p_" + name)];
        Metrics = [.. Metric.For(Task).Where(metric => !(metric.Parameter >= classes.Length))];
        Summary = $"{Numerals.Count(codes.Length, "rows")} of {classes.Length} classes" + OfSampling;
    }

    private HoldoutTruth(Sampling sampling, double[] numbers)
    {
        (Task, this.sampling, this.numbers) = (PredictionTask.Regression, sampling, numbers);
        Columns = ["prediction"];
        Metrics = Metric.For(Task);
        Summary = $"{Numerals.Count(numbers.Length, "rows")}" + OfSampling;
    }

    /// <summary>The task.</summary>
    public PredictionTask Task { get; }

    /// <summary>The columns that a model's predictions have besides <c>row_id</c>.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What every model is measured by on this holdout.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>The holdout in a few words: <c>300 rows, 120 positive</c>.</summary>
    public string Summary { get; }

    private string OfSampling => (sampling.HasWeights ? ", weighted" : "") + (sampling.HasClusters ? $", in {Numerals.Count(sampling.UnitCount, "clusters")}" : "");

    /// <summary>A binary task's.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="decision">A score at or above it is a positive decision.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public static HoldoutTruth OfLabels(bool[] labels, double decision, Sampling sampling) => new(sampling, labels, decision);

    /// <summary>That of a task of several classes.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="codes">For each row the index of its class.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public static HoldoutTruth OfClasses(string[] classes, int[] codes, Sampling sampling) => new(sampling, classes, codes);

    /// <summary>A regression's.</summary>
    /// <param name="numbers">For each row the true number.</param>
    /// <param name="sampling">The rows' weights and clusters.</param>
    public static HoldoutTruth OfNumbers(double[] numbers, Sampling sampling) => new(sampling, numbers);

    /// <summary>A model's predictions beside the truth.</summary>
    /// <param name="predictions">The model's table.</param>
    /// <param name="key">The holdout's key column, or null where rows are numbered from 0.</param>
    /// <exception cref="FaultException">Columns, ids or numbers are not as expected (exit 1).</exception>
    public TaskPredictions Read(Table predictions, Column? key)
    {
        double[] found = PredictionFile.Read(predictions, Task, Columns, sampling.RowCount, key);
        return Task switch
        {
            PredictionTask.Multiclass => new ClassPredictions(classes, codes, found, sampling),
            PredictionTask.Regression => new NumberPredictions(numbers, found, sampling),
            _ => new SampledPredictions(new PredictionSet(labels, found, decision), sampling),
        };
    }
}
