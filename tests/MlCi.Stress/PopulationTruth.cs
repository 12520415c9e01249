using MathNet.Numerics.Integration;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>
/// The true values of a model's metrics, by formula or numeric integral. The calibrated log-odds c are normal in each class, around
/// ±½D² + the prior's log-odds with standard deviation D; the score is logistic(b·c).
/// </summary>
internal sealed class PopulationTruth(double prevalence, double separation, double confidence)
{
    private const double Reach = 10;
    private const int Points = 20_001;

    private readonly double logOdds = Math.Log(prevalence / (1 - prevalence));

    public double Of(Metric metric)
    {
        double tp = prevalence * Above(0, positive: true), fp = (1 - prevalence) * Above(0, positive: false);
        double fn = prevalence - tp, tn = 1 - prevalence - fp;
        return metric.Name switch
        {
            "auc" => Normal.Cdf(separation / Math.Sqrt(2)),
            "average_precision" => Mean(Precision, positive: true),
            "accuracy" => tp + tn,
            "balanced_accuracy" => (tp / (tp + fn) + tn / (tn + fp)) / 2,
            "precision" => tp / (tp + fp),
            "recall" => tp / (tp + fn),
            "specificity" => tn / (tn + fp),
            "f1" => 2 * tp / (2 * tp + fp + fn),
            "mcc" => (tp * tn - fp * fn) / Math.Sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
            "log_loss" => Both(c => Math.Log(1 + Math.Exp(-confidence * c)), c => Math.Log(1 + Math.Exp(confidence * c))),
            "brier" => Both(c => Square(1 - Score(c)), c => Square(Score(c))),
            "calibration_slope" => 1 / confidence,
            "calibration_error" => CalibrationErrorOfBins(),
            _ => throw new ArgumentException($"found {metric}, of which no truth is known", nameof(metric)),
        };
    }

    private static double Square(double x) => x * x;

    private double Score(double c) => 1 / (1 + Math.Exp(-confidence * c));

    private double Center(bool positive) => logOdds + (positive ? .5 : -.5) * separation * separation;

    private double Above(double c, bool positive) => Normal.UpperTail((c - Center(positive)) / separation);

    private double Precision(double c)
    {
        double positives = prevalence * Above(c, positive: true);
        double negatives = (1 - prevalence) * Above(c, positive: false);
        return positives / (positives + negatives);
    }

    private double Density(double c, bool positive)
    {
        double z = (c - Center(positive)) / separation;
        return Math.Exp(-z * z / 2) / (Math.Sqrt(2 * Math.PI) * separation);
    }

    // The trapezoid rule is nearly exact for what falls off like a normal density on both sides.
    private double Mean(Func<double, double> value, bool positive) => NewtonCotesTrapeziumRule.IntegrateComposite(
        c => value(c) * Density(c, positive), Center(positive) - Reach * separation, Center(positive) + Reach * separation, Points);

    private double Both(Func<double, double> ofPositives, Func<double, double> ofNegatives) =>
        prevalence * Mean(ofPositives, positive: true) + (1 - prevalence) * Mean(ofNegatives, positive: false);

    private double CalibrationErrorOfBins()
    {
        double sum = 0;
        for (int bin = 0; bin < CalibrationError.BinCount; bin++)
        {
            double from = Edge(bin), to = Edge(bin + 1);
            sum += Math.Abs(GaussLegendreRule.Integrate(
                c => prevalence * Density(c, true) * (1 - Score(c)) - (1 - prevalence) * Density(c, false) * Score(c), from, to, 128));
        }

        return sum;
    }

    // The calibrated log-odds at which a bin of scores begins, cut where no rows are.
    private double Edge(int bin)
    {
        double low = Center(positive: false) - Reach * separation, high = Center(positive: true) + Reach * separation;
        double share = (double)bin / CalibrationError.BinCount;
        return share <= 0 ? low : share >= 1 ? high : Math.Clamp(Math.Log(share / (1 - share)) / confidence, low, high);
    }
}
