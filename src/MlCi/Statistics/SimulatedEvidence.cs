namespace MlCi.Statistics;

/// <summary>
/// An unknown value by simulation: each replicate names the value that it would take for the data to be as they are. An end of
/// the interval is an order statistic of these, its p the share of those beyond, with the data counted as one more replicate
/// (Davison &amp; Hinkley, "Bootstrap Methods and their Application", 1997, section 4.2).
/// </summary>
/// <param name="ForLower">The replicates that bound the value from below, increasing.</param>
/// <param name="ForUpper">The replicates that bound it from above, increasing.</param>
public sealed record SimulatedEvidence(double[] ForLower, double[] ForUpper) : Evidence
{
    /// <inheritdoc/>
    public override Interval IntervalAt(double alpha)
    {
        int lower = Beyond(ForLower.Length, alpha);
        int upper = Beyond(ForUpper.Length, alpha);
        return new Interval(ForLower[lower], ForUpper[^(upper + 1)]);
    }

    /// <inheritdoc/>
    public override double ChanceOfSoLow(double value) => (1.0 + ForUpper.Length - First(ForUpper, value)) / (ForUpper.Length + 1);

    /// <inheritdoc/>
    public override double ChanceOfSoHigh(double value) => (1.0 + First(ForLower, Math.BitIncrement(value))) / (ForLower.Length + 1);

    /// <inheritdoc/>
    public bool Equals(SimulatedEvidence? other) =>
        other is not null && ForLower.AsSpan().SequenceEqual(other.ForLower) && ForUpper.AsSpan().SequenceEqual(other.ForUpper);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ForLower.Length, ForLower[0], ForUpper[^1]);

    // The replicates that an end leaves beyond it: as many as keep the p at or below alpha.
    private static int Beyond(int count, double alpha) => Math.Max(0, (int)Math.Floor(alpha * (count + 1)) - 1);

    // The number of replicates below a value.
    private static int First(double[] sorted, double value)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
