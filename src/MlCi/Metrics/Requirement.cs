using System.Globalization;
using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Metrics;

/// <summary>How much there has to be of something for an interval to be trusted.</summary>
/// <param name="Found">How much there is; of unequal parts their effective number.</param>
/// <param name="What">Of what.</param>
/// <param name="Least">How much is needed.</param>
internal readonly record struct Requirement(double Found, string What, int Least)
{
    /// <summary>
    /// The clusters from which t quantiles can be trusted for shares and areas (Cameron &amp; Miller, "A practitioner's guide to
    /// cluster-robust inference", Journal of Human Resources 50, 2015: below 20 to 50 they are few).
    /// </summary>
    public const int LeastClusters = 30;

    /// <summary>The same for means of losses, which are skewed: in simulations their upper ends needed more.</summary>
    public const int LeastClustersForMeans = 50;

    // The effective number of equal parts is their count, but for rounding.
    private const double Rounding = 1e-9;

    public bool IsMet => Found >= Least * (1 - Rounding);

    /// <summary>Enough rows, and where they are clustered enough clusters.</summary>
    public static IEnumerable<Requirement> OfAll(Sampling sampling, int least, int leastClusters)
    {
        bool[] all = new bool[sampling.RowCount];
        Array.Fill(all, true);
        return OfPart(sampling, all, "rows", least, leastClusters);
    }

    /// <summary>Enough rows of a class or the like, and where they are clustered enough clusters that have some.</summary>
    public static IEnumerable<Requirement> OfPart(Sampling sampling, ReadOnlySpan<bool> part, string name, int least) =>
        OfPart(sampling, part, name, least, Math.Min(least, LeastClusters));

    /// <summary>The first that is not met, in words, with the rows at which all would be; null where all are.</summary>
    public static (string Text, long? Rows)? FirstUnmet(IReadOnlyList<Requirement> requirements, long rows)
    {
        Requirement[] unmet = [.. requirements.Where(requirement => !requirement.IsMet)];
        if (unmet.Length == 0)
            return null;
        // What is not there at all would not be in more rows of this mix either.
        double needed = unmet.Max(requirement => requirement.Found > 0 ? requirement.Least * rows / requirement.Found : double.PositiveInfinity);
        return ($"{unmet[0].Text}, expected at least {unmet[0].Least}", needed < 1e15 ? (long)Math.Ceiling(needed) : null);
    }

    private string Text
    {
        get
        {
            double whole = Math.Round(Found);
            return Math.Abs(Found - whole) <= Rounding * Found
                ? Numerals.Count((long)whole, What)
                : string.Create(CultureInfo.InvariantCulture, $"about {Math.Floor(Found):0} effective {What}");
        }
    }

    private static List<Requirement> OfPart(Sampling sampling, ReadOnlySpan<bool> part, string name, int least, int leastClusters)
    {
        List<Requirement> found = [new(sampling.EffectiveRows(part), name, least)];
        if (sampling.HasClusters)
            found.Add(new Requirement(sampling.EffectiveUnits(part), name == "rows" ? "clusters" : $"clusters with {name}", leastClusters));
        return found;
    }
}
