namespace MlCi.Statistics;

/// <summary>
/// The root of a mean of squares: the interval of the mean (<see cref="MeanEvidence"/>), rooted, as its skewness is known on its own
/// scale. Of squares of lognormal errors (σ ½) of 300 rows the upper end of an interval on the log scale, at α = 5 %, missed the
/// truth in 12 % of simulated sets, this one in 8 %.
/// </summary>
/// <param name="Estimate">The root, above 0.</param>
/// <param name="StandardError">Its standard error by the delta method, above 0.</param>
/// <param name="Skewness">The skewness of the mean square.</param>
/// <param name="DegreesOfFreedom">Those of the standard error; ∞ for the normal distribution.</param>
public sealed record RootEvidence(double Estimate, double StandardError, double Skewness, double DegreesOfFreedom) : Evidence
{
    // In units of itself, so that no square leaves the range of numbers.
    private MeanEvidence Square =>
        new(1, 2 * (StandardError / Estimate), double.PositiveInfinity) { Skewness = Skewness, DegreesOfFreedom = DegreesOfFreedom };

    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha)
    {
        Interval square = Square.IntervalAt(alpha);
        return new Interval(Estimate * Math.Sqrt(square.Lower), Estimate * Math.Sqrt(square.Upper));
    }

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) => Square.ChanceOfSoLow(value / Estimate * (value / Estimate));

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => Square.ChanceOfSoHigh(value / Estimate * (value / Estimate));
}
