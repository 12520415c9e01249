using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

/// <summary>Against statsmodels' logistic regression; see statistic_values.py.</summary>
public sealed class CalibrationSlopeTests
{
    // Among these are starts from the scores and from their constant mean, and steps that overshoot unless they are halved.
    [Fact]
    public void Slope_IsStatsmodels_HoweverFarTheScoresAreOff() => Assert.All(StatisticValues.All("slopes"), row =>
    {
        CalibrationSlope found = CalibrationSlope.Of(Labels(row.Numbers("labels")), row.Numbers("scores"), 1e-15)!.Value;

        Assert.Equal(row.Number("slope"), found.Slope, 1e-7 * (1e-3 + Math.Abs(row.Number("slope"))));
        Close.Equal(row.Number("error"), found.StandardError, 1e-6);
    });

    [Fact]
    public void Likelihood_AndItsDerivatives_AreSumsOfTheRows() => Assert.All(StatisticValues.All("likelihoods"), row =>
    {
        var logits = new LabelledLogits(row.Numbers("logits"), (int)row.Count("negatives"));
        double[] expected = row.Numbers("expected");
        LogisticLikelihood found = logits.Likelihood(row.Number("a"), row.Number("b"), withValue: true);
        LogisticLikelihood without = logits.Likelihood(row.Number("a"), row.Number("b"), withValue: false);

        Assert.Equal(row.Number("mean"), logits.Mean, 1e-14);
        Assert.Equal((row.Numbers("logits").Length, row.Numbers("logits").Length - (int)row.Count("negatives")), (logits.Count, logits.Positives));
        double[] actual = [found.Value, found.SlopeA, found.SlopeB, found.Weight, found.Products, found.Squares];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * (1 + Math.Abs(pair.First))));
        Assert.True(double.IsNaN(without.Value));
        Assert.Equal(found with { Value = 0 }, without with { Value = 0 });
    });

    [Theory]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { .1, .2, .3, .4 })]
    [InlineData(new[] { 1, 1, 0, 0 }, new[] { .1, .2, .3, .4 })]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { .1, .3, .3, .4 })]
    [InlineData(new[] { 1, 1, 0, 0 }, new[] { .1, .3, .3, .4 })]
    [InlineData(new[] { 1, 1, 1 }, new[] { .1, .3, .2 })]
    [InlineData(new[] { 0, 0, 0 }, new[] { .1, .3, .2 })]
    [InlineData(new[] { 0, 1 }, new[] { .3, .4 })]
    public void ScoreThatSeparatesTheClasses_HasNoSlope(int[] labels, double[] scores) =>
        Assert.Null(CalibrationSlope.Of([.. labels.Select(label => label == 1)], scores, 1e-15));

    [Theory]
    [InlineData(new[] { 0, 1, 0, 1 })]
    [InlineData(new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 0, 0, 0, 0 })]
    [InlineData(new[] { 1 })]
    public void ConstantScore_HasASlopeThatIsNoNumber(int[] labels)
    {
        CalibrationSlope? found = CalibrationSlope.Of(
            [.. labels.Select(label => label == 1)], [.. labels.Select(_ => .3)], 1e-15);

        Assert.True(double.IsNaN(found!.Value.Slope) && double.IsNaN(found.Value.StandardError));
    }

    [Fact]
    public void NoRows_HaveNoSlope() => Assert.Null(CalibrationSlope.Of([], [], 1e-15));

    // Two of the four corners differ, so that no three alike may stand for all.
    [Theory]
    [InlineData(new[] { .3, .3, .3, .4 }, 2)]
    [InlineData(new[] { .2, .3, .3, .3 }, 2)]
    [InlineData(new[] { .3, .4, .3, .3 }, 2)]
    [InlineData(new[] { .3, .3, .2, .3 }, 2)]
    [InlineData(new[] { .3, .4, .2, .3 }, 2)]
    public void ScoreThatDiffersInOneRow_IsNotConstant(double[] logits, int negatives) =>
        Assert.False(new LabelledLogits(logits, negatives).IsConstant);

    // A run of ones and zeros is as far as the clip lets it: the same slope as that of the clipped scores.
    [Fact]
    public void ScoresAtTheEnds_CountAsTheClip()
    {
        bool[] labels = [.. Enumerable.Range(0, 40).Select(row => row % 3 == 0)];
        double[] scores = [.. Enumerable.Range(0, 40).Select(row => row % 7 / 6.0)];
        CalibrationSlope found = CalibrationSlope.Of(labels, scores, .01)!.Value;

        Assert.Equal(CalibrationSlope.Of(labels, [.. scores.Select(score => Math.Clamp(score, .01, .99))], Losses.Clip), found);
        Assert.NotEqual(CalibrationSlope.Of(labels, scores, .02), found);
    }

    [Fact]
    public void Logits_AreInTheOrderOfTheScores_WhereverARowStands()
    {
        double[] scores = [.. Enumerable.Range(0, 21).Select(row => (row * 8 % 21 + 1) / 22.0)];
        double[] logits = LabelledLogits.Of(RocRows.Of(new bool[21], scores, second: null, cores: 1), scores, 1e-15);

        Assert.All(logits.Select((logit, i) => (logit, score: (i + 1) / 22.0)), pair =>
            Assert.Equal(Math.Log(pair.score / (1 - pair.score)), pair.logit, 1e-13));
    }

    private static bool[] Labels(double[] numbers) => Array.ConvertAll(numbers, number => number == 1);
}
