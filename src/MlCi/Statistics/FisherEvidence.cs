namespace MlCi.Statistics;

/// <summary>
/// A correlation that is about normal on Fisher's z scale, artanh r: so the Matthews coefficient keeps its level where the plain
/// delta method does not (Itaya, Tamura, Hayashi &amp; Yamamoto, "Asymptotic properties of Matthews correlation coefficient",
/// Statistics in Medicine 44, 2025). In simulations at α = 5 % an end missed the truth in 4 to 6.5 % of the sets. Far out it errs
/// more often than it says: at α/120 up to 2 times as often of 110 rows, 1.5 times of 1,000, 1.1 times of 3,000.
/// </summary>
/// <param name="Estimate">The estimate, above −1 and below 1.</param>
/// <param name="StandardError">Its standard error on its own scale, above 0.</param>
public sealed record FisherEvidence(double Estimate, double StandardError) : Evidence
{
    private double Spread => StandardError / ((1 - Estimate) * (1 + Estimate));

    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha)
    {
        double reach = -Normal.Quantile(alpha) * Spread;
        return new Interval(Math.Tanh(Math.Atanh(Estimate) - reach), Math.Tanh(Math.Atanh(Estimate) + reach));
    }

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) => Normal.Cdf((Math.Atanh(Estimate) - Math.Atanh(value)) / Spread);

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => Normal.UpperTail((Math.Atanh(Estimate) - Math.Atanh(value)) / Spread);
}
