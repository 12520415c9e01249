using MathNet.Numerics.RootFinding;

namespace MlCi.Statistics;

/// <summary>A proportion with its weight in a sum.</summary>
/// <param name="Weight">What it counts, not 0.</param>
/// <param name="Rate">The proportion.</param>
public sealed record WeightedRate(double Weight, ProportionEvidence Rate);

/// <summary>
/// A weighted sum of proportions, by the method of variance estimates recovery: the squared distances of the parts' own limits
/// add up as variances do (Zou &amp; Donner, "Construction of confidence limits about effect measures: a general approach",
/// Statistics in Medicine 27, 2008; with correlation: Zou, Huang &amp; Zhang, Computational Statistics &amp; Data Analysis 53,
/// 2009). The limits are <see cref="ClopperPearson"/>'s, so that an empty cell and a proportion of 1 still have a width.
/// </summary>
/// <param name="Offset">What is added to the sum.</param>
/// <param name="Rates">The proportions, at least one.</param>
/// <param name="ShareRows">Whether they are cells of the same rows (multinomial), else of rows of their own (independent).</param>
/// <param name="Minimum">The smallest possible value.</param>
/// <param name="Maximum">The largest possible value.</param>
public sealed record CombinedRatesEvidence(double Offset, WeightedRate[] Rates, bool ShareRows, double Minimum, double Maximum) : Evidence
{
    // Beyond, a normal tail is no longer a number.
    private const double LargestZ = 37;

    private double Estimate => Offset + Rates.Sum(one => one.Weight * Share(one));

    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha)
    {
        Interval whole = Uncut(alpha);
        return new Interval(Math.Max(Minimum, whole.Lower), Math.Min(Maximum, whole.Upper));
    }

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) =>
        value <= Estimate ? 1 : value > Maximum ? 0 : Chance(alpha => Uncut(alpha).Upper - value);

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) =>
        value >= Estimate ? 1 : value < Minimum ? 0 : Chance(alpha => value - Uncut(alpha).Lower);

    /// <inheritdoc/>
    public bool Equals(CombinedRatesEvidence? other) =>
        other is not null && (Offset, ShareRows, Minimum, Maximum) == (other.Offset, other.ShareRows, other.Minimum, other.Maximum)
        && Rates.SequenceEqual(other.Rates);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Offset, Rates.Length, Rates[0]);

    // Chances are sought on these ends: those that are cut say nothing of the level at which they reached the end of the range.
    private Interval Uncut(double alpha)
    {
        Interval[] parts = [.. Rates.Select(one => Weighted(one, alpha))];
        double[] below = [.. Rates.Select((one, i) => one.Weight * Share(one) - parts[i].Lower)];
        double[] above = [.. Rates.Select((one, i) => parts[i].Upper - one.Weight * Share(one))];
        return new Interval(Estimate - Reach(below) + 0.0, Estimate + Reach(above) + 0.0);
    }

    private static double Share(WeightedRate one) => (double)one.Rate.Successes / one.Rate.Trials;

    private static Interval Weighted(WeightedRate one, double alpha)
    {
        Interval rate = one.Rate.IntervalAt(alpha);
        return one.Weight > 0
            ? new Interval(one.Weight * rate.Lower, one.Weight * rate.Upper)
            : new Interval(one.Weight * rate.Upper, one.Weight * rate.Lower);
    }

    private double Reach(double[] distances)
    {
        double sum = 0;
        for (int i = 0; i < distances.Length; i++)
        {
            sum += distances[i] * distances[i];
            for (int j = 0; ShareRows && j < i; j++)
                sum += 2 * Correlation(Rates[i], Rates[j]) * distances[i] * distances[j];
        }

        return Math.Sqrt(Math.Max(0, sum));
    }

    // Of two cells of one multinomial; the weights' signs turn it.
    private static double Correlation(WeightedRate a, WeightedRate b)
    {
        double odds = Share(a) * Share(b) / ((1 - Share(a)) * (1 - Share(b)));
        return odds > 0 && double.IsFinite(odds) ? -Math.Sign(a.Weight) * Math.Sign(b.Weight) * Math.Sqrt(odds) : 0;
    }

    // The level at which an end of the interval comes to lie on the value, sought on the normal scale; ½ stands for all above.
    private static double Chance(Func<double, double> distance)
    {
        double At(double z) => distance(Normal.UpperTail(z));
        if (At(0) >= 0)
            return .5;
        return Brent.TryFindRoot(At, 0, LargestZ, 1e-13, 200, out double z) ? Normal.UpperTail(z) : 0;
    }
}
