using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;
using MlCi.Statistics;

namespace MlCi.Tests.Gates;

public sealed class SliceFamilyTests
{
    private const double Alpha = .05;

    private static readonly CompareRule Accuracy =
        new(Metric.Accuracy, .01, 0, WhenInconclusive.Warn, Rules.Place) { Slices = ["group"] };

    /// <summary>Slices of which given numbers of rows are right with both models, only the champion, only the challenger.</summary>
    private static SlicedStatistics Holdout(params (int Both, int OnlyChampion, int OnlyChallenger, int Rows)[] slices)
    {
        List<bool> labels = [];
        List<double> champion = [], challenger = [];
        List<int> codes = [];
        for (int slice = 0; slice < slices.Length; slice++)
        {
            (int both, int onlyChampion, int onlyChallenger, int rows) = slices[slice];
            for (int i = 0; i < rows; i++)
            {
                bool label = i % 2 == 0;
                labels.Add(label);
                champion.Add(i < both + onlyChampion == label ? .9 : .1);
                challenger.Add((i < both || (i >= both + onlyChampion && i < both + onlyChampion + onlyChallenger)) == label ? .8 : .2);
                codes.Add(slice);
            }
        }

        bool[] truth = [.. labels];
        return SlicedStatistics.Of(
            new PredictionSet(truth, [.. challenger], .5), new PredictionSet(truth, [.. champion], .5),
            [new SlicePartition("group", [.. slices.Select((_, i) => $"{(char)('a' + i)}")], new RowGroups([.. codes], slices.Length))], Measures.All, 1);
    }

    private static IReadOnlyList<GateResult> Compare(CompareRule rule, SlicedStatistics holdout, int reserved = 0) =>
        SliceFamily.Decide(ComparisonGate.Pending([rule], holdout, Alpha, .8), reserved);

    [Fact]
    public void BetterAverage_DoesNotHideAWorseSlice()
    {
        IReadOnlyList<GateResult> results = Compare(Accuracy, Holdout((700, 20, 250, 1000), (60, 40, 0, 100)));

        Assert.Equal(["accuracy vs champion", "accuracy@group=a vs champion", "accuracy@group=b vs champion"], results.Select(result => result.Id));
        Assert.Equal([null, "group=a", "group=b"], results.Select(result => result.Slice));
        Assert.Equal(["better", "better", "worse"], results.Select(result => result.Outcome));
        Assert.Equal([GateVerdict.Passed, GateVerdict.Passed, GateVerdict.Failed], results.Select(result => result.Verdict));
        Assert.Equal([false, false, true], results.Select(result => result.Blocks));
        Assert.Equal("accuracy@group=b 0.600 vs champion 1.000: worse by 0.400 [0.323, 0.482], margin 0.01 (p < 0.001 among all slices)", results[2].Reason);
    }

    [Fact]
    public void WholeHoldout_IsOutsideTheFamily()
    {
        GateResult whole = Compare(Accuracy, Holdout((500, 90, 0, 1000)))[0];

        Assert.Equal((GateVerdict.Failed, null), (whole.Verdict, whole.PAdjusted));
        Assert.Equal(McNemar.PValue(0, 90), whole.PValue);
    }

    [Fact]
    public void SliceWorseByItself_ButNotAmongAll_IsInconclusive_AndWarns()
    {
        (int, int, int, int)[] slices = [(80, 8, 0, 100), .. Enumerable.Repeat((900, 5, 5, 1000), 19)];
        GateResult result = Compare(Accuracy, Holdout(slices))[1];

        Assert.True(result.Upper < -.01);
        Assert.True(result.PValue <= Alpha);
        Assert.Equal(20 * result.PValue!.Value, result.PAdjusted!.Value, 1e-15);
        Assert.Equal(("worse", GateVerdict.Inconclusive, false), (result.Outcome, result.Verdict, result.Blocks));
        // At α/20 = .0025: 100·[((2.8070 + .8416)·√((.08 − .08²)/100)/(.08 − .01))² − 1] = 99.96.
        Assert.Equal(100, result.RowsNeeded);
        Assert.EndsWith(
            $"by itself, but not as one of 20 slice gates (adjusted p {Numerals.PValue(result.PAdjusted.Value, Alpha)}): inconclusive, "
            + "about 100 more rows would decide it", result.Reason, StringComparison.Ordinal);
        Assert.Equal(GateVerdict.Failed, Compare(Accuracy, Holdout(slices[0]))[1].Verdict);
    }

