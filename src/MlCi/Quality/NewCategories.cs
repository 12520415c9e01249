using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>
/// Finds values of the holdout that no training row has. Where a rule names columns each one counts; by default only what a random
/// split would hardly leave on one side: all c rows of a value fall into the holdout with a chance of about its share to the power c.
/// </summary>
public static class NewCategories
{
    /// <summary>The chance, over all values of a column, that a random split is called out.</summary>
    public const double Level = .001;

    /// <summary>Checks a column that is no column of numbers.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="name">The column.</param>
    /// <param name="data">The data.</param>
    public static Finding? Check(NewCategoryRule rule, string name, SplitData data)
    {
        Column train = data.Train.Column(name), holdout = data.Holdout.Column(name);
        Drift.Categories both = Drift.Categories.Of(train, holdout);
        int values = Enumerable.Range(0, both.Names.Count).Count(i => both.Reference.Counts[i] + both.Current.Counts[i] > 0);
        HashSet<string> found = new(StringComparer.Ordinal);
        for (int i = 0; i < both.Names.Count; i++)
        {
            if (both.Reference.Counts[i] == 0 && both.Current.Counts[i] > 0
                && (rule.Columns is not null || Chance(both.Current.Counts[i], data.Train.RowCount, data.Holdout.RowCount) * values <= Level))
                found.Add(both.Names[i]);
        }

        if (found.Count == 0)
            return null;
        long count = 0;
        List<Sighting> first = [];
        HashSet<string> shown = new(StringComparer.Ordinal);
        for (int row = 0; row < holdout.RowCount; row++)
        {
            if (holdout.Text(row) is not { } text || !found.Contains(text))
                continue;
            count++;
            if (first.Count < Finding.MaximumListed && shown.Add(text))
                first.Add(Sightings.At(data.Holdout, row, text));
        }

        string named = string.Join(", ", first.Select(one => $"'{InertText.Of(one.Value!)}'")) + (found.Count > first.Count ? " …" : "");
        return new Finding("new_categories", data.Holdout.File, name, "values that the training data have", count, data.Holdout.RowCount, first, rule.Force.Place)
        {
            Blocks = rule.Force.Blocks,
            Found = $"{(found.Count == 1 ? "the new value" : $"{Numerals.Count(found.Count)} new values")} {named} in {RowShares.Of(count, data.Holdout.RowCount)}",
        };
    }

    private static double Chance(long rows, double train, double holdout)
    {
        double chance = 1;
        for (long i = 0; i < rows && chance > 0; i++)
            chance *= (holdout - i) / (train + holdout - i);
        return chance;
    }
}
