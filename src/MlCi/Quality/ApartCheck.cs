using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>Finds what must not be in train and holdout at once: entities in both, times that overlap.</summary>
public static class ApartCheck
{
    /// <summary>Finds rows of the holdout whose entity has rows in the training data.</summary>
    /// <param name="rule">The rule; its column is in both files.</param>
    /// <param name="data">The data.</param>
    public static Finding? Entities(ApartRule rule, SplitData data)
    {
        Column here = data.Holdout.Column(rule.Column), there = data.Train.Column(rule.Column);
        var train = new EqualRows(FeatureHashes.Of(data.Train, [rule.Column], cores: 1));
        int[] twins = Array.ConvertAll(FeatureHashes.Of(data.Holdout, [rule.Column], cores: 1), train.Find);
        long count = 0;
        HashSet<int> entities = [];
        List<Sighting> first = [];
        for (int row = 0; row < twins.Length; row++)
        {
            if (twins[row] < 0 || here.IsMissing(row))
                continue;
            entities.Add(twins[row]);
            if (count++ < Finding.MaximumListed)
                first.Add(Sightings.At(data.Holdout, row, $"{here.Text(row)}, as {Sightings.PlaceOf(data.Train, train.FirstOf(twins[row]))}"));
        }

        return count == 0 ? null : new Finding(
            "entity", data.Holdout.File, there.Name, "each one's rows in one file only", count, data.Holdout.RowCount, first, rule.Force.Place)
        {
            Blocks = rule.Force.Blocks,
            Found = $"{RowShares.Of(count, data.Holdout.RowCount)} of {(entities.Count == 1 ? "one entity, which has" : $"{Numerals.Count(entities.Count)} entities, which have")} rows in {data.Train.File}, too",
        };
    }

    /// <summary>Finds rows of the holdout that are not after all training data.</summary>
    /// <param name="rule">The rule; its column is in both files.</param>
    /// <param name="data">The data.</param>
    public static Finding? Times(ApartRule rule, SplitData data)
    {
        foreach (Table table in new[] { data.Train, data.Holdout })
        {
            if (TimeValues.Of(table.Column(rule.Column)) is null)
                return Of(table, table.RowCount, [], "text", "dates, times or numbers");
        }

        double[] before = TimeValues.Of(data.Train.Column(rule.Column))!, after = TimeValues.Of(data.Holdout.Column(rule.Column))!;
        int last = -1;
        for (int row = 0; row < before.Length; row++)
        {
            if (!double.IsNaN(before[row]) && (last < 0 || before[row] > before[last]))
                last = row;
        }

        if (last < 0)
            return Of(data.Train, data.Train.RowCount, [], "no time in any row", "dates, times or numbers");
        long count = 0;
        List<Sighting> first = [];
        for (int row = 0; row < after.Length; row++)
        {
            // What has no time cannot be said to be later.
            if (after[row] > before[last])
                continue;
            if (count++ < Finding.MaximumListed)
                first.Add(Sightings.At(data.Holdout, row, data.Holdout.Column(rule.Column).Text(row)));
        }

        string end = data.Train.Column(rule.Column).Text(last)!;
        return count == 0 ? null : Of(
            data.Holdout, count, first, $"{RowShares.Of(count, data.Holdout.RowCount)} that are not after '{end}', the end of {data.Train.File}", "the holdout to begin after the training data end");

        Finding Of(Table table, long broken, List<Sighting> shown, string found, string expected) =>
            new("time", table.File, rule.Column, expected, broken, table.RowCount, shown, rule.Force.Place) { Blocks = rule.Force.Blocks, Found = found };
    }
}
