using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Statistics;

namespace MlCi.Tests.Gates;

public sealed class ComparisonGateTests
{
    private static ComparisonResult Comparison(ComparisonOutcome outcome, WhenInconclusive inconclusive = WhenInconclusive.Warn) => new(
        new CompareRule(Metric.Brier, .02, 0, inconclusive, Rules.Place), 500, .2, .19, .05, new Interval(.01, .09), .024, .04, outcome, "why", 70);

    [Theory]
    [InlineData(ComparisonOutcome.Identical, "identical", GateVerdict.Passed)]
    [InlineData(ComparisonOutcome.Better, "better", GateVerdict.Passed)]
    [InlineData(ComparisonOutcome.Worse, "worse", GateVerdict.Failed)]
    [InlineData(ComparisonOutcome.WorseWithinMargin, "worse-within-margin", GateVerdict.Passed)]
    [InlineData(ComparisonOutcome.WorseSizeUndecided, "worse-size-undecided", GateVerdict.Failed)]
    [InlineData(ComparisonOutcome.NotWorse, "not-worse", GateVerdict.Passed)]
    [InlineData(ComparisonOutcome.Inconclusive, "inconclusive", GateVerdict.Inconclusive)]
    [InlineData(ComparisonOutcome.NotEvaluated, "not-evaluated", GateVerdict.NotEvaluated)]
    public void Outcome_DecidesTheGate(ComparisonOutcome outcome, string name, GateVerdict verdict)
    {
        GateResult result = ComparisonGate.ToResult(Comparison(outcome), .05);

        Assert.Equal((name, verdict), (result.Outcome, result.Verdict));
        Assert.Equal(verdict is GateVerdict.Failed or GateVerdict.NotEvaluated, result.Blocks);
    }

    [Fact]
    public void Inconclusive_BlocksWhereTheRuleSaysSo() =>
        Assert.True(ComparisonGate.ToResult(Comparison(ComparisonOutcome.Inconclusive, WhenInconclusive.Block), .05).Blocks);

    [Fact]
    public void EveryField_IsFilled() => Assert.Equal(
        new GateResult
        {
            Id = "brier vs champion",
            Metric = "brier",
            Rule = "comparison",
            Rows = 500,
            Estimate = .19,
            Lower = .01,
            Upper = .09,
            Level = .9,
            Margin = .02,
            Relative = true,
            Champion = .2,
            Difference = .05,
            Outcome = "better",
            PValue = .04,
            Verdict = GateVerdict.Passed,
            Blocks = false,
            Reason = "why",
            RowsNeeded = 70,
            Source = Rules.Place,
        },
        ComparisonGate.ToResult(Comparison(ComparisonOutcome.Better), .05));
}
