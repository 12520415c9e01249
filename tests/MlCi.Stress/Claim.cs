using MlCi.Statistics;

namespace MlCi.Stress;

/// <summary>How often something happened in a simulation, and how often it may.</summary>
/// <param name="Count">The replicates in which it happened.</param>
/// <param name="Replicates">All replicates.</param>
/// <param name="AtLeast">The probability that it must have, at least.</param>
/// <param name="AtMost">The probability that it may have, at most.</param>
public sealed record Claim(long Count, long Replicates, double AtLeast = 0, double AtMost = 1)
{
    /// <summary>
    /// A bound counts as broken where the count would be this unlikely, were the probability just at the bound. Seeds are fixed,
    /// so a true claim that holds once holds always; the level says how far off a false one must be to be seen.
    /// </summary>
    public const double Level = 1e-4;

    public double Share => (double)Count / Replicates;

    public bool Holds => Replicates > 0
        && Binomial.AtLeast(Count, Replicates, AtMost) >= Level && Binomial.AtMost(Count, Replicates, AtLeast) >= Level;

    public override string ToString()
    {
        string bounds = (AtLeast > 0 ? $" ≥{100 * AtLeast:0.###}" : "") + (AtMost < 1 ? $" ≤{100 * AtMost:0.###}" : "");
        return $"{(AtMost < .005 ? $"{100 * Share:0.000}" : $"{100 * Share:0.00}")}{bounds}{(Holds ? "" : " BROKEN")}";
    }
}
