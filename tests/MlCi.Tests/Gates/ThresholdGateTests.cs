using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Tests.Gates;

public sealed class ThresholdGateTests
{
    private static GateResult Decide(GateRule rule, PredictionSet set) =>
        ThresholdGate.Decide(rule, MetricEstimator.Estimate(rule.Metric, set, .05), .05, .8);

    [Fact]
    public void WholeIntervalAboveAMinimum_Passes_AndEveryFieldIsFilled()
    {
        GateResult result = Decide(Rules.AtLeast(Metric.Accuracy, .7), Rules.Rows(742, 1000));

        Interval interval = ClopperPearson.Of(742, 1000, .05);
        Assert.Equal(
            new GateResult
            {
                Id = "accuracy",
                Metric = "accuracy",
                Slice = null,
                Rule = "threshold",
                Rows = 1000,
                Estimate = .742,
                Lower = interval.Lower,
                Upper = interval.Upper,
                Level = .9,
                Threshold = .7,
                Direction = "min",
                PValue = Binomial.AtMost(742, 1000, .7),
                Verdict = GateVerdict.Passed,
                Blocks = false,
                Reason = "accuracy 0.742 [0.718, 0.765] clears ≥ 0.7",
                Source = Rules.Place,
            },
            result);
    }

    [Fact]
    public void WholeIntervalBelowAMinimum_Fails_AndBlocks()
    {
        GateResult result = Decide(Rules.AtLeast(Metric.Accuracy, .78), Rules.Rows(742, 1000));

        Assert.Equal((GateVerdict.Failed, true), (result.Verdict, result.Blocks));
        Assert.Equal("accuracy 0.742 [0.718, 0.765] misses ≥ 0.78", result.Reason);
        Assert.Null(result.RowsNeeded);
        Assert.Null(result.PAdjusted);
    }

    [Fact]
    public void IntervalThatHoldsTheLimit_IsInconclusive_WithTheRowsThatWouldDecide()
    {
        GateResult result = Decide(Rules.AtLeast(Metric.Accuracy, .73), Rules.Rows(742, 1000));

        Assert.Equal((GateVerdict.Inconclusive, true), (result.Verdict, result.Blocks));
        // 1,000·[((1.6449 + 0.8416)·√(.742·.258/1,000)/.012)² − 1] = 7,219.2.
        Assert.Equal(7_220, result.RowsNeeded);
        Assert.Equal("accuracy 0.742 [0.718, 0.765] spans 0.73: inconclusive, about 7,300 more rows would decide it", result.Reason);
    }

    [Theory]
    [InlineData(.28, GateVerdict.Failed)]
    [InlineData(.3, GateVerdict.Inconclusive)]
    [InlineData(.36, GateVerdict.Passed)]
    public void Maximum_IsTheMirrorOfAMinimum(double limit, GateVerdict verdict)
    {
        // Losses of .25, .01 and .81 in shares of 30, 40 and 30 %: mean .322, standard error .0193.
        bool[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 2 == 0)];
        var set = new PredictionSet(labels, [.. labels.Select((label, i) => i % 10 < 3 ? .5 : label == (i % 10 < 7) ? .9 : .1)], .5);
        GateResult result = Decide(Rules.AtMost(Metric.Brier, limit), set);

