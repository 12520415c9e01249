using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>
/// Numbers and predictions of them whose metrics are known: truth and error are independent, and the error has mean 0. Without skew
/// the truth is even from 5 to 15 and the error normal with a standard deviation of 2; with a skew σ both are lognormal, exp(z/2) the
/// truth and exp(σz) the error, less its mean.
/// </summary>
/// <param name="Skew">The σ of the lognormal errors; 0: normal ones.</param>
public sealed record NumberPopulation(double Skew)
{
    private const double Low = 5, High = 15;
    private const double NormalDeviation = 2;
    private const double TruthSkew = .5;

    private double MeanFactor => Math.Exp(Skew * Skew / 2);

    /// <summary>Draws rows.</summary>
    public NumberPredictions Draw(ref Philox stream, int rows)
    {
        double[] truth = new double[rows], predicted = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            truth[row] = Skew > 0 ? Math.Exp(TruthSkew * stream.NextNormal()) : Low + (High - Low) * stream.NextDouble();
            double z = stream.NextNormal();
            predicted[row] = truth[row] - (Skew > 0 ? Math.Exp(Skew * z) - MeanFactor : NormalDeviation * z);
        }

        return new NumberPredictions(truth, predicted, Sampling.Plain(rows));
    }

    /// <summary>The true value of a metric.</summary>
    public double Truth(Metric metric)
    {
        // E|exp(σz) − E exp(σz)| = 2·E(·)₊, a call's price at the money.
        double absolute = Skew > 0 ? 2 * MeanFactor * (2 * Normal.Cdf(Skew / 2) - 1) : NormalDeviation * Math.Sqrt(2 / Math.PI);
        double square = Skew > 0 ? VarianceOfLognormal(Skew) : NormalDeviation * NormalDeviation;
        double around = Skew > 0 ? VarianceOfLognormal(TruthSkew) : (High - Low) * (High - Low) / 12;
        double inverse = Skew > 0 ? Math.Exp(TruthSkew * TruthSkew / 2) : Math.Log(High / Low) / (High - Low);
        // Errors of mean 0 are as much above as below, whatever the quantile.
        return metric == Metric.Mae ? absolute
            : metric == Metric.Rmse ? Math.Sqrt(square)
            : metric == Metric.R2 ? 1 - square / around
            : metric == Metric.Mape ? absolute * inverse
            : metric.Parameter is { } quantile && metric == Metric.Pinball(quantile) ? absolute / 2
            : throw new ArgumentException($"found {metric}, of which no truth is known", nameof(metric));
    }

    public override string ToString() => Skew > 0 ? $"lognormal {Skew:.0}" : "normal";

    private static double VarianceOfLognormal(double sigma) => Math.Exp(sigma * sigma) * (Math.Exp(sigma * sigma) - 1);
}
