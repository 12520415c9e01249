namespace MlCi.Statistics;

/// <summary>The scale on which an estimate is about normal.</summary>
public enum Scale
{
    /// <summary>Its own: functions of the confusion cells, and differences.</summary>
    Plain,

    /// <summary>ln(x/(1 − x)): ROC areas.</summary>
    Logit,

    /// <summary>artanh x: correlations.</summary>
    Fisher,

    /// <summary>−ln(1 − x): shares of variance explained, which have no least value.</summary>
    LogOfRest,
}

/// <summary>
/// A value that is about normal on some scale, with a standard error of few or many degrees of freedom; its interval is cut to
/// the range of the metric.
/// </summary>
/// <param name="Estimate">The estimate, inside the scale's range.</param>
/// <param name="StandardError">Its standard error on its own scale, above 0.</param>
/// <param name="DegreesOfFreedom">Those of the standard error; ∞ for the normal distribution.</param>
/// <param name="Scale">The scale.</param>
/// <param name="Minimum">The smallest possible value.</param>
/// <param name="Maximum">The largest possible value.</param>
public sealed record ScaledEvidence(
    double Estimate, double StandardError, double DegreesOfFreedom, Scale Scale, double Minimum, double Maximum) : Evidence
{
    private double Spread => StandardError * Scale switch
    {
        Scale.Logit => 1 / (Estimate * (1 - Estimate)),
        Scale.Fisher => 1 / ((1 - Estimate) * (1 + Estimate)),
        Scale.LogOfRest => 1 / (1 - Estimate),
        _ => 1,
    };

    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha)
    {
        double reach = StudentT.UpperQuantile(alpha, DegreesOfFreedom) * Spread;
        return new Interval(
            Math.Max(Minimum, From(To(Estimate) - reach)),
            Math.Min(Maximum, From(To(Estimate) + reach)));
    }

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) => StudentT.Cdf((To(Estimate) - To(value)) / Spread, DegreesOfFreedom);

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => StudentT.UpperTail((To(Estimate) - To(value)) / Spread, DegreesOfFreedom);

    private double To(double value) => Scale switch
    {
        Scale.Logit => Math.Log(value / (1 - value)),
        Scale.Fisher => Math.Atanh(value),
        Scale.LogOfRest => -Math.Log(1 - value),
        _ => value,
    };

    private double From(double scaled) => Scale switch
    {
        Scale.Logit => 1 / (1 + Math.Exp(-scaled)),
        Scale.Fisher => Math.Tanh(scaled),
        Scale.LogOfRest => 1 - Math.Exp(-scaled),
        _ => scaled,
    };
}
