using System.Text.Json;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;
using MlCi.Tests.Metrics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Comparison;

public sealed class LinearisedComparisonTests
{
    private const double Alpha = .05;

    [Theory]
    [MemberData(nameof(LinearisedEstimatorTests.ByScikitLearn), MemberType = typeof(LinearisedEstimatorTests))]
    public void Difference_IsThatOfNumericInfluences(string task, string metric, string sampling)
    {
        JsonElement expected = SampledValues.Root.GetProperty(task).GetProperty(metric).GetProperty(sampling).GetProperty("difference");

        ComparisonResult found = Compare(
            SampledValues.Metric(task, metric), SampledValues.Of(task, "champion", sampling), SampledValues.Of(task, "challenger", sampling));

        Close.Equal(expected.Number("value"), found.Difference!.Value, 1e-9);
        bool isExact = sampling == "plain" && (metric is "accuracy" or "precision" or "recall" or "specificity" || metric.StartsWith("top_", StringComparison.Ordinal));
        Close.Equal(expected.Number("error"), found.StandardError!.Value, isExact ? 1e-3 : 1e-5);
        if (!isExact)
        {
            int units = SampledValues.Of(task, "challenger", sampling).Counted().Sampling.UnitCount;
            double tail = StudentT.UpperTail(
                Math.Abs(expected.Number("value")) / expected.Number("error"), sampling == "plain" ? double.PositiveInfinity : units - 1);
            Assert.Equal(2 * tail, found.PValue!.Value, 1e-4);
        }

        if (isExact || !expected.TryGetProperty("lower", out _))
            return;
        Assert.Equal(expected.Number("lower"), found.Interval!.Value.Lower, 1e-6);
        Assert.Equal(expected.Number("upper"), found.Interval.Value.Upper, 1e-6);
    }

    [Fact]
    public void ChallengerThatIsWorseByTheSameOnEveryRow_IsWorse_AndABetterOneIsNotCalledSo()
    {
        double[] truth = [.. Enumerable.Range(0, 200).Select(row => (double)row)];
        NumberPredictions Off(double by) => new(truth, [.. truth.Select(value => value + by)], Sampling.Plain(truth.Length));

        Assert.Equal(ComparisonOutcome.Worse, Compare(Metric.Mae, Off(1), Off(2)).Outcome);
        Assert.Equal(ComparisonOutcome.Inconclusive, Compare(Metric.Mae, Off(2), Off(1)).Outcome);
        // Worse by half of the champion's error, which the margin takes in or does not.
        Assert.Equal(ComparisonOutcome.Inconclusive, Compare(Metric.Mae, Off(2), Off(3), margin: .5).Outcome);
        Assert.Equal(ComparisonOutcome.Worse, Compare(Metric.Mae, Off(2), Off(3), margin: .4999).Outcome);
    }

    // 100 clusters of two that all agree: up to 1 − .05^(1/100) of those not seen may not.
    [Theory]
    [InlineData("accuracy")]
    [InlineData("auc")]
    public void ClusteredModelsWithoutVariance_DifferByWhatTheirClustersShow(string name)
    {
        bool[] labels = [.. Enumerable.Range(0, 400).Select(row => row / 2 % 2 == 0)];
        var sampling = new Sampling(labels.Length, weights: null, [.. Enumerable.Range(0, labels.Length).Select(row => row / 2)]);
        SampledPredictions Right(bool right, double by) =>
            new(new PredictionSet(labels, [.. labels.Select((label, row) => (label == right ? .9 : .1) + by * row)], .5), sampling);
        Metric metric = Metric.Find(name)!;
        double reach = 1 - Math.Pow(.05, 1 / (name == "auc" ? 100.0 : 200.0));

        ComparisonResult alike = Compare(metric, Right(true, 0), Right(true, 1e-6));
        Assert.Equal((0, 1), (alike.Difference, alike.PValue));
        Assert.Equal(-reach, alike.Interval!.Value.Lower, 1e-12);
        Assert.Equal(reach, alike.Interval!.Value.Upper, 1e-12);

        ComparisonResult worse = Compare(metric, Right(true, 0), Right(false, 0), margin: 1 - reach);
        Assert.Equal((-1, 0), (worse.Difference, worse.PValue));
        Assert.Equal(-1, worse.Interval!.Value.Lower);
        Assert.Equal(-1 + reach, worse.Interval!.Value.Upper, 1e-12);
        Assert.Equal(Alpha, worse.PWorse!.Value, 1e-9);
        Assert.Equal(1, Compare(metric, Right(false, 0), Right(true, 0)).Interval!.Value.Upper);
    }

