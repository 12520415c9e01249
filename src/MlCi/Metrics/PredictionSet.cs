using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>What a binary classifier said of a holdout, beside the truth: one label and one score for each row.</summary>
public sealed class PredictionSet
{
    private readonly bool[] labels;
    private readonly double[] scores;
    private readonly Lazy<ScoreOrder> order;
    private readonly Lazy<ReliabilityCurve> reliability;

    /// <summary>Makes a set.</summary>
    /// <param name="labels">For each row whether it is positive.</param>
    /// <param name="scores">For each row the probability of being positive, 0 to 1.</param>
    /// <param name="decision">A score at or above it is a positive decision.</param>
    public PredictionSet(bool[] labels, double[] scores, double decision)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, labels.Length, nameof(scores));
        this.labels = labels;
        this.scores = scores;
        order = new(() => ScoreOrder.Of(scores));
        reliability = new(() => ReliabilityCurve.Fit(this));
        Decision = decision;
    }

    /// <summary>For each row whether it is positive.</summary>
    public ReadOnlySpan<bool> Labels => labels;

    /// <summary>For each row the probability of being positive.</summary>
    public ReadOnlySpan<double> Scores => scores;

    internal ReadOnlyMemory<bool> LabelMemory => labels;

    /// <summary>The rows in the order of their scores: sorted once, whoever asks.</summary>
    internal ScoreOrder Order => order.Value;

    /// <summary>The reliability curve: fitted once, for the numbers of a report as for its drawing.</summary>
    internal ReliabilityCurve Reliability => reliability.Value;

    /// <summary>A score at or above it is a positive decision.</summary>
    public double Decision { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => labels.Length;

    /// <summary>The set of the given 0-based rows.</summary>
    public PredictionSet Take(ReadOnlySpan<int> rows)
    {
        bool[] takenLabels = new bool[rows.Length];
        double[] takenScores = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            takenLabels[i] = labels[rows[i]];
            takenScores[i] = scores[rows[i]];
        }

        return new PredictionSet(takenLabels, takenScores, Decision);
    }
}
