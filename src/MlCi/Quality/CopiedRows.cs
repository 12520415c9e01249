using MlCi.Data;
using MlCi.Findings;
using MlCi.Statistics;

namespace MlCi.Quality;

/// <summary>
/// Finds rows of the holdout whose features stand in the training data, told apart by whether their label does, too. Few features of
/// few values make twins honestly: so many, then, that a training row finds another one in the training data as often as a holdout row
/// does. That share is the measure, as it is what a row taken from the same population would find.
/// </summary>
public static class CopiedRows
{
    /// <summary>The share above which copies block by default: a metric can move by about as much as they are.</summary>
    public const double Harmful = .01;

    /// <summary>The chance that a random split is called out.</summary>
    public const double Level = .001;

    /// <summary>Checks the holdout.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="data">The data.</param>
    /// <param name="cores">The most threads to use.</param>
    public static Finding? Check(CopyRule rule, SplitData data, int cores)
    {
        // Whose rows they are is no feature: a copy may have got a new name.
        string[] features = [.. data.Features.Where(name => name != data.Cluster)];
        if (features.Length == 0)
            return null;
        var train = new EqualRows(FeatureHashes.Of(data.Train, features, cores));
        int[] twins = Array.ConvertAll(FeatureHashes.Of(data.Holdout, features, cores), train.Find);
        long count = twins.LongCount(twin => twin >= 0);
        if (count == 0)
            return null;
        Shares shares = Shares.Of(train, twins, count);
        bool isTooMany = rule.Maximum is { } most ? shares.OfHoldout > most : Normal.UpperTail(shares.Excess / shares.StandardError) <= Level;
        if (!isTooMany)
            return null;

        // Whether the twin has the same label tells the row's.
        bool[] isRelabelled = data.HidesLabels ? new bool[twins.Length] : Relabelled(train, twins, data);
        int relabelled = isRelabelled.Count(is_ => is_);
        string labels = data.HidesLabels ? "" : relabelled == 0 ? ", each with the same label" : $", {Numerals.Count(relabelled)} of them with another label";
        return new Finding(
            "copies", data.Holdout.File, null,
            rule.Maximum is { } maximum ? $"at most {Numerals.ExactPercent(maximum)}" : $"no larger a share than the {RowShares.Percent(shares.OfTrain)} of training rows that have such a twin among themselves",
            count, data.Holdout.RowCount, First(train, twins, isRelabelled, data), rule.Force?.Place)
        {
            Blocks = rule.Force?.Blocks ?? shares.Excess >= Harmful,
            Found = $"{RowShares.Of(count, data.Holdout.RowCount)} whose features stand in {data.Train.File}{labels}",
        };
    }

    private static bool[] Relabelled(EqualRows train, int[] twins, SplitData data)
    {
        bool[] isFound = new bool[train.Count];
        foreach (int twin in twins)
        {
            if (twin >= 0)
                isFound[twin] = true;
        }

        RowHash[] there = FeatureHashes.Of(data.Train, [data.Label], cores: 1), here = FeatureHashes.Of(data.Holdout, [data.Label], cores: 1);
        HashSet<(int Group, RowHash Label)> labels = [];
        for (int row = 0; row < there.Length; row++)
        {
            if (isFound[train.GroupOf[row]])
                labels.Add((train.GroupOf[row], there[row]));
        }

        bool[] relabelled = new bool[twins.Length];
        for (int row = 0; row < twins.Length; row++)
            relabelled[row] = twins[row] >= 0 && !labels.Contains((twins[row], here[row]));
        return relabelled;
    }

    private static List<Sighting> First(EqualRows train, int[] twins, bool[] isRelabelled, SplitData data)
    {
        List<Sighting> first = [];
        for (int row = 0; row < twins.Length && first.Count < Finding.MaximumListed; row++)
        {
            if (twins[row] < 0)
                continue;
            int twin = train.FirstOf(twins[row]);
            string label = isRelabelled[row] ? $", labelled {Label(data.Train, twin)} there and {Label(data.Holdout, row)} here" : "";
            first.Add(Sightings.At(data.Holdout, row, $"as {Sightings.PlaceOf(data.Train, twin)}{label}"));
        }

        return first;

        string Label(Table table, int row) => table.Column(data.Label).Text(row) is { } text ? $"'{text}'" : "nothing";
    }

    // Equal rows are found together or not at all, so they are one observation: variances are those of ratios of clusters.
    private readonly record struct Shares(double OfHoldout, double OfTrain, double StandardError)
    {
        public double Excess => OfHoldout - OfTrain;

        public static Shares Of(EqualRows train, int[] twins, long found)
        {
            double n = train.GroupOf.Length, m = twins.Length;
            int[] inHoldout = new int[train.Count];
            foreach (int twin in twins)
            {
                if (twin >= 0)
                    inHoldout[twin]++;
            }

            double doubled = 0;
            for (int group = 0; group < train.Count; group++)
                doubled += train.SizeOf(group) > 1 ? train.SizeOf(group) : 0;
            // One more of either kind keeps a share of all or none from having no variance.
            double ofHoldout = (found + 1) / (m + 2), ofTrain = (doubled + 1) / (n + 2);
            double variance = (m - found) * ofHoldout * ofHoldout / (m * m);
            for (int group = 0; group < train.Count; group++)
            {
                double size = train.SizeOf(group), here = inHoldout[group];
                double missed = (size > 1 ? 1 : 0) - ofTrain;
                variance += size * size * missed * missed / (n * n) + here * here * (1 - ofHoldout) * (1 - ofHoldout) / (m * m);
            }

            return new Shares(found / m, doubled / n, Math.Sqrt(variance));
        }
    }
}