    // Of 60 positive decisions that are all right up to 1 − .05^(1/60) of those not seen may be wrong, however many the other model makes.
    [Theory]
    [InlineData(60, 100)]
    [InlineData(100, 60)]
    public void PrecisionsWithoutVariance_DifferByWhatTheFewerDecisionsShow(int champion, int challenger)
    {
        bool[] labels = [.. Enumerable.Range(0, 200).Select(row => row < 100)];
        SampledPredictions Deciding(int decisions) =>
            new(new PredictionSet(labels, [.. labels.Select((_, row) => row < decisions ? .9 : .1)], .5), Sampling.Plain(labels.Length));
        double reach = 1 - Math.Pow(Alpha, 1 / 60.0);

        ComparisonResult found = Compare(Metric.Precision, Deciding(champion), Deciding(challenger));

        Assert.Equal(-reach, found.Interval!.Value.Lower, 1e-12);
        Assert.Equal(reach, found.Interval!.Value.Upper, 1e-12);
    }

    // At a level so small an interval would leave the range: a share differs by 1 at most, a relative loss has no such end but the gain has.
    [Fact]
    public void WideInterval_EndsWithTheRange()
    {
        int[] clusters = [.. Enumerable.Range(0, 600).Select(row => row % 60)];
        var sampling = new Sampling(600, weights: null, clusters);
        double[] Errors(int large) => [.. clusters.Select((cluster, row) => (cluster % 2 == large ? 10 : .1) + row % 7 * .01)];
        NumberPredictions Numbers(double[] off) => new(new double[600], off, sampling);
        bool[] labels = [.. Enumerable.Range(0, 600).Select(row => row / 60 % 2 == 0)];
        SampledPredictions Right(int of) =>
            new(new PredictionSet(labels, [.. labels.Select((label, row) => label == (row % 2 == of) ? .9 : .1)], .5), sampling);
        Interval At(Metric metric, TaskPredictions champion, TaskPredictions challenger) => LinearisedComparison.Compare(
            new CompareRule(metric, .02, 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 1)), champion, challenger, null, 1e-12, .8).Interval!.Value;

