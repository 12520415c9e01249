using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace MlCi.Statistics;

/// <summary>
/// A share with a variance of its own, such as one of weighted rows, of clusters, or a smooth function like F1 that lies
/// between 0 and 1: Clopper and Pearson's interval of as many trials as would have that variance, with the degrees of freedom of
/// the variance made up for (Korn &amp; Graubard, "Confidence intervals for proportions with small expected number of positive
/// counts estimated from survey data", Survey Methodology 24, 1998).
/// </summary>
/// <param name="Share">The share, above 0 and below 1.</param>
/// <param name="StandardError">Its standard error, above 0.</param>
/// <param name="Rows">The rows: it never counts as more trials than these.</param>
/// <param name="DegreesOfFreedom">Those of the standard error; ∞ for none to make up for.</param>
public sealed record KornGraubardEvidence(double Share, double StandardError, long Rows, double DegreesOfFreedom) : Evidence
{
    // Nearer to ½ a level has no quantiles to compare.
    private const double LeastZ = 1e-6;
    private const double LargestZ = 37;

    /// <summary>The trials that the share counts as at a level.</summary>
    /// <param name="alpha">The error of each side.</param>
    public double Trials(double alpha)
    {
        double adjusted = 1;
        if (double.IsFinite(DegreesOfFreedom))
            adjusted = StudentT.UpperQuantile(alpha, Math.Max(1, Rows - 1)) / StudentT.UpperQuantile(alpha, DegreesOfFreedom);
        return Math.Min(Rows, Share * (1 - Share) / (StandardError * StandardError) * adjusted * adjusted);
    }

    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha)
    {
        double n = Trials(alpha);
        return new Interval(
            Quantile(alpha, n * Share, n * (1 - Share) + 1),
            1 - Quantile(alpha, n * (1 - Share), n * Share + 1));
    }

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) => value <= Share ? 1 : value >= 1 ? 0 : Level(n => Tail(n * (1 - Share), n * Share + 1, 1 - value));

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => value >= Share ? 1 : value <= 0 ? 0 : Level(n => Tail(n * Share, n * (1 - Share) + 1, value));

    // The level at which an end of the interval lies on the value, sought on the normal scale: there the tail is the level.
    private double Level(Func<double, double> tail)
    {
        double Beyond(double z)
        {
            double alpha = Normal.UpperTail(z);
            return tail(Trials(alpha)) - alpha;
        }

        if (Beyond(LeastZ) >= 0)
            return .5;
        return Brent.TryFindRoot(Beyond, LeastZ, LargestZ, 1e-15, 200, out double root) ? Normal.UpperTail(root) : 0;
    }

    private static double Tail(double a, double b, double x) => SpecialFunctions.BetaRegularized(a, b, x);

    // The tail grows with x: halve until the doubles are used up.
    private static double Quantile(double probability, double a, double b)
    {
        double low = 0;
        double high = 1;
        while (true)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (Tail(a, b, middle) < probability)
                low = middle;
            else
                high = middle;
        }
    }
}
