using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;
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

    // Weights that are all one say the same as none, but are judged by the rows' influences; slices of other rules are not compared.
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("weights", "plain")]
    [InlineData("plain", "weights")]
    [InlineData("weights", "clusters")]
    public void EveryKindOfPredictions_IsComparedOnTheWholeAndInItsSlices(string champion, string challenger)
    {
        const int Rows = 600;
        bool[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % 2 == 0)];
        SampledPredictions Right(int by, string sampling) => new(
            new PredictionSet(labels, [.. labels.Select((label, row) => label == row * 7919 % 97 > by ? .8 : .3)], .5),
            new Sampling(
                Rows, sampling == "weights" ? [.. Enumerable.Repeat(2.0, Rows)] : null, sampling == "clusters" ? [.. Enumerable.Range(0, Rows)] : null));
        SlicePartition Cut(string rule) => new(rule, ["a", "b"], new RowGroups([.. labels.Select((_, row) => row % 3 - 1)], 2));
        CompareRule rule = new(Metric.Accuracy, .01, 0, WhenInconclusive.Warn, Rules.Place) { Slices = ["group"] };

        IReadOnlyList<GateResult> results = SliceFamily.Decide(ComparisonGate.Pending(
            [rule], Right(20, champion), Right(30, challenger), [Cut("other"), Cut("group")], .05, .8));

        Assert.Equal(["accuracy vs champion", "accuracy@group=a vs champion", "accuracy@group=b vs champion"], results.Select(result => result.Id));
        Assert.Equal([600, 200, 200], results.Select(result => result.Rows));
        Assert.All(results, result => Assert.InRange(result.Difference!.Value, -.14, -.06));
        double lost = Enumerable.Range(0, Rows).Count(row => row * 7919 % 97 is > 20 and <= 30) / (double)Rows;
        Assert.Equal(-lost, results[0].Difference!.Value, 1e-12);
        Assert.Null(results[0].PAdjusted);
        Assert.All(results.Skip(1), result => Assert.NotNull(result.PAdjusted));
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
