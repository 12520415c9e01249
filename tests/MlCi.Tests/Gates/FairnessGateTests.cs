using FsCheck;
using FsCheck.Fluent;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;
using Interval = MlCi.Statistics.Interval;

namespace MlCi.Tests.Gates;

public sealed class FairnessGateTests
{
    private const double Alpha = .05;
    private static readonly SliceRule Sex = new("sex", "sex", Bins: null, Rules.Place);

    private static FairnessRule Gap(double limit, FairnessMetric metric = FairnessMetric.Parity) => new(Sex, metric, limit, IsRatio: false, WhenInconclusive.Warn, Rules.Place);

    private static FairnessRule Ratio(double limit, FairnessMetric metric = FairnessMetric.Parity) => Gap(limit, metric) with { IsRatio = true };

    private static GateResult Decide(FairnessRule rule, params ConfusionCounts[] groups)
    {
        List<bool> labels = [];
        List<double> scores = [];
        List<Slice> cut = [];
        foreach (ConfusionCounts counts in groups)
        {
            int start = labels.Count;
            foreach ((long rows, bool label, double score) in new[]
            {
                (counts.TruePositives, true, .9), (counts.FalsePositives, false, .9), (counts.FalseNegatives, true, .1), (counts.TrueNegatives, false, .1),
            })
            {
                labels.AddRange(Enumerable.Repeat(label, (int)rows));
                scores.AddRange(Enumerable.Repeat(score, (int)rows));
            }

            cut.Add(new Slice("sex", $"{cut.Count}", [.. Enumerable.Range(start, labels.Count - start)]));
        }

        return FairnessGate.Decide(rule, new PredictionSet([.. labels], [.. scores], .5), cut, Alpha, .8);
    }

    /// <summary>A group of so many rows, of which so many are decided positive; all rows are positive.</summary>
    private static ConfusionCounts Group(long decided, long rows) => new(decided, 0, rows - decided, 0);

    [Fact]
    public void SmallGap_Passes_WithTheIntervalOfItsPair()
    {
        GateResult result = Decide(Gap(.1), Group(500, 1000), Group(510, 1000));

        Interval pass = Newcombe.Of(new(510, 1000), new(500, 1000), Alpha);
        Assert.Equal((GateVerdict.Passed, false, FairnessGate.Kind), (result.Verdict, result.Blocks, result.Rule));
        Assert.Equal(("parity gap@sex", "parity", "max"), (result.Id, result.Metric, result.Direction));
        Assert.Equal((.01, 0, pass.Upper), (Math.Round(result.Estimate!.Value, 12), result.Lower!.Value, result.Upper!.Value));
        Assert.Equal("parity gap@sex 0.010 [0.000, 0.047] clears ≤ 0.1 (share of positive decisions 0.500 in sex=0, 0.510 in sex=1)", result.Reason);
    }

    [Fact]
    public void LargeGap_Fails_OnTheCorrectedEnd()
    {
        GateResult result = Decide(Gap(.1), Group(300, 1000), Group(510, 1000));

        // Two groups differ in two directions.
        Assert.Equal(Newcombe.Of(new(510, 1000), new(300, 1000), Alpha / 2).Lower, result.Lower);
        Assert.Equal((GateVerdict.Failed, true), (result.Verdict, result.Blocks));
    }

    [Fact]
    public void GapOfSmallGroups_IsInconclusive_AndWarns_WithTheRowsNeeded()
    {
        GateResult result = Decide(Gap(.1), Group(5, 10), Group(6, 13));

        Assert.Equal((GateVerdict.Inconclusive, false), (result.Verdict, result.Blocks));
        Assert.True(result.RowsNeeded > 0);
        Assert.True(Decide(Gap(.1) with { Inconclusive = WhenInconclusive.Block }, Group(5, 10), Group(6, 13)).Blocks);
    }

    [Fact]
    public void Ratio_IsOfTheLowestToTheHighest()
    {
        GateResult result = Decide(Ratio(.5), Group(450, 1000), Group(600, 1000), Group(580, 1000));

        Assert.Equal(.75, result.Estimate!.Value, 12);
        Assert.Equal(RateRatio.Of(new(450, 1000), new(600, 1000), Alpha).Lower, result.Lower);
        Assert.Equal(RateRatio.Of(new(450, 1000), new(600, 1000), Alpha / 6).Upper, result.Upper);
        Assert.Equal((GateVerdict.Passed, "min"), (result.Verdict, result.Direction));
        Assert.Equal(GateVerdict.Failed, Decide(Ratio(.95), Group(450, 1000), Group(600, 1000), Group(580, 1000)).Verdict);
    }

