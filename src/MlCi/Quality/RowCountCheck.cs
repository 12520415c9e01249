using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>
/// Holds numbers of rows against limits and against the accepted data: those of the pipeline's last whole Gate that passed. Only a
/// passed verdict says that data were good enough to decide by; what a failed run saw is no measure.
/// </summary>
public static class RowCountCheck
{
    /// <summary>What is wrong with the number of rows.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="data">The data.</param>
    public static IEnumerable<Finding> Check(RowCountRule rule, SplitData data)
    {
        Data.Table table = rule.OfHoldout ? data.Holdout : data.Train;
        if (table.RowCount < rule.Minimum || table.RowCount > rule.Maximum)
            yield return Of(Limits.Words(rule.Minimum, rule.Maximum), Numerals.Count(table.RowCount, "rows"), rule.Force.Blocks);
        if (rule.Change is not { } change)
            yield break;
        if (data.Accepted is not { } accepted)
        {
            yield return Of("the number of rows of accepted data to compare with, which the first Gate that passes leaves in .mlci/accepted", "none", blocks: false);
            yield break;
        }

        long before = rule.OfHoldout ? accepted.Holdout : accepted.Train;
        if (Math.Abs(table.RowCount - before) > change * before)
        {
            yield return Of(
                $"{Numerals.Count((long)Math.Ceiling(before * (1 - Math.Min(1, change))))} to {Numerals.Count((long)Math.Floor(before * (1 + change)))}, within {Numerals.ExactPercent(change)} of the {Numerals.Count(before)} that were accepted last",
                Numerals.Count(table.RowCount, "rows"), rule.Force.Blocks);
        }

        Finding Of(string expected, string found, bool blocks) =>
            new("rows", table.File, null, expected, table.RowCount, table.RowCount, [], rule.Force.Place) { Blocks = blocks, Found = found };
    }
}
