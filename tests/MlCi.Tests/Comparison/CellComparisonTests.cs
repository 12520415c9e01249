using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Testing;
using MlCi.Tests.Metrics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Comparison;

public sealed class CellComparisonTests
{
    private static ComparisonResult Compare(Metric metric, PredictionSet champion, PredictionSet challenger, double margin = .01) => ChampionComparison.Compare(
        new CompareRule(metric, margin, 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 7)), champion, challenger, .05, .8);

    private static ComparisonResult CompareReference(Metric metric, double margin = .01) =>
        Compare(metric, ReferenceValues.Set("champion"), ReferenceValues.Set("challenger"), margin);

    private static JsonElement Expected(string name) => MetricValues.Root.GetProperty("differences").GetProperty(name);

    [Theory]
    [InlineData("precision")]
    [InlineData("f1")]
    [InlineData("mcc")]
    [InlineData("balanced_accuracy")]
    [InlineData("profit")]
    [InlineData("cost")]
    public void Interval_IsThatOfABootstrapOverRows(string name)
    {
        Metric metric = name switch { "profit" => MetricValues.Profit, "cost" => MetricValues.Cost, _ => Metric.Find(name)! };
        ComparisonResult result = CompareReference(metric);
        JsonElement expected = Expected(name);

        double error = expected.Number("standardError");
        Close.Equal(expected.Number("difference"), result.Difference!.Value, 1e-11);
        Close.Equal(error, result.StandardError!.Value, .02);
        // An end of 10,000 replicates is known to about 0.02 standard errors.
        Assert.Equal(expected.Number("lower"), result.Interval!.Value.Lower, .07 * error);
        Assert.Equal(expected.Number("upper"), result.Interval!.Value.Upper, .07 * error);
        Assert.InRange(result.PValue!.Value, .7, 1);
    }

    [Fact]
    public void Cost_IsBetterWhereItIsLower()
    {
        ComparisonResult profit = CompareReference(MetricValues.Profit);
        ComparisonResult cost = CompareReference(MetricValues.Cost, .02);

        Assert.Equal(profit.Difference!.Value, cost.Difference!.Value, 1e-12);
        Assert.Equal(profit.Interval!.Value.Lower, cost.Interval!.Value.Lower, 1e-12);
        Assert.Equal(profit.Champion!.Value, -cost.Champion!.Value, 1e-12);
        Assert.StartsWith("cost 0.957 vs champion 0.967: difference 0.010 [", cost.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 12, 0)]
    [InlineData(0, 0, 12)]
    public void PrecisionsWithoutAnException_AreBoundedByTheRowsThatTheyRestOn(double value, long positives, long negatives)
    {
        ComparisonResult few = Compare(new(1000, positives, positives, 0), new(1000, negatives, negatives, 0), .01);
        ComparisonResult many = Compare(new(1000, 100 * positives, 100 * positives, 0), new(1000, 100 * negatives, 100 * negatives, 0), .01);

        Assert.Equal(value, few.Champion);
        Assert.Equal(ComparisonOutcome.Inconclusive, few.Outcome);
        Assert.Equal(1 - Math.Pow(.05, 1 / 12.0), few.Interval!.Value.Upper, 1e-12);
        Assert.Equal(-few.Interval.Value.Upper, few.Interval.Value.Lower, 1e-12);
        Assert.Equal(0, few.StandardError);
        Assert.Equal(Math.Pow(1, 12), few.PWorse);
        Assert.True(few.RowsNeeded > 0);
        // Of 1,000 rows of a class, the smallest part, or more.
        Assert.Equal(ComparisonOutcome.NotWorse, many.Outcome);
        Assert.Equal(AllSame.Lost(1000, .05), many.Interval!.Value.Upper, 1e-12);

        static ComparisonResult Compare(DecisionPairs positives, DecisionPairs negatives, double margin)
        {
            (PredictionSet champion, PredictionSet challenger) = PairedModels.Of(positives, negatives);
            return CellComparisonTests.Compare(Metric.Precision, champion, challenger, margin);
        }
    }

    [Fact]
    public void Specificity_HasTangosIntervalOnTheNegativeRows()
    {
        ComparisonResult result = CompareReference(Metric.Specificity);
        JsonElement expected = Expected("specificity");
        (long gained, long lost, long n) = (expected.Count("gained"), expected.Count("lost"), expected.Count("n"));

        Assert.Equal((double)(gained - lost) / n, result.Difference!.Value, 1e-15);
        Assert.Equal(Tango.Of(gained, lost, n, .05), result.Interval);
        Close.Equal(expected.Number("p"), result.PValue!.Value, 1e-12);
    }

    [Fact]
    public void AveragePrecisions_HaveTheVarianceOfTheirInfluences()
    {
        ComparisonResult result = CompareReference(Metric.AveragePrecision);
        JsonElement expected = Expected("average_precision");

        Close.Equal(expected.Number("difference"), result.Difference!.Value, 1e-11);
        Close.Equal(expected.Number("standardError"), result.StandardError!.Value, 1e-7);
        Close.Equal(expected.Number("difference") + 1.6448536269514722 * expected.Number("standardError"), result.Interval!.Value.Upper, 1e-6);
    }

    [Fact]
    public void PerfectAveragePrecisions_ThatDiffer_AreNotTakenForEqual()
    {
        bool[] labels = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0)];
        var champion = new PredictionSet(labels, [.. labels.Select(label => label ? .9 : .1)], .5);
        var challenger = new PredictionSet(labels, [.. labels.Select((label, i) => (label ? .7 : .1) + i * 1e-6)], .5);
        ComparisonResult result = Compare(Metric.AveragePrecision, champion, challenger);

        Assert.Equal(ComparisonOutcome.Inconclusive, result.Outcome);
        Assert.Equal(Math.Pow(.05, 1 / 200.0) - 1, result.Interval!.Value.Lower, 1e-15);
    }

    [Theory]
    [InlineData(0, "0", null)]
    [InlineData(9, "9", 23L)]
    public void FewRowsDecidedDifferently_AreInconclusive(int discordant, string found, long? rowsToAdd)
    {
        PredictionSet champion = MetricValues.Set(60, 40, 20, 80);
        var challenger = new PredictionSet(
            champion.Labels.ToArray(), [.. champion.Scores.ToArray().Select((score, i) => i < discordant ? .2 : score * .9 + .07)], .5);
        ComparisonResult result = Compare(Metric.F1, champion, challenger);

        Assert.Equal((ComparisonOutcome.Inconclusive, rowsToAdd), (result.Outcome, result.RowsNeeded));
        Assert.Null(result.Interval);
        Assert.StartsWith($"f1 vs champion: found {found} rows decided differently, expected at least 10: inconclusive", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Chances_AreThoseOfABootstrapOverRows(int number)
    {
        JsonElement expected = Bootstraps[number];
        (PredictionSet champion, PredictionSet challenger) = PairedModels.Of(Cells(expected, "positives"), Cells(expected, "negatives"));
        string name = expected.GetProperty("metric").GetString()!;

        ComparisonResult result = Compare(name == "cost" ? MetricValues.Cost : Metric.Find(name)!, champion, challenger, expected.Number("margin"));

        double error = expected.Number("standardError");
        Close.Equal(expected.Number("difference"), result.Difference!.Value, 1e-11);
        // Of 10,000 replicates, of which each row counts a random number of times: within a few of their own standard errors.
        Close.Equal(error, result.StandardError!.Value, .03);
        Assert.Equal(expected.Number("lower"), result.Interval!.Value.Lower, .08 * error);
        Assert.Equal(expected.Number("upper"), result.Interval!.Value.Upper, .08 * error);
        Assert.Equal(expected.Number("p"), result.PValue!.Value, .001 + 8 * Math.Sqrt(expected.Number("p") / 10_000));
        Assert.Equal(expected.Number("pWorse"), result.PWorse!.Value, .001 + 4 * Math.Sqrt(expected.Number("pWorse") / 10_000));
    }

    // An end leaves out α·10,001 less one of the replicates: at 1/10,000 none, beyond that there is no such end.
    [Fact]
    public void LevelThatTheReplicatesCannotTell_HasNoInterval()
    {
        (PredictionSet champion, PredictionSet challenger) = PairedModels.Of(Cells(Bootstraps[0], "positives"), Cells(Bootstraps[0], "negatives"));
        ComparisonResult At(double alpha) => ChampionComparison.Compare(
            new CompareRule(Metric.F1, .01, 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 7)), champion, challenger, alpha, .8);

        Assert.NotNull(At(.0001).Interval);
        Assert.Null(At(.00009).Interval);
        Assert.True(At(.0001).Interval!.Value.Lower < At(.0002).Interval!.Value.Lower);
    }

    // Beside the end of the interval the answer changes, though some replicates have no value and their values come in steps.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void PWorse_IsAtMostAlpha_ExactlyWhereTheIntervalIsBelowTheMargin(int number)
    {
        (PredictionSet champion, PredictionSet challenger) = PairedModels.Of(Cells(Bootstraps[number], "positives"), Cells(Bootstraps[number], "negatives"));
        double end = -Compare(Metric.Precision, champion, challenger).Interval!.Value.Upper;

        Assert.True(Compare(Metric.Precision, champion, challenger, end - 1e-9).PWorse <= .05);
        Assert.True(Compare(Metric.Precision, champion, challenger, end + 1e-9).PWorse > .05);
    }

    [Fact]
    public void TenRowsDecidedDifferently_AreEnough()
    {
        PredictionSet champion = MetricValues.Set(60, 40, 20, 80);
        PredictionSet Without(int discordant) => new(
            champion.Labels.ToArray(), [.. champion.Scores.ToArray().Select((score, i) => i < discordant ? .2 : score * .9 + .07)], .5);

        Assert.NotNull(Compare(Metric.F1, champion, Without(10)).Interval);
        ComparisonResult few = Compare(MetricValues.Cost, champion, Without(9));
        Assert.Null(few.Interval);
        // Nine more positives are missed, at 5 each, in 200 rows.
        Assert.Equal(-45 / 200.0, few.Difference!.Value, 1e-12);
        Assert.Equal(-9.0 / 80, Compare(Metric.BalancedAccuracy, champion, Without(9)).Difference!.Value * 2, 1e-12);
    }

    [Fact]
    public void ReplicatesWithoutAValue_LeaveNoInterval()
    {
        // Three positive decisions of the champion: one replicate in twenty has none.
        PredictionSet champion = MetricValues.Set(2, 1, 60, 60);
        var challenger = new PredictionSet(champion.Labels.ToArray(), [.. champion.Scores.ToArray().Select((score, i) => i % 2 == 0 ? .9 : score)], .5);
        ComparisonResult result = Compare(Metric.Precision, champion, challenger);

        Assert.Equal((ComparisonOutcome.Inconclusive, null), (result.Outcome, result.Interval));
        Assert.Contains("too many bootstrap replicates without a value", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void NoPositiveDecisions_AreNotEvaluated()
    {
        ComparisonResult result = Compare(Metric.Precision, MetricValues.Set(30, 10, 20, 60), new PredictionSet(
            MetricValues.Set(30, 10, 20, 60).Labels.ToArray(), [.. Enumerable.Repeat(.2, 120)], .5));

        Assert.Equal("precision vs champion not evaluated: no positive decisions", result.Reason);
    }

    [Fact]
    public void OrderOfRows_ChangesNothing_ToTheLastBit() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        int n = 220 + random.Next(60);
        int[] order = [.. Enumerable.Range(0, n)];
        bool[] labels = [.. order.Select(_ => random.NextDouble() < .5)];
        PredictionSet Scores() => new(labels, [.. order.Select(_ => Math.Round(random.NextDouble(), random.Next(1, 16)))], .5);
        (PredictionSet champion, PredictionSet challenger) = (Scores(), Scores());
        int[] shuffled = [.. order];
        random.Shuffle(shuffled);
        return new[] { Metric.F1, Metric.AveragePrecision, Metric.Specificity, MetricValues.F2 }.All(metric =>
            Compare(metric, champion, challenger) == Compare(metric, champion.Take(shuffled), challenger.Take(shuffled)));
    }).Check(Properties.Fixed.WithMaxTest(10));

    private static JsonElement Bootstraps { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(
        RepositoryRoot.Path, "tests", "MlCi.Tests", "Comparison", "bootstrap_values.json"))).RootElement;

    private static DecisionPairs Cells(JsonElement expected, string name)
    {
        long[] counts = [.. expected.Numbers(name).Select(count => (long)count)];
        return new DecisionPairs(counts[0], counts[1], counts[2], counts[3]);
    }
}