    [Fact]
    public void EqualOpportunity_LooksAtPositivesOnly()
    {
        GateResult result = Decide(Gap(.1, FairnessMetric.EqualOpportunity), new(500, 0, 500, 1000), new(510, 700, 490, 300));

        Assert.Equal((.01, 2000, GateVerdict.Passed), (Math.Round(result.Estimate!.Value, 12), result.Rows, result.Verdict));
    }

    [Fact]
    public void EqualizedOdds_IsTheWorseOfBothRates()
    {
        GateResult result = Decide(Gap(.1, FairnessMetric.EqualizedOdds), new(500, 0, 500, 1000), new(510, 700, 490, 300));

        Assert.Equal((.7, GateVerdict.Failed), (Math.Round(result.Estimate!.Value, 12), result.Verdict));
        Assert.Contains("false positive rate 0.000 in sex=0, 0.700 in sex=1", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void DegenerateGroups_AreNotEvaluated_AndBlock()
    {
        (GateResult Result, string Reason)[] cases =
        [
            (Decide(Gap(.1)), "no rows"),
            (Decide(Gap(.1), Group(5, 10)), "found one group, sex=0, and nothing to compare it with"),
            (Decide(Gap(.1), Group(5, 10), Group(0, 0)), "group sex=1 has no rows"),
            (Decide(Gap(.1, FairnessMetric.EqualOpportunity), Group(5, 10), new(0, 3, 0, 4)), "group sex=1 has no positive rows"),
            (Decide(Gap(.1, FairnessMetric.EqualizedOdds), new(1, 1, 1, 1), Group(5, 10)), "group sex=1 has no negative rows"),
            (Decide(Ratio(.8), Group(0, 10), Group(0, 20)), "the share of positive decisions is 0 in every group, so there is no ratio"),
            (Decide(Gap(.1), [.. Enumerable.Repeat(Group(1, 2), 101)]), "found 101 groups, expected at most 100"),
        ];

        Assert.All(cases, one => Assert.Equal((GateVerdict.NotEvaluated, true), (one.Result.Verdict, one.Result.Blocks)));
        Assert.All(cases, one => Assert.EndsWith($"@sex not evaluated: {one.Reason}", one.Result.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void ScoreThatIsNoNumber_IsNotEvaluated()
    {
        var set = new PredictionSet([true, false], [double.NaN, .5], .5);

        Assert.Equal(
            "parity gap@sex not evaluated: a score is not a number from 0 to 1",
            FairnessGate.Decide(Gap(.1), set, [new("sex", "0", [0]), new("sex", "1", [1])], Alpha, .8).Reason);
    }

    [Fact]
    public void NobodyChosenInOneGroup_HasARatioOfZero()
    {
        GateResult result = Decide(Ratio(.8), Group(0, 500), Group(200, 500));

        Assert.Equal((0, 0, GateVerdict.Failed), (result.Estimate, result.Lower, result.Verdict));
    }

    [Fact]
    public void OrderOfRowsAndGroups_ChangesNothing() => Prop.ForAll(
        Gen.Choose(1, 40).SelectMany(rows => Gen.Choose(0, rows).Select(decided => Group(decided, rows))).ArrayOf(4).ToArbitrary(), groups =>
        {
            GateResult forth = Decide(Ratio(.8), groups);
            GateResult back = Decide(Ratio(.8), [.. groups.Reverse()]);
            GateResult gap = Decide(Gap(.1), groups);
            GateResult gapBack = Decide(Gap(.1), [.. groups.Reverse()]);
            return (forth.Estimate, forth.Lower, forth.Upper, forth.Verdict) == (back.Estimate, back.Lower, back.Upper, back.Verdict)
                && (gap.Estimate, gap.Lower, gap.Upper, gap.Verdict) == (gapBack.Estimate, gapBack.Lower, gapBack.Upper, gapBack.Verdict)
                && forth.Lower <= forth.Upper && gap.Lower <= gap.Upper;
        }).Check(Properties.Fixed.WithMaxTest(50));

    // 200·[((1.95996 + .84162)·.0698212/.05)² − 1], the level halved as the estimate misses in one of two directions; where it clears,
    // 1.64485 stands for 1.95996. The ratio's standard error is .7273·√(.6/40 + .45/55) = .11073.
    [Theory]
    [InlineData(false, .1, 2_862)]
    [InlineData(false, .2, 2_212)]
    [InlineData(true, .8, 3_440)]
    [InlineData(true, .6, 736)]
    public void RowsNeeded_AreThoseThatShowTheEstimate(bool isRatio, double limit, long rows)
    {
        GateResult result = Decide(isRatio ? Ratio(limit) : Gap(limit), Group(40, 100), Group(55, 100));

        Assert.Equal((GateVerdict.Inconclusive, rows), (result.Verdict, result.RowsNeeded));
        Assert.Equal((200, .9), (result.Rows, result.Level));
        Assert.Contains(isRatio ? "parity ratio@sex 0.727 [" : "parity gap@sex 0.150 [", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void RateThatNobodyHas_NeedsRowsByTheirNumber()
    {
        GateResult result = Decide(Gap(.1), Group(0, 10), Group(0, 10));

        // The end is z²/(10 + z²) = .21294, and falls about as the rows grow: 20·(.21294/.1 − 1) = 22.6.
        Assert.Equal((GateVerdict.Inconclusive, 23), (result.Verdict, result.RowsNeeded));
        Assert.EndsWith("inconclusive, about 23 more rows would decide it", result.Reason, StringComparison.Ordinal);
    }

    // Towards the limit: 20·((1 − lower)/.05 − 1) for a gap of one, and the same for a ratio of one.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 10)]
    public void RateThatAllOfAGroupHave_NeedsRowsByTheirNumber(bool isRatio, long decided)
    {
        GateResult result = Decide(isRatio ? Ratio(.95) : Gap(.95), Group(decided, 10), Group(10, 10));

        Assert.Equal((1, GateVerdict.Inconclusive), (result.Estimate, result.Verdict));
        Assert.Equal((long)Math.Ceiling(20 * ((1 - result.Lower!.Value) / .05 - 1) - 1e-9), result.RowsNeeded);
    }

    [Fact]
    public void DecidedGate_NeedsNoRows()
    {
        Assert.Null(Decide(Gap(.1), Group(500, 1000), Group(510, 1000)).RowsNeeded);
        Assert.Null(Decide(Gap(.1), Group(300, 1000), Group(510, 1000)).RowsNeeded);
    }

    [Fact]
    public void WorstRatio_IsNotThatOfTheWidestGap()
    {
        // True positive rates of .9 and .5 are further apart than false positive rates of .2 and .01, of which one is a twentieth.
        GateResult result = Decide(Ratio(.8, FairnessMetric.EqualizedOdds), new(90, 20, 10, 80), new(50, 2, 50, 198));

        Assert.Equal(.05, result.Estimate!.Value, 12);
        Assert.Equal("equalized_odds ratio@sex", result.Id);
        Assert.Contains("misses ≥ 0.8 (false positive rate 0.010 in sex=1, 0.200 in sex=0)", result.Reason, StringComparison.Ordinal);
        // Of both rates the one of more rows: 300 negatives, 200 positives.
        Assert.Equal(300, result.Rows);
    }

    [Fact]
    public void Parity_CountsAllPositiveDecisions_WrongOnesToo()
    {
        GateResult result = Decide(Gap(.1), new(200, 300, 100, 400), new(400, 90, 110, 400));

        Assert.Equal(.01, result.Estimate!.Value, 12);
    }

    [Fact]
    public void AsManyGroupsAsThereMayBe_AreCompared() =>
        Assert.Equal(GateVerdict.Inconclusive, Decide(Gap(.1), [.. Enumerable.Repeat(Group(1, 2), FairnessGate.MostGroups)]).Verdict);

    // The four-fifths rule on point values fails 45 % of these: the extremes of ten groups look far apart by chance.
    [Fact]
    public void TenEqualGroups_FailAtMostAtTheirLevel()
    {
        const int Simulations = 200;
        var random = new Random(20240609);
        int failed = 0;
        int failedByPoints = 0;
        for (int i = 0; i < Simulations; i++)
        {
            GateResult result = Decide(Ratio(.8), [.. Enumerable.Range(0, 10).Select(_ => Group(Binomial(random, 200, .5), 200))]);
            failed += result.Verdict == GateVerdict.Failed ? 1 : 0;
            failedByPoints += result.Estimate < .8 ? 1 : 0;
        }

        Assert.InRange(failedByPoints / (double)Simulations, .38, .52);
        Assert.InRange(failed / (double)Simulations, 0, Alpha);
    }

    // At the limit itself neither side may decide wrongly more often than α; three standard errors of the simulation on top.
    [Theory]
    [InlineData(false, .1, .4, .5)]
    [InlineData(true, .8, .4, .5)]
    public void AtTheLimit_EachSideErrsAtItsLevel(bool ratio, double limit, double low, double high)
    {
        const int Simulations = 1000;
        var random = new Random(20240610);
        FairnessRule rule = ratio ? Ratio(limit) : Gap(limit);
        GateVerdict[] verdicts = [.. Enumerable.Range(0, Simulations).Select(_ => Decide(rule, Group(Binomial(random, 150, low), 150), Group(Binomial(random, 150, high), 150)).Verdict)];

        Assert.InRange(verdicts.Count(verdict => verdict == GateVerdict.Failed) / (double)Simulations, 0, .071);
        Assert.InRange(verdicts.Count(verdict => verdict == GateVerdict.Passed) / (double)Simulations, 0, .071);
    }

    private static int Binomial(Random random, int rows, double rate) => Enumerable.Range(0, rows).Count(_ => random.NextDouble() < rate);
}
