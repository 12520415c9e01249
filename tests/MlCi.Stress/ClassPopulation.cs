using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>
/// Four classes of very different shares. A row has a value for each class, normal with a standard deviation of 1, that of its own
/// class higher by the separation; the model sees them and gives probabilities that are too sure. True values come from one large
/// seeded draw.
/// </summary>
public static class ClassPopulation
{
    private const double Separation = 1.8;
    private const double Confidence = 1.25;

    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly double[] Shares = [.1, .2, .3, .4];

    /// <summary>Draws rows.</summary>
    public static ClassPredictions Draw(ref Philox stream, int rows)
    {
        int[] labels = new int[rows];
        double[] probabilities = new double[rows * Names.Length];
        for (int row = 0; row < rows; row++)
        {
            double u = stream.NextDouble();
            while (labels[row] < Shares.Length - 1 && u >= Shares[labels[row]])
                u -= Shares[labels[row]++];
            Span<double> own = probabilities.AsSpan(row * Names.Length, Names.Length);
            double sum = 0;
            for (int index = 0; index < own.Length; index++)
            {
                double seen = stream.NextNormal() + (index == labels[row] ? Separation : 0);
                own[index] = Math.Exp(Confidence * (Math.Log(Shares[index]) + Separation * seen));
                sum += own[index];
            }

            for (int index = 0; index < own.Length; index++)
                own[index] /= sum;
        }

        return new ClassPredictions(Names, labels, probabilities, Sampling.Plain(rows));
    }

    /// <summary>The true values of some metrics.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="rows">The rows of the large draw.</param>
    public static IReadOnlyList<double> Truths(IReadOnlyList<Metric> metrics, int rows)
    {
        var stream = new Philox(Philox.KeyOf('t', 'r', 'u', 't', 'h'), 0);
        return [.. LinearisedEstimator.EstimateAll(metrics, Draw(ref stream, rows), MissRates.Alpha).Select(estimate => estimate.Estimate!.Value)];
    }
}
