using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>Holds the share of each class against limits.</summary>
public static class BalanceCheck
{
    /// <summary>The classes that are too rare or too frequent in a file; one of another file that it lacks is too rare, too.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="data">The data.</param>
    public static IEnumerable<Finding> Check(BalanceRule rule, SplitData data)
    {
        Drift.Categories classes = Drift.Categories.Of(data.Train.Column(data.Label), data.Holdout.Column(data.Label));
        foreach ((Table table, Drift.Histogram counts) in new[] { (data.Train, classes.Reference), (data.Holdout, classes.Current) })
        {
            long labelled = counts.Present;
            for (int i = 0; i < classes.Names.Count && labelled > 0; i++)
            {
                // A level that no row of either has is no class.
                if (classes.Reference.Counts[i] + classes.Current.Counts[i] == 0)
                    continue;
                // A class that the training data lack is a label of the holdout.
                if (data.HidesLabels && classes.Reference.Counts[i] == 0)
                    continue;
                double share = (double)counts.Counts[i] / labelled;
                if (share >= rule.Minimum && share <= rule.Maximum)
                    continue;
                yield return new Finding(
                    "balance", table.File, data.Label, $"{Numerals.ExactPercent(rule.Minimum)} to {Numerals.ExactPercent(rule.Maximum)}", counts.Counts[i], labelled, [], rule.Force.Place)
                {
                    Blocks = rule.Force.Blocks,
                    Found = $"class '{InertText.Of(classes.Names[i])}' in {RowShares.Of(counts.Counts[i], labelled)}",
                };
            }
        }
    }
}
