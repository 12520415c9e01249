using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>
/// Rows whose truth is known. A latent value lies one unit's normal spread around +½d in the positives and −½d in the negatives;
/// a model sees it with normal noise of its own and gives the calibrated probability, or one that is too sure.
/// </summary>
/// <param name="Prevalence">The share of positives.</param>
/// <param name="Separation">The distance d of the classes.</param>
public sealed record Population(double Prevalence, double Separation = 2)
{
    /// <summary>A score at or above it is a positive decision.</summary>
    public const double Decision = .5;

    private double LogOdds => Math.Log(Prevalence / (1 - Prevalence));

    /// <summary>Draws rows, and what each model predicts of them.</summary>
    public PredictionSet[] Draw(ref Philox stream, int rows, params ReadOnlySpan<Model> models)
    {
        bool[] labels = new bool[rows];
        double[][] scores = new double[models.Length][];
        for (int m = 0; m < models.Length; m++)
            scores[m] = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = stream.NextDouble() < Prevalence;
            double latent = (labels[row] ? Separation : -Separation) / 2 + stream.NextNormal();
            for (int m = 0; m < models.Length; m++)
            {
                double seen = models[m].Noise > 0 ? latent + models[m].Noise * stream.NextNormal() : latent;
                scores[m][row] = Score(models[m], seen);
            }
        }

        var sets = new PredictionSet[models.Length];
        for (int m = 0; m < models.Length; m++)
            sets[m] = new PredictionSet(labels, scores[m], Decision);
        return sets;
    }

    /// <summary>The true value of a metric.</summary>
    public double Truth(Metric metric, Model model) => new PopulationTruth(Prevalence, Separation / model.Spread, model.Confidence).Of(metric);

    /// <summary>The true difference of two models as a comparison has it: positive where the challenger is better, relative for losses.</summary>
    public double TrueDifference(Metric metric, Model champion, Model challenger)
    {
        double old = Truth(metric, champion);
        double fresh = Truth(metric, challenger);
        return Comparison.CompareRule.IsRelative(metric) ? 1 - fresh / old : metric.HigherIsBetter ? fresh - old : old - fresh;
    }

    /// <summary>What a model says of a row that it sees so.</summary>
    public double Score(Model model, double seen) =>
        1 / (1 + Math.Exp(-model.Confidence * (Separation * seen / (model.Spread * model.Spread) + LogOdds)));
}

/// <summary>A model of a population.</summary>
/// <param name="Noise">The standard deviation of its own noise.</param>
/// <param name="Confidence">What it multiplies the calibrated log-odds by: above 1 its scores are too extreme.</param>
public sealed record Model(double Noise = 0, double Confidence = 1)
{
    /// <summary>The standard deviation of what it sees within a class.</summary>
    public double Spread => Math.Sqrt(1 + Noise * Noise);
}