        Assert.Equal(verdict, result.Verdict);
        Assert.Equal("max", result.Direction);
        Assert.Contains($"{limit}", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PlannedValue_IsWhatRowsArePlannedFor()
    {
        GateRule rule = Rules.AtLeast(Metric.Accuracy, .73);
        long? Needed(double planned) => Decide(rule with { Planned = planned }, Rules.Rows(742, 1000)).RowsNeeded;

        Assert.Equal(1_960, Needed(.75)!.Value, 10.0);
        Assert.Null(Needed(.73));
        Assert.Equal(0, Needed(.8));
        Assert.Equal(Needed(.74), Needed(.72));
        Assert.EndsWith(
            "inconclusive, and at the planned value of 0.73 no number of rows would decide it",
            Decide(rule with { Planned = .73 }, Rules.Rows(742, 1000)).Reason, StringComparison.Ordinal);
        Assert.EndsWith(
            "inconclusive, although so many rows should decide it at the planned value of 0.8",
            Decide(rule with { Planned = .8 }, Rules.Rows(742, 1000)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AllRowsRight_ButTooFew_NeedRowsByTheRuleOfThree()
    {
        GateResult result = Decide(Rules.AtLeast(Metric.Accuracy, .98), Rules.Rows(100, 100));

        Assert.Equal(GateVerdict.Inconclusive, result.Verdict);
        Assert.InRange(result.RowsNeeded!.Value, 47, 49);
    }

    [Fact]
    public void AllRowsRight_ShowNothingOfAPlannedMiss()
    {
        // All of 100 rows are right, whose interval from .9705 can only be shown to hold a limit above it: upwards there is no way to go.
        GateResult result = Decide(Rules.AtLeast(Metric.Accuracy, .98) with { Planned = .97 }, Rules.Rows(100, 100));

        Assert.Equal((GateVerdict.Inconclusive, 0), (result.Verdict, result.RowsNeeded));
    }

    [Fact]
    public void AllRowsWrong_NeedRowsTowardsTheirUpperEnd()
    {
        GateResult result = Decide(Rules.AtLeast(Metric.Accuracy, .02), Rules.Rows(0, 100));

        Assert.Equal(GateVerdict.Inconclusive, result.Verdict);
        Assert.InRange(result.RowsNeeded!.Value, 47, 49);
    }

    [Fact]
    public void WarningRule_DoesNotBlockWhereInconclusive_ButWhereItFails()
    {
        GateRule rule = Rules.AtLeast(Metric.Accuracy, .73) with { Inconclusive = WhenInconclusive.Warn };

        Assert.False(Decide(rule, Rules.Rows(742, 1000)).Blocks);
        Assert.True(Decide(rule with { Limit = .9 }, Rules.Rows(742, 1000)).Blocks);
    }

    [Fact]
    public void TooFewRows_AreInconclusive_NotPassed()
    {
        GateResult result = Decide(Rules.AtLeast(Metric.Auc, .5), Rules.Rows(90, 100));

        Assert.Equal((GateVerdict.Inconclusive, true), (result.Verdict, result.Blocks));
        Assert.Equal(100, result.RowsNeeded);
        Assert.Null(result.Lower);
        Assert.Null(result.PValue);
        Assert.Equal(
            "auc 0.900 on 50 positive rows, expected at least 100, limit ≥ 0.5: inconclusive, about 100 more rows at this mix are needed", result.Reason);
    }

    [Fact]
    public void OneClass_IsNotEvaluated_AndBlocksEvenWhereTheRuleOnlyWarns()
    {
        var set = new PredictionSet([.. Enumerable.Repeat(true, 50)], [.. Enumerable.Range(0, 50).Select(i => i / 50.0)], .5);
        GateResult result = Decide(Rules.AtLeast(Metric.Auc, .5) with { Inconclusive = WhenInconclusive.Warn }, set);

        Assert.Equal((GateVerdict.NotEvaluated, true), (result.Verdict, result.Blocks));
        Assert.Equal("auc not evaluated: no negative rows", result.Reason);
        Assert.Null(result.Estimate);
    }

    [Fact]
    public void IntervalEndJustBesideItsLimit_IsNotShownOnIt()
    {
        double upper = ClopperPearson.Of(742, 1000, .05).Upper;
        GateResult result = Decide(Rules.AtLeast(Metric.Accuracy, .7648), Rules.Rows(742, 1000));

        Assert.True(upper < .7648);
        Assert.Equal("accuracy 0.742 [0.718, 0.7647] misses ≥ 0.7648", result.Reason);
    }
}
