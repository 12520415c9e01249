namespace MlCi.Statistics;

/// <summary>
/// What rows say about an unknown value: one model gives both the interval and the p-values, so that the two agree. An end of
/// the interval misses a value exactly when the p on that side is at most α.
/// </summary>
public abstract record Evidence
{
    /// <summary>The interval with each side tested at <paramref name="alpha"/>, so 1−2α two-sided.</summary>
    /// <param name="alpha">The error of each side, above 0 and below ½.</param>
    public abstract Interval IntervalAt(double alpha);

    /// <summary>The chance of an estimate as low as this one or lower, were the true value <paramref name="value"/>.</summary>
    /// <param name="value">A value in the range of the metric.</param>
    public abstract double ChanceOfSoLow(double value);

    /// <summary>The chance of an estimate as high as this one or higher, were the true value <paramref name="value"/>.</summary>
    /// <param name="value">A value in the range of the metric.</param>
    public abstract double ChanceOfSoHigh(double value);
}

/// <summary>A proportion: exact binomial (<see cref="ClopperPearson"/>).</summary>
/// <param name="Successes">Successes.</param>
/// <param name="Trials">Trials, at least 1.</param>
public sealed record ProportionEvidence(long Successes, long Trials) : Evidence
{
    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha) => ClopperPearson.Of(Successes, Trials, alpha);

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) => Binomial.AtMost(Successes, Trials, value);

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => Binomial.AtLeast(Successes, Trials, value);
}

/// <summary>
/// F1 = 2F*/(1 + F*) through the binomial proportion F* = TP/(TP + FP + FN) (Hand, Christen &amp; Kirielle, "F*: an
/// interpretable transformation of the F-measure", Machine Learning 110, 2021).
/// </summary>
/// <param name="Star">The evidence about F*.</param>
public sealed record F1Evidence(ProportionEvidence Star) : Evidence
{
    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha)
    {
        Interval star = Star.IntervalAt(alpha);
        return new Interval(FromStar(star.Lower), FromStar(star.Upper));
    }

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) => Star.ChanceOfSoLow(ToStar(value));

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => Star.ChanceOfSoHigh(ToStar(value));

    private static double FromStar(double star) => 2 * star / (1 + star);

    private static double ToStar(double f1) => f1 / (2 - f1);
}

/// <summary>A value strictly between 0 and 1 that is about normal on the logit scale, such as a ROC area.</summary>
/// <param name="Estimate">The estimate, above 0 and below 1.</param>
/// <param name="StandardError">Its standard error on its own scale, above 0.</param>
public sealed record LogitEvidence(double Estimate, double StandardError) : Evidence
{
    private double Spread => StandardError / (Estimate * (1 - Estimate));

    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha)
    {
        double reach = -Normal.Quantile(alpha) * Spread;
        return new Interval(Logistic(Logit(Estimate) - reach), Logistic(Logit(Estimate) + reach));
    }

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) => Normal.Cdf((Logit(Estimate) - Logit(value)) / Spread);

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => Normal.UpperTail((Logit(Estimate) - Logit(value)) / Spread);

    private static double Logit(double p) => Math.Log(p / (1 - p));

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary>
/// A mean of many rows, about normal by the central limit theorem; its interval is cut to the range of the metric. Where the rows
/// are skewed, as losses are, their mean and its standard error vary together, so that one side errs too often: Hall's monotone
/// cubic transformation of the studentized mean takes that out (Hall, "On the removal of skewness by transformation", JRSS B 54,
/// 1992). Of log losses of 100 rows the upper end of a normal interval at α = 5 % missed the truth in 10 to 11 % of simulated
/// sets, with <see cref="Skewness"/> in 5 to 6 %. With few clusters the transformed mean has Student's distribution, by rule of thumb.
/// </summary>
/// <param name="Estimate">The mean.</param>
/// <param name="StandardError">Its standard error, above 0.</param>
/// <param name="Maximum">The largest possible value.</param>
/// <param name="Minimum">The smallest possible value.</param>
public sealed record MeanEvidence(double Estimate, double StandardError, double Maximum, double Minimum = 0) : Evidence
{
    /// <summary>The skewness of the mean (<see cref="Statistics.Skewness.OfMean"/>); 0: none, the normal interval.</summary>
    public double Skewness { get; init; }

    /// <summary>The degrees of freedom of the standard error; ∞ for the normal distribution.</summary>
    public double DegreesOfFreedom { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha)
    {
        double z = StudentT.UpperQuantile(alpha, DegreesOfFreedom);
        return new Interval(
            Math.Max(Minimum, Estimate - StandardError * Studentized(z)), Math.Min(Maximum, Estimate - StandardError * Studentized(-z)));
    }

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) => StudentT.Cdf(Transformed((Estimate - value) / StandardError), DegreesOfFreedom);

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => StudentT.UpperTail(Transformed((Estimate - value) / StandardError), DegreesOfFreedom);

    // t + γt²/3 + γ²t³/27 + γ/6, of which 1 + γt/3 cubed is a part.
    private double Transformed(double t) => t + Skewness * (t * t / 3 + Skewness * t * t * t / 27 + 1.0 / 6);

    // Its inverse, 3((1 + y)^⅓ − 1)/γ at y = γ(x − γ/6), without cancellation where γ is small.
    private double Studentized(double x)
    {
        if (Skewness == 0)
            return x;
        double root = Math.Cbrt(1 + Skewness * (x - Skewness / 6));
        return 3 * (x - Skewness / 6) / (root * root + root + 1);
    }
}

/// <summary>
/// A mean of rows that were all the same, such as a ROC area of 1: a share 1 − α^(1/n) of other rows may have been missed
/// (<see cref="AllSame"/>), at worst at an end of the range. So the lower bound of a ROC area of 1 is α^(1/n), its upper bound 1.
/// </summary>
/// <param name="Estimate">The common value.</param>
/// <param name="Rows">The rows that were the same; of a ROC area the rows of the smaller class.</param>
/// <param name="Maximum">The largest possible value of a row.</param>
/// <param name="Minimum">The smallest possible value of a row.</param>
public sealed record ConstantEvidence(double Estimate, long Rows, double Maximum, double Minimum = 0) : Evidence
{
    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha) =>
        new(Minimum + (Estimate - Minimum) * AllSame.Kept(Rows, alpha), Estimate + (Maximum - Estimate) * AllSame.Lost(Rows, alpha));

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) =>
        value <= Estimate ? 1 : Math.Pow((Maximum - value) / (Maximum - Estimate), Rows);

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => value >= Estimate ? 1 : Math.Pow((value - Minimum) / (Estimate - Minimum), Rows);
}
