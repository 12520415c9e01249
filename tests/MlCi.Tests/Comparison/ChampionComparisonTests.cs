using System.Text.Json;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Comparison;

public sealed class ChampionComparisonTests
{
    private const double Z = 1.6448536269514722;

    private static CompareRule Rule(Metric metric, double margin, double planned = 0) =>
        new(metric, margin, planned, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 7));

    internal static ComparisonResult Compare(Metric metric, double margin, PredictionSet champion, PredictionSet challenger, double planned = 0) =>
        ChampionComparison.Compare(Rule(metric, margin, planned), champion, challenger, .05, .8);

    internal static ComparisonResult CompareReference(Metric metric, double margin) =>
        Compare(metric, margin, ReferenceValues.Set("champion"), ReferenceValues.Set("challenger"));

    private static JsonElement Expected(Metric metric) => ReferenceValues.Root.GetProperty("differences").GetProperty(metric.Name);

    /// <summary>Rows of which the champion and the challenger are right on given numbers.</summary>
    internal static (PredictionSet Champion, PredictionSet Challenger) Rates(int both, int onlyChampion, int onlyChallenger, int neither)
    {
        int n = both + onlyChampion + onlyChallenger + neither;
        bool[] labels = [.. Enumerable.Range(0, n).Select(i => i % 2 == 0)];
        double Score(int row, bool right) => right == labels[row] ? .9 : .1;
        return (
            new PredictionSet(labels, [.. Enumerable.Range(0, n).Select(i => Score(i, i < both + onlyChampion))], .5),
            new PredictionSet(labels, [.. Enumerable.Range(0, n).Select(i => Score(i, i < both || (i >= both + onlyChampion && i < n - neither)))], .5));
    }

    internal static (PredictionSet Champion, PredictionSet Challenger) Perfect(int rows)
    {
        bool[] labels = [.. Enumerable.Range(0, rows).Select(i => i % 2 == 0)];
        return (
            new PredictionSet(labels, [.. labels.Select(label => label ? .9 : .1)], .5),
            new PredictionSet(labels, [.. labels.Select((label, i) => (label ? .7 : .1) + i * 1e-6)], .5));
    }

    [Fact]
    public void Rates_HaveTangosInterval_AndMcNemarsP()
    {
        foreach (Metric metric in (Metric[])[Metric.Accuracy, Metric.Recall])
        {
            ComparisonResult result = CompareReference(metric, .01);
            JsonElement expected = Expected(metric);

            double n = expected.Count("n");
            double difference = (expected.Count("b") - expected.Count("c")) / n;
            Assert.Equal(difference, result.Difference!.Value, 1e-15);
            Assert.Equal(difference, result.Challenger!.Value - result.Champion!.Value, 1e-15);
            Assert.Equal(expected.GetProperty("interval")[0].GetDouble(), result.Interval!.Value.Lower, 1e-7);
            Assert.Equal(expected.GetProperty("interval")[1].GetDouble(), result.Interval!.Value.Upper, 1e-7);
            Close.Equal(expected.Number("p"), result.PValue!.Value, 1e-12);
            double variance = ((expected.Count("b") + expected.Count("c")) / n - difference * difference) / n;
            Assert.Equal(Math.Sqrt(variance), result.StandardError!.Value, 1e-15);
            Assert.Equal(600, result.Rows);
        }
    }

    [Fact]
    public void RocAreas_HavePairedDeLongsInterval()
    {
        ComparisonResult result = CompareReference(Metric.Auc, .01);

        JsonElement expected = ReferenceValues.Root.GetProperty("delong");
        double difference = expected.GetProperty("auc")[0].GetDouble() - expected.GetProperty("auc")[1].GetDouble();
        double error = Math.Sqrt(expected.Number("difference"));
        Close.Equal(difference, result.Difference!.Value, 1e-12);
        Close.Equal(error, result.StandardError!.Value, 1e-12);
        Close.Equal(difference - Z * error, result.Interval!.Value.Lower, 1e-12);
        Close.Equal(difference + Z * error, result.Interval!.Value.Upper, 1e-12);
        Close.Equal(2 * Normal.UpperTail(-difference / error), result.PValue!.Value, 1e-12);
        Assert.Equal(ComparisonOutcome.WorseSizeUndecided, result.Outcome);
        Assert.Null(result.RowsNeeded);
    }

    [Theory]
    [InlineData("log_loss")]
    [InlineData("brier")]
    public void Losses_HaveTheDeltaMethodsRelativeInterval(string name)
    {
        Metric metric = Metric.Find(name)!;
        ComparisonResult result = CompareReference(metric, .02);

        (double difference, double error) = (Expected(metric).Number("difference"), Expected(metric).Number("standardError"));
        Close.Equal(difference, result.Difference!.Value, 1e-12);
        Close.Equal(error, result.StandardError!.Value, 1e-11);
        Close.Equal(difference - Z * error, result.Interval!.Value.Lower, 1e-11);
        Close.Equal(difference + Z * error, result.Interval!.Value.Upper, 1e-11);
        Close.Equal(2 * Normal.UpperTail(-difference / error), result.PValue!.Value, 1e-10);
    }

    [Theory]
    [InlineData(.001, .02, ComparisonOutcome.Better)]
    [InlineData(0, .02, ComparisonOutcome.NotWorse)]
    [InlineData(-.02, -.011, ComparisonOutcome.Worse)]
    [InlineData(-.02, -.01, ComparisonOutcome.WorseSizeUndecided)]
    [InlineData(-.009, -.001, ComparisonOutcome.WorseWithinMargin)]
    [InlineData(-.01, -.001, ComparisonOutcome.WorseSizeUndecided)]
    [InlineData(-.009, 0, ComparisonOutcome.NotWorse)]
    [InlineData(-.009, .1, ComparisonOutcome.NotWorse)]
    [InlineData(-.01, 0, ComparisonOutcome.Inconclusive)]
    [InlineData(-.1, .1, ComparisonOutcome.Inconclusive)]
    public void Interval_IsReadInTheOrderOfTheDesign(double lower, double upper, ComparisonOutcome outcome) =>
        Assert.Equal(outcome, ChampionComparison.Outcome(new Interval(lower, upper), .01));

    [Fact]
    public void IdenticalPredictions_AreIdentical_EvenWhereNothingCouldBeEstimated()
    {
        var set = new PredictionSet([true, true], [.2, .2], .5);
        var copy = new PredictionSet([true, true], [.2, .2], .5);

        Assert.All(Metric.All.Where(ChampionComparison.Supports), metric =>
        {
            ComparisonResult result = Compare(metric, .01, set, copy);
            Assert.Equal(ComparisonOutcome.Identical, result.Outcome);
            Assert.Equal((0, new Interval(0, 0)), (result.Difference, result.Interval));
        });
        Assert.Equal("auc vs champion: the predictions are identical, margin 0.01", Compare(Metric.Auc, .01, set, copy).Reason);
    }

    [Fact]
    public void ScoresThatAreNoNumbers_AreNotIdentical_ButNotEvaluated()
    {
        var set = new PredictionSet([true, false], [double.NaN, .2], .5);

        Assert.Equal(ComparisonOutcome.NotEvaluated, Compare(Metric.Accuracy, .01, set, set).Outcome);
    }

    [Fact]
    public void SameScores_DecidedElsewhere_AreNotIdentical()
    {
        var champion = new PredictionSet([true, true], [.2, .2], .5);
        var challenger = new PredictionSet([true, true], [.2, .2], .1);

        Assert.NotEqual(ComparisonOutcome.Identical, Compare(Metric.Accuracy, .01, champion, challenger).Outcome);
    }

    [Fact]
    public void NoRows_AreNotEvaluated()
    {
        var none = new PredictionSet([], [], .5);
        ComparisonResult result = Compare(Metric.Accuracy, .01, none, none);

        Assert.Equal(ComparisonOutcome.NotEvaluated, result.Outcome);
        Assert.Equal("accuracy vs champion not evaluated: no rows", result.Reason);
    }

    [Fact]
    public void ConstantScore_IsNotEvaluated_AndSaysWhose()
    {
        bool[] labels = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0)];
        var good = new PredictionSet(labels, [.. Enumerable.Range(0, 400).Select(i => i / 400.0)], .5);
        var constant = new PredictionSet(labels, [.. Enumerable.Repeat(.3, 400)], .5);

        Assert.Equal("auc vs champion not evaluated: constant score", Compare(Metric.Auc, .01, good, constant).Reason);
        Assert.Equal("auc vs champion not evaluated: constant score (of the champion)", Compare(Metric.Auc, .01, constant, good).Reason);
        Assert.Equal(ComparisonOutcome.NotEvaluated, Compare(Metric.Auc, .01, constant, good).Outcome);
    }

    [Fact]
    public void PerfectChampion_HasNoRelativeDifference()
    {
        bool[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0)];
        var perfect = new PredictionSet(labels, [.. labels.Select(label => label ? 1.0 : 0.0)], .5);
        var other = new PredictionSet(labels, [.. labels.Select(label => label ? .9 : .2)], .5);

        ComparisonResult result = Compare(Metric.Brier, .02, perfect, other);
        Assert.Equal(ComparisonOutcome.NotEvaluated, result.Outcome);
        Assert.Contains("the champion's value is 0", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TooFewRows_AreInconclusive_WithTheRowsThatAnIntervalTakes()
    {
        bool[] labels = [.. Enumerable.Range(0, 150).Select(i => i % 3 == 0)];
        var champion = new PredictionSet(labels, [.. Enumerable.Range(0, 150).Select(i => i / 150.0)], .5);
        var challenger = new PredictionSet(labels, [.. Enumerable.Range(0, 150).Select(i => 1 - i / 150.0)], .5);

        ComparisonResult result = Compare(Metric.Auc, .01, champion, challenger);
        Assert.Equal(ComparisonOutcome.Inconclusive, result.Outcome);
        Assert.Null(result.Interval);
        Assert.Equal(150, result.RowsNeeded);
        Assert.Equal(
            "auc vs champion: found 50 positive rows, expected at least 100: inconclusive, about 150 more rows at this mix are needed", result.Reason);
    }

    [Fact]
    public void NoDiscordantRows_AreStillTested_AndNeedRowsByTheirNumber()
    {
        (PredictionSet champion, PredictionSet challenger) = Rates(150, 0, 0, 50);
        var moved = new PredictionSet(challenger.Labels.ToArray(), [.. challenger.Scores.ToArray().Select(score => score / 2 + .25)], .5);
        ComparisonResult result = Compare(Metric.Accuracy, .01, champion, moved);

        Assert.Equal(ComparisonOutcome.Inconclusive, result.Outcome);
        Assert.Equal((0.0, 1.0, 0.0), (result.Difference!.Value, result.PValue!.Value, result.StandardError!.Value));
        // z²/(n + z²) < 0.01 takes 268 rows in all.
        Assert.Equal(67, result.RowsNeeded);
        Assert.Equal(ComparisonOutcome.NotWorse, Compare(Metric.Accuracy, .014, champion, moved).Outcome);
    }

    [Fact]
    public void PerfectAreas_ThatDiffer_AreNotTakenForEqual()
    {
        (PredictionSet champion, PredictionSet challenger) = Perfect(rows: 400);
        ComparisonResult result = Compare(Metric.Auc, .01, champion, challenger);

        Assert.Equal(ComparisonOutcome.Inconclusive, result.Outcome);
        Assert.Equal(Math.Pow(.05, 1 / 200.0) - 1, result.Interval!.Value.Lower, 1e-15);
        Assert.NotNull(result.RowsNeeded);

        (champion, challenger) = Perfect(rows: 600);
        Assert.Equal(ComparisonOutcome.NotWorse, Compare(Metric.Auc, .01, champion, challenger).Outcome);
    }

    [Fact]
    public void Monotone_ChangeOfScores_LeavesTheAreaNotWorse()
    {
        PredictionSet champion = ReferenceValues.Set("champion");
        var challenger = new PredictionSet(champion.Labels.ToArray(), [.. champion.Scores.ToArray().Select(score => score * score)], .5);
        ComparisonResult result = Compare(Metric.Auc, .01, champion, challenger);

        Assert.Equal(ComparisonOutcome.NotWorse, result.Outcome);
        Assert.Equal((0, new Interval(0, 0), 1), (result.Difference, result.Interval, result.PValue));
    }

    [Fact]
    public void Inconclusive_NamesTheRowsOfTheDesignsFormula()
    {
        // 1,000 rows, 10 % discordant, margin 0.005: 24,731 rows in all.
        (PredictionSet champion, PredictionSet challenger) = Rates(800, 50, 50, 100);
        ComparisonResult result = Compare(Metric.Accuracy, .005, champion, challenger);

        Assert.Equal(23_731, result.RowsNeeded);
        Assert.Equal(
            "accuracy 0.850 vs champion 0.850: difference 0.000 [−0.017, 0.017] reaches beyond the margin 0.005: inconclusive, about 24,000 more rows would decide it",
            result.Reason);
        Assert.Null(Compare(Metric.Accuracy, .005, champion, challenger, planned: -.005).RowsNeeded);
        Assert.Equal(0, Compare(Metric.Accuracy, .005, champion, challenger, planned: .1).RowsNeeded);
    }

    [Fact]
    public void Reasons_NameSizeIntervalAndMargin()
    {
        (PredictionSet champion, PredictionSet challenger) = Rates(8000, 400, 100, 1500);
        Assert.Equal("accuracy 0.810 vs champion 0.840: worse by 0.030 [0.026, 0.034], margin 0.01", Compare(Metric.Accuracy, .01, champion, challenger).Reason);
        Assert.Equal("accuracy 0.810 vs champion 0.840: worse by 0.030 [0.026, 0.034], within the margin 0.04", Compare(Metric.Accuracy, .04, champion, challenger).Reason);
        Assert.Equal(
            "accuracy 0.810 vs champion 0.840: worse by 0.030 [0.026, 0.034], by more or by less than the margin 0.03 is undecided",
            Compare(Metric.Accuracy, .03, champion, challenger).Reason);
        Assert.Equal("accuracy 0.840 vs champion 0.810: better by 0.030 [0.026, 0.034], margin 0.01", Compare(Metric.Accuracy, .01, challenger, champion).Reason);

        (champion, challenger) = Rates(8000, 100, 101, 1799);
        Assert.Equal("accuracy 0.810 vs champion 0.810: not worse, difference 0.00010 [−0.00225, 0.00245], margin 0.01", Compare(Metric.Accuracy, .01, champion, challenger).Reason);
        Assert.Equal(
            "brier 0.189 vs champion 0.177: worse by 7.0 % [1.1 %, 12.9 %], by more or by less than the margin 2 % is undecided",
            CompareReference(Metric.Brier, .02).Reason);
    }

    [Fact]
    public void CalibrationHasNoBetterByMore_SoItIsNotCompared()
    {
        Assert.Equal([Metric.CalibrationSlope, Metric.CalibrationError], Metric.All.Where(metric => !ChampionComparison.Supports(metric)));
        Assert.Throws<ArgumentException>(() => CompareReference(Metric.CalibrationSlope, .01));
    }

    [Fact]
    public void DifferentRows_Throw() => Assert.Throws<ArgumentException>(() => Compare(
        Metric.Accuracy, .01, new PredictionSet([true, false], [.1, .2], .5), new PredictionSet([false, true], [.1, .2], .5)));
}
