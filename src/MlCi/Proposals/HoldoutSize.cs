using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;

namespace MlCi.Proposals;

/// <summary>How many rows a holdout should have, and what so many can tell.</summary>
public static class HoldoutSize
{
    private const double UsualShare = .3;
    private const double MostShare = .5;
    // Entities of unequal size say less than their count.
    private const double Unequal = 1.2;
    private const double FineMargin = .005;
    private const double Alpha = .05;
    private const double Power = .8;

    /// <summary>
    /// The share of the rows: 30 %, of very many rows as many as tell 0.005 of a rate, and up to one half where the rarest class would
    /// have fewer rows than the interval of an AUC needs, or where there would be fewer entities than that of a mean loss needs.
    /// </summary>
    /// <param name="rows">The rows that there are.</param>
    /// <param name="label">The label.</param>
    /// <param name="entities">The entities that rows belong to; null: each row stands for itself.</param>
    public static double Share(int rows, ProposedLabel label, int? entities = null)
    {
        double most = Plan(.5).Rows(FineMargin)!.Value;
        double share = Math.Min(UsualShare, most / rows);
        if (label.Task == PredictionTask.Binary)
            share = AtLeast((double)MetricEstimator.LeastMinorityForAuc / label.Classes.Min(one => one.Rows));
        return entities is { } groups ? AtLeast(Unequal * Requirement.LeastClustersForMeans / groups) : share;

        double AtLeast(double needed) => Math.Max(share, Math.Min(needed, MostShare));
    }

    /// <summary>What a number of rows can tell, in words: the margin of a rate, as <c>mlci holdout plan</c> has it.</summary>
    /// <param name="rows">The rows of the holdout.</param>
    /// <param name="rate">The planned rate, such as the share of the largest class.</param>
    public static string Tells(int rows, double rate)
    {
        double margin = Plan(Math.Clamp(rate, .5, .99)).Margin(rows);
        return $"{Numerals.Count(rows, "rows")} tell an accuracy near {Numerals.Of(rate)} from a limit that is {Numerals.Of(margin)} below it";
    }

    private static HoldoutPlan Plan(double rate) => new(HoldoutMode.Track, 1, Alpha, Power, new RowSpread(SpreadKind.Rate, rate));
}