        Interval mae = At(Metric.Mae, Numbers(Errors(0)), Numbers(Errors(1)));
        Assert.True(mae.Lower < -1);
        Assert.Equal(1, mae.Upper);
        Assert.Equal(new Interval(-1, 1), At(Metric.Accuracy, Right(0), Right(1)));
    }

    // A loss may be any number of times the champion's, and a share of variance is negative without end.
    [Fact]
    public void DifferenceBeyondOne_KeepsItsInterval()
    {
        Sampling weights = new(400, [.. Enumerable.Range(0, 400).Select(row => 1.0 + row % 2)], clusters: null);
        bool[] labels = [.. Enumerable.Range(0, 400).Select(row => row % 2 == 0)];
        SampledPredictions Off(double by) => new(new PredictionSet(labels, [.. labels.Select((label, row) => Math.Abs((label ? 1 : 0) - by - row % 7 * .01))], .5), weights);
        double[] truth = [.. Enumerable.Range(0, 400).Select(row => row * 37 % 101 / 100.0)];
        NumberPredictions Numbers(double by) => new(truth, [.. truth.Select((value, row) => value + by * (1 + row % 3))], weights);

        Interval brier = Compare(Metric.Brier, Off(.1), Off(.4)).Interval!.Value;
        Interval r2 = Compare(Metric.R2, Numbers(.5), Numbers(.1)).Interval!.Value;

        Assert.InRange(brier.Upper, brier.Lower, -1);
        Assert.InRange(r2.Lower, 1, r2.Upper);
    }

    [Fact]
    public void WeightedCost_IsBetterWhereItIsLower()
    {
        TaskPredictions champion = SampledValues.Of("binary", "champion", "weights"), challenger = SampledValues.Of("binary", "challenger", "weights");
        ComparisonResult cost = Compare(MetricValues.Cost, champion, challenger, margin: .02), profit = Compare(MetricValues.Profit, champion, challenger);

        Assert.Equal(profit.Champion!.Value, -cost.Champion!.Value, 1e-12);
        Assert.Equal(profit.Difference!.Value, cost.Difference!.Value, 1e-12);
        Assert.Equal(profit.Interval!.Value.Lower, cost.Interval!.Value.Lower, 1e-12);
    }

    [Fact]
    public void Slices_AreComparedOnTheirOwnRows_AfterTheWhole()
    {
        TaskPredictions champion = SampledValues.Of("regression", "champion", "weights"), challenger = SampledValues.Of("regression", "challenger", "weights");
        int[] codes = [.. Enumerable.Range(0, champion.RowCount).Select(row => row % 3 - 1)];
        SlicePartition Cut(string rule) => new(rule, ["a", "b"], new RowGroups(codes, 2));
        CompareRule rule = new CompareRule(Metric.Mae, .02, 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 1)) { Slices = ["group"] };

        IReadOnlyList<ComparisonResult> all = LinearisedComparison.CompareAll([rule], champion, challenger, [Cut("other"), Cut("group")], Alpha, .8);

        Assert.Equal([null, "group=a", "group=b"], all.Select(result => result.Slice));
        Assert.Equal(Compare(Metric.Mae, champion, challenger).Interval, all[0].Interval);
        foreach ((int code, int place) in new[] { (0, 1), (1, 2) })
        {
            int[] rows = [.. Enumerable.Range(0, codes.Length).Where(row => codes[row] == code)];
            ComparisonResult alone = Compare(Metric.Mae, champion.Take(rows), challenger.Take(rows));
            Assert.Equal((alone.Rows, alone.Difference, alone.Interval), (all[place].Rows, all[place].Difference, all[place].Interval));
        }
    }

    [Fact]
    public void MetricThatCannotBeCompared_IsMisuse() => Assert.Throws<ArgumentException>(() => Compare(
        Metric.CalibrationSlope, SampledValues.Of("binary", "champion", "weights"), SampledValues.Of("binary", "challenger", "weights")));

    [Fact]
    public void ClusteredChallengerThatIsAlwaysWrong_IsWorse()
    {
        bool[] labels = [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0)];
        var sampling = new Sampling(labels.Length, weights: null, [.. Enumerable.Range(0, labels.Length).Select(row => row / 2)]);
        SampledPredictions Right(bool right) => new(new PredictionSet(labels, [.. labels.Select(label => label == right ? .9 : .1)], .5), sampling);

        Assert.Equal(ComparisonOutcome.Worse, Compare(Metric.Accuracy, Right(true), Right(false)).Outcome);
    }

    [Fact]
    public void PlainDifferenceOfAreas_IsPRocs()
    {
        JsonElement expected = SampledValues.Survey.EnumerateArray().Single(one => one.GetProperty("metric").GetString() == "binary auc difference");

        ComparisonResult found = Compare(Metric.Auc, SampledValues.Of("binary", "champion", "plain"), SampledValues.Of("binary", "challenger", "plain"));

        Close.Equal(expected.Number("value"), found.Difference!.Value, 1e-9);
        Close.Equal(expected.Number("error"), found.StandardError!.Value, 1e-9);
    }

    [Fact]
    public void PlainAccuracyOfSeveralClasses_IsComparedByTango()
    {
        var champion = (ClassPredictions)SampledValues.Of("multiclass", "champion", "plain");
        var challenger = (ClassPredictions)SampledValues.Of("multiclass", "challenger", "plain");
        int gained = 0, lost = 0;
        for (int row = 0; row < champion.RowCount; row++)
        {
            bool was = champion.Decisions[row] == champion.Labels[row];
            bool isNow = challenger.Decisions[row] == challenger.Labels[row];
            gained += isNow && !was ? 1 : 0;
            lost += was && !isNow ? 1 : 0;
        }

        ComparisonResult found = Compare(Metric.Accuracy, champion, challenger);

        Assert.Equal(Tango.Of(gained, lost, champion.RowCount, Alpha), found.Interval);
        Assert.Equal(McNemar.PValue(gained, lost), found.PValue);
    }

    [Theory]
    [InlineData("regression", "rmse", "weights_clusters")]
    [InlineData("multiclass", "log_loss", "plain")]
    [InlineData("regression", "r2", "plain")]
    [InlineData("binary", "auc", "clusters")]
    public void PWorse_IsAlphaWhereTheIntervalEndsAtTheMargin(string task, string metric, string sampling)
    {
        // The champion is the better one, the other way round.
        TaskPredictions champion = SampledValues.Of(task, "challenger", sampling);
        TaskPredictions challenger = SampledValues.Of(task, "champion", sampling);
        ComparisonResult found = Compare(SampledValues.Metric(task, metric), champion, challenger);
        Assert.True(found.Interval!.Value.Upper < 0, found.Reason);

        ComparisonResult atTheEnd = Compare(SampledValues.Metric(task, metric), champion, challenger, margin: -found.Interval.Value.Upper);

        Close.Equal(Alpha, atTheEnd.PWorse!.Value, 1e-7);
    }

    [Fact]
    public void SamePredictions_AreIdentical()
    {
        foreach (string task in new[] { "binary", "multiclass", "regression" })
        {
            TaskPredictions one = SampledValues.Of(task, "champion", "weights_clusters");
            ComparisonResult found = Compare(SampledValues.Metric(task, task == "regression" ? "r2" : "log_loss"), one, SampledValues.Of(task, "champion", "weights_clusters"));
            Assert.Equal(ComparisonOutcome.Identical, found.Outcome);
        }
    }

    [Fact]
    public void FewRowsDecidedDifferently_AreInconclusive()
    {
        var champion = (SampledPredictions)SampledValues.Of("binary", "champion", "weights");
        double[] scores = champion.Set.Scores.ToArray();
        for (int row = 0; row < 3; row++)
            scores[row] = 1 - scores[row];
        var challenger = new SampledPredictions(new PredictionSet(champion.Set.Labels.ToArray(), scores, .5), champion.Sampling);

        ComparisonResult found = Compare(Metric.Accuracy, champion, challenger);

        Assert.Equal(ComparisonOutcome.Inconclusive, found.Outcome);
        Assert.Contains("a variance that rests on about", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void UndefinedMetric_IsNotEvaluated()
    {
        var sampling = Sampling.Plain(3);
        ComparisonResult found = Compare(
            Metric.Mape, new NumberPredictions([0, 1, 2], [1, 1, 1], sampling), new NumberPredictions([0, 1, 2], [1, 1, 2], sampling));

        Assert.Equal(ComparisonOutcome.NotEvaluated, found.Outcome);
        Assert.Equal("mape vs champion not evaluated: 1 rows with truth 0, of which nothing is a percentage", found.Reason);
    }

    [Fact]
    public void PerfectChampion_LeavesNothingToBeRelativeTo()
    {
        double[] truth = [.. Enumerable.Range(0, 200).Select(row => row * .1)];
        ComparisonResult found = Compare(
            Metric.Rmse, new NumberPredictions(truth, truth, Sampling.Plain(200)),
            new NumberPredictions(truth, [.. truth.Select((value, row) => value + row % 3)], Sampling.Plain(200)));

        Assert.Equal("rmse vs champion not evaluated: the champion's value is 0, so no difference can be relative to it", found.Reason);
    }

    [Fact]
    public void OtherRows_AreMisuse() => Assert.Throws<ArgumentException>(() => Compare(
        Metric.Mae, new NumberPredictions([1], [1], Sampling.Plain(1)), new NumberPredictions([2], [1], Sampling.Plain(1))));

    private static ComparisonResult Compare(Metric metric, TaskPredictions champion, TaskPredictions challenger, double? margin = null) =>
        LinearisedComparison.Compare(
            new CompareRule(metric, margin ?? CompareRule.DefaultMargin(metric), 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 1)),
            champion, challenger, slice: null, Alpha, .8);
}
