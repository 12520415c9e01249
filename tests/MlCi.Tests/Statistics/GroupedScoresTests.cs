using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>One walk over the rows of all groups finds what each group's rows have by themselves, by slower ways.</summary>
public sealed class GroupedScoresTests
{
    private const int Count = 240;
    private static readonly bool[] Labels = [.. Enumerable.Range(0, Count).Select(row => row * 7919 % 11 < 4)];
    private static readonly double[] First = [.. Enumerable.Range(0, Count).Select(row => Score(row, 31, 97, .2))];
    private static readonly double[] Second = [.. Enumerable.Range(0, Count).Select(row => Score(row, 17, 23, .3))];

    // Five partitions take two walks: all rows, groups of many sizes with one empty and rows in none, groups of one class, one row.
    private static readonly RowGroups?[] Partitions =
    [
        null,
        new([.. Enumerable.Range(0, Count).Select(row => row % 9 - 1)], 10),
        new([.. Enumerable.Range(0, Count).Select(row => Labels[row] ? 1 : row % 2 * 2)], 3),
        new([.. Enumerable.Range(0, Count).Select(row => row * row % 7)], 7),
        new([.. Enumerable.Range(0, Count).Select(row => row < 3 ? row : -1)], 3),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void PairedGroups_HaveWhatTheirRowsHave(int cores) => ForEachGroup(RocRows.Of(Labels, First, Second, cores), cores, (rows, found) =>
    {
        bool[] labels = [.. rows.Select(row => Labels[row])];
        double[] first = [.. rows.Select(row => First[row])], second = [.. rows.Select(row => Second[row])];
        Assert.Equal(Sums(labels, first, second), found.Roc);
        Check(labels, first, found.Precision.First);
        Check(labels, second, found.Precision.Second);
        if (!labels.Contains(true))
            return;
        double[] differences = [.. Influences(labels, first).Zip(Influences(labels, second), (a, b) => a - b)];
        Variance(differences, found.Precision.DifferenceVariance);
    });

    [Fact]
    public void GroupsOfOneScore_HaveWhatTheirRowsHave() => ForEachGroup(RocRows.Of(Labels, First, second: null, 1), 1, (rows, found) =>
    {
        bool[] labels = [.. rows.Select(row => Labels[row])];
        double[] scores = [.. rows.Select(row => First[row])];
        RocSums sums = Sums(labels, scores, new double[rows.Length]);
        Assert.Equal((sums.Positives.Rows, sums.Positives.A, sums.Positives.AA), (found.Roc.Positives.Rows, found.Roc.Positives.A, found.Roc.Positives.AA));
        Assert.Equal((sums.Negatives.Rows, sums.Negatives.A, sums.Negatives.AA), (found.Roc.Negatives.Rows, found.Roc.Negatives.A, found.Roc.Negatives.AA));
        Check(labels, scores, found.Precision.First);
        Assert.Equal((default, 0), (found.Precision.Second, found.Precision.DifferenceVariance));

        CalibrationSlope? slope = CalibrationSlope.Of(labels, scores, 1e-12);
        Assert.Equal(slope is null, found.Slope is null);
        if (slope is null)
            return;
        Assert.Equal(slope.Value.Slope, found.Slope!.Value.Slope, 1e-9);
        Assert.Equal(slope.Value.StandardError, found.Slope!.Value.StandardError, 1e-9);
    });

    [Fact]
    public void WhatIsNotWanted_IsNotThere()
    {
        ScoreStatistics roc = GroupedScores.Of(RocRows.Of(Labels, First, Second, 1), new ScoreMeasures(Roc: true));
        ScoreStatistics slope = GroupedScores.Of(RocRows.Of(Labels, First, Second, 1), new ScoreMeasures(Logits: new double[Count]));

        Assert.Equal((default, null), (roc.Precision, roc.Slope));
        Assert.Equal((default, default), (slope.Roc, slope.Precision));
        Assert.True(double.IsNaN(slope.Slope!.Value.Slope));
        Assert.Equal(roc.Roc, GroupedScores.Of(RocRows.Of(Labels, First, Second, 1), new ScoreMeasures(Precision: true)).Roc);
    }

    [Theory]
    [InlineData(new[] { .5, .5, .5 }, true)]
    [InlineData(new[] { .5, .5, .6 }, false)]
    [InlineData(new[] { .6, .5, .5 }, false)]
    public void EqualScores_AreConstant(double[] scores, bool expected)
    {
        bool[] labels = [true, false, true];
        ScoreStatistics found = GroupedScores.Of(RocRows.Of(labels, scores, (double[])[1, 2, 3], 1), new ScoreMeasures(Precision: true));
        ScoreStatistics turned = GroupedScores.Of(RocRows.Of(labels, (double[])[1, 2, 3], scores, 1), new ScoreMeasures(Precision: true));

        Assert.Equal((expected, false), (found.Precision.First.IsConstant, found.Precision.Second.IsConstant));
        Assert.Equal((expected, false), (found.Roc.IsFirstConstant, found.Roc.IsSecondConstant));
        Assert.Equal((false, expected), (turned.Precision.First.IsConstant, turned.Precision.Second.IsConstant));
        Assert.Equal((false, expected), (turned.Roc.IsFirstConstant, turned.Roc.IsSecondConstant));
        Assert.True(AveragePrecision.Of([true], [.5]).IsConstant);
    }

    [Fact]
    public void PerfectScores_HaveNoVariance()
    {
        double[] perfect = [.. Labels.Select((label, row) => label ? 1 + row : -(double)row)];
        PairedPrecision both = GroupedScores.Of(
            RocRows.Of(Labels, perfect, Array.ConvertAll(perfect, score => score * 2), 1), new ScoreMeasures(Precision: true)).Precision;
        PairedPrecision one = GroupedScores.Of(RocRows.Of(Labels, perfect, First, 1), new ScoreMeasures(Precision: true)).Precision;

        Assert.Equal((1, 0, 0), (both.First.Value, both.First.Variance, both.DifferenceVariance));
        Assert.Equal((0, true), (one.First.Variance, one.DifferenceVariance > 0));
        Assert.Equal(one.Second.Variance, one.DifferenceVariance, 1e-10);
    }

    // Logits of 1e-12 to 1 − 1e-12, with ties and a share of positives that grows with the score.
    private static double Score(int row, int step, int levels, double pull) =>
        Math.Clamp(row * step % levels / (levels * (1 + pull)) + (Labels[row] ? pull / 2 : 0), 1e-12, 1 - 1e-12);

    private static void ForEachGroup(RocRows rows, int cores, Action<int[], ScoreStatistics> check)
    {
        double[]? logits = rows.IsPaired ? null : LabelledLogits.Of(rows, First, 1e-12);
        ScoreStatistics[][] found = GroupedScores.Of(rows, Partitions, new ScoreMeasures(Roc: true, Precision: true, Logits: logits), cores);

        Assert.Equal((Count, Partitions.Length), (rows.Count, found.Length));
        for (int partition = 0; partition < Partitions.Length; partition++)
        {
            var grouped = GroupedRows.Of(Partitions[partition], Count);
            Assert.Equal(Partitions[partition]?.Count ?? 1, found[partition].Length);
            for (int group = 0; group < found[partition].Length; group++)
                check(grouped.Of(group).ToArray(), found[partition][group]);
        }
    }

    private static RocSums Sums(bool[] labels, double[] first, double[] second)
    {
        PairedTotals Of(bool label)
        {
            int[] own = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == label)];
            int[] others = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] != label)];
            long[] a = [.. own.Select(row => Below(first, row, others))], b = [.. own.Select(row => Below(second, row, others))];
            return new PairedTotals(own.Length, a.Sum(), b.Sum(), a.Sum(x => x * x), a.Zip(b, (x, y) => x * y).Sum(), b.Sum(x => x * x));
        }

        return new RocSums(Of(true), Of(false));
    }

    private static long Below(double[] scores, int row, int[] others) =>
        others.Sum(other => scores[other] < scores[row] ? 2L : scores[other] == scores[row] ? 1 : 0);

    private static double[] Influences(bool[] labels, double[] scores) =>
        WeightedPrecision.Of(labels, scores, Sampling.Plain(labels.Length)).Value.Influences;

    private static void Check(bool[] labels, double[] scores, AveragePrecision found)
    {
        Assert.Equal((labels.Length, labels.Count(label => label)), (found.Rows, found.Positives));
        Assert.Equal(Math.Min(found.Positives, found.Rows - found.Positives), found.Minority);
        if (!labels.Contains(true))
        {
            Assert.True(double.IsNaN(found.Value) && double.IsNaN(found.Variance));
            return;
        }

        (Linearised expected, double bias) = WeightedPrecision.Of(labels, scores, Sampling.Plain(labels.Length));
        Assert.Equal(expected.Value, found.Value, 1e-13);
        Assert.Equal(bias, found.Bias, 1e-13);
        Assert.Equal(scores.Distinct().Count() == 1, found.IsConstant);
        Variance(expected.Influences, found.Variance);
    }

    private static void Variance(double[] influences, double found)
    {
        double n = influences.Length;
        double expected = influences.Sum(influence => influence * influence) / n / (n - 1);
        if (n > 1)
            Assert.Equal(expected, found, 1e-7 * (expected + 1e-3));
    }
}
