using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Tests.Metrics;

/// <summary>Random rows with ties, two models and two partitions, one of which leaves rows out.</summary>
internal sealed record SampleRows(PredictionSet Challenger, PredictionSet Champion, RowGroups First, RowGroups Second)
{
    public static SampleRows Make(int seed, int least = 200)
    {
        var random = new Random(seed);
        int n = least + random.Next(200);
        int digits = random.Next(1, 8);
        int[] rows = [.. Enumerable.Range(0, n)];
        bool[] labels = [.. rows.Select(_ => random.NextDouble() < .4)];
        double[] Scores() => [.. rows.Select(_ => Math.Round(random.NextDouble(), digits))];
        return new SampleRows(
            new PredictionSet(labels, Scores(), .5), new PredictionSet(labels, Scores(), .45),
            new RowGroups([.. rows.Select(_ => random.Next(4))], 5), new RowGroups([.. rows.Select(_ => random.Next(4) - 1)], 3));
    }

    public SampleRows Take(int[] rows) => new(Challenger.Take(rows), Champion.Take(rows), First.Take(rows), Second.Take(rows));

    public PredictionStatistics Statistics(int cores = 1) => PredictionStatistics.Of(Challenger, Champion, [First, Second], Measures.All, cores);

    /// <summary>Everything in one list, in a fixed order.</summary>
    public static IReadOnlyList<PairedStatistics> Flat(PredictionStatistics all) => [all.Whole, .. all.Groups.SelectMany(group => group)];
}