    [Fact]
    public void SliceWorseOnEachOfAFewRows_IsToldHowManyWouldShowIt()
    {
        (int, int, int, int)[] slices = [(0, 4, 0, 4), .. Enumerable.Repeat((900, 5, 5, 1000), 13)];
        GateResult result = Compare(Accuracy, Holdout(slices))[1];

        Assert.Equal((-1, "worse", GateVerdict.Inconclusive), (result.Difference, result.Outcome, result.Verdict));
        long rows = 4 + result.RowsNeeded!.Value;
        double wanted = -SampleSize.Reach(Alpha / 14, .8);
        Assert.True(Tango.Statistic(0, rows, rows, -.01) <= wanted);
        Assert.True(Tango.Statistic(0, rows - 1, rows - 1, -.01) > wanted);
        Assert.EndsWith($"inconclusive, about {result.RowsNeeded} more rows would decide it", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void BlockingRule_BlocksWhereASliceIsInconclusive()
    {
        (int, int, int, int)[] slices = [(80, 8, 0, 100), .. Enumerable.Repeat((900, 5, 5, 1000), 19)];

        Assert.True(Compare(Accuracy with { Inconclusive = WhenInconclusive.Block }, Holdout(slices))[1].Blocks);
    }

    [Fact]
    public void WorseBySizeUndecided_FailsTheWhole_ButNoSlice()
    {
        // Worse by 0.012, with an interval from below the margin of 0.01 to below 0.
        IReadOnlyList<GateResult> results = Compare(Accuracy, Holdout((9000, 220, 100, 10_000)));

        Assert.Equal(["worse-size-undecided", "worse-size-undecided"], results.Select(result => result.Outcome));
        Assert.Equal([GateVerdict.Failed, GateVerdict.Inconclusive], results.Select(result => result.Verdict));
        Assert.True(results[1].PAdjusted > Alpha);
        Assert.NotNull(results[1].RowsNeeded);
        Assert.Contains("by more or by less than the margin 0.01 is undecided: inconclusive, ", results[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void P_IsAtMostAlpha_ExactlyWhenTheIntervalIsBelowTheMargin()
    {
        var rows = MlCi.Tests.Metrics.SampleRows.Make(seed: 11, least: 600);
        PairedStatistics whole = rows.Statistics().Whole;
        PairedStatistics swapped = Swapped(rows);
        foreach (Metric metric in Metric.All.Where(ChampionComparison.Supports))
        {
            foreach (PairedStatistics one in (PairedStatistics[])[whole, swapped])
            {
                double end = -Compare(metric, one, margin: .01).Interval!.Value.Upper;
                // Beside the margin at which the answer changes, and at some others.
                foreach (double margin in (double[])[end - 1e-6, end + 1e-6, .002, .02, .06, .1, .2, .4, .8])
                {
                    ComparisonResult result = Compare(metric, one, margin);
                    Assert.Equal(result.Interval!.Value.Upper < -margin, result.PWorse <= Alpha);
                }
            }
        }
    }

    [Fact]
    public void ThresholdsAndComparisons_AreOneFamily()
    {
        SlicedStatistics holdout = Holdout((600, 30, 10, 1000), (850, 20, 30, 1000));
        GateRule limit = Rules.AtLeast(Metric.Accuracy, .64, "group");
        IReadOnlyList<PendingGate> gates =
        [
            .. GateEvaluator.Pending([limit], Evaluation.Of([Metric.Accuracy], holdout, Alpha, 1), Alpha, .8),
            .. ComparisonGate.Pending([Accuracy], holdout, Alpha, .8),
        ];
        IReadOnlyList<GateResult> results = SliceFamily.Decide(gates);

        int[] family = [0, 1, 3, 4];
        Assert.Equal(Holm.Adjust([.. family.Select(i => results[i].PValue!.Value)]), family.Select(i => results[i].PAdjusted!.Value));
        Assert.Null(results[2].PAdjusted);
    }

    [Theory]
    [InlineData(.0001, .02, .04)]
    [InlineData(.01, .0001, .0002)]
    [InlineData(.02, .001, .9)]
    public void WhatFailsWithReservedPlaces_FailsWhateverComes(double own, double other, double third)
    {
        PendingGate[] ours = [Gate(own), Gate(.004), Gate(.3)];
        IReadOnlyList<GateResult> early = SliceFamily.Decide(ours, reserved: 2);
        IReadOnlyList<GateResult> late = SliceFamily.Decide([.. ours, Gate(other), Gate(third)]);

        for (int i = 0; i < ours.Length; i++)
            Assert.True(late[i].PAdjusted <= early[i].PAdjusted);
    }

    [Fact]
    public void SliceWithoutP_IsNoMember()
    {
        IReadOnlyList<GateResult> results = Compare(Accuracy, Holdout((60, 40, 0, 100), (0, 0, 0, 0)));

        Assert.Equal((GateVerdict.NotEvaluated, true, null), (results[2].Verdict, results[2].Blocks, results[2].PAdjusted));
        Assert.Equal("accuracy@group=b vs champion not evaluated: no rows", results[2].Reason);
        Assert.Equal(results[1].PValue, results[1].PAdjusted);
    }

    [Fact]
    public void AdjustedPOfExactlyAlpha_Fails()
    {
        PendingGate comparison = ComparisonGate.Pending([Accuracy], Holdout((80, 8, 0, 100)), Alpha, .8)[1];
        GateRule limit = Rules.AtLeast(Metric.Accuracy, .9, "group");
        PendingGate threshold = GateEvaluator.Pending([limit], Evaluation.Of([Metric.Accuracy], Holdout((80, 0, 0, 100)), Alpha, 1), Alpha, .8)[0];

        Assert.All([comparison, threshold], gate =>
        {
            Assert.Equal(GateVerdict.Failed, gate.Decide(Alpha, 4).Verdict);
            Assert.Equal(GateVerdict.Inconclusive, gate.Decide(Math.BitIncrement(Alpha), 4).Verdict);
        });
    }

    [Fact]
    public void Family_CountsItsMembersAndTheReservedPlaces_AtLeastOne()
    {
        List<int> sizes = [];
        PendingGate Asked(bool isOnSlice, double? p) => Gate(.5) with { IsOnSlice = isOnSlice, PValue = p, Decide = (adjusted, size) => Noted(adjusted, size) };
        GateResult Noted(double? adjusted, int size)
        {
            sizes.Add(size);
            return Gate(.5).Decide(adjusted, size);
        }

        SliceFamily.Decide([Asked(isOnSlice: true, .2), Asked(isOnSlice: false, .2), Asked(isOnSlice: true, null)], reserved: 2);
        SliceFamily.Decide([Asked(isOnSlice: false, .2)]);

        Assert.Equal([3, 3, 3, 1], sizes);
        Assert.Throws<ArgumentOutOfRangeException>("reserved", () => SliceFamily.Decide([], reserved: -1));
    }

    [Fact]
    public void GateThatIsDecidedAlready_StaysAsItIs()
    {
        GateResult decided = Gate(.5).Decide(null, 1);
        IReadOnlyList<GateResult> results = SliceFamily.Decide([PendingGate.Decided(decided), Gate(.01), Gate(.02)]);

        Assert.Same(decided, results[0]);
        Assert.Equal([.02, .02], results.Skip(1).Select(result => result.PAdjusted!.Value));
    }

    private static ComparisonResult Compare(Metric metric, PairedStatistics rows, double margin) =>
        ChampionComparison.Compare(new CompareRule(metric, margin, 0, WhenInconclusive.Warn, Rules.Place), rows, null, Alpha, .8);

    private static PairedStatistics Swapped(MlCi.Tests.Metrics.SampleRows rows) =>
        PredictionStatistics.Of(rows.Champion, rows.Challenger, [], Measures.All, 1).Whole;

    private static PendingGate Gate(double p) => new(IsOnSlice: true, p, (adjusted, _) => new GateResult
    {
        Id = "x",
        Metric = "x",
        Rule = "threshold",
        Verdict = GateVerdict.Passed,
        Blocks = false,
        Reason = "",
        Source = Rules.Place,
        PAdjusted = adjusted,
    });
}
