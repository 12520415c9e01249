using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Tests.Comparison;

public sealed class LinearisedSlicesTests
{
    [Fact]
    public void EachRule_HasTheWholeAndItsOwnSlices_AsIfComparedAlone()
    {
        const int Rows = 400;
        double[] truth = [.. Enumerable.Range(0, Rows).Select(row => row * 37 % 101 / 10.0)];
        var sampling = new Sampling(Rows, [.. truth.Select((_, row) => 1.0 + row % 3)], [.. truth.Select((_, row) => row / 2)]);
        NumberPredictions Off(int by) => new(truth, [.. truth.Select((value, row) => value + row * 7919 % by / 20.0)], sampling);
        (NumberPredictions champion, NumberPredictions challenger) = (Off(17), Off(23));
        SlicePartition[] partitions = [.. SlicePartition.Of([.. Cut("odd", 2), .. Cut("third", 3)], Rows)];
        CompareRule Rule(Metric metric, params string[] slices) =>
            new(metric, CompareRule.DefaultMargin(metric), Planned: 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 1)) { Slices = slices };
        CompareRule[] rules = [Rule(Metric.Mae, "third"), Rule(Metric.Rmse), Rule(Metric.R2, "third", "odd")];

        IReadOnlyList<ComparisonResult> found = LinearisedComparison.CompareAll(rules, champion, challenger, partitions, .05, .8);

        Slice[] slices = [.. partitions.SelectMany(partition => partition.ToSlices())];
        ComparisonResult[] expected =
        [
            .. rules.SelectMany(rule => slices.Where(slice => rule.Slices.Contains(slice.Rule))
                .Select(slice => LinearisedComparison.Compare(rule, champion.Take(slice.Rows), challenger.Take(slice.Rows), slice.Id, .05, .8))
                .Prepend(LinearisedComparison.Compare(rule, champion, challenger, slice: null, .05, .8))),
        ];
        Assert.Equal(11, found.Count);
        Assert.Equal(expected, found);
    }

    private static IEnumerable<Slice> Cut(string rule, int by) =>
        Enumerable.Range(0, by).Select(rest => new Slice(rule, $"{rest}", [.. Enumerable.Range(0, 400).Where(row => row % by == rest)]));
}
