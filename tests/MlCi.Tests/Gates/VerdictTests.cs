using MlCi.Gates;

namespace MlCi.Tests.Gates;

public sealed class VerdictTests
{
    private static GateResult Result(GateVerdict verdict, string? slice = null, bool? blocks = null) => new()
    {
        Id = "auc",
        Metric = "auc",
        Rule = "threshold",
        Slice = slice,
        Verdict = verdict,
        Blocks = blocks ?? verdict is GateVerdict.Failed or GateVerdict.NotEvaluated,
        Reason = $"{verdict}{(slice is null ? "" : " " + slice)}{(blocks == true ? " blocks" : "")}",
        Source = Rules.Place,
    };

    private static readonly GateResult Passed = Result(GateVerdict.Passed);
    private static readonly GateResult Warning = Result(GateVerdict.Inconclusive, blocks: false);

    [Fact]
    public void NoGates_DoNotPass() => Assert.Equal(new Verdict(false, "no gates", 0, 0, 0, 0, 0), Verdict.Of([]));

    [Fact]
    public void AllPassed_Pass()
    {
        Assert.Equal(new Verdict(true, "all 2 gates passed", 2, 0, 0, 0, 0), Verdict.Of([Passed, Passed]));
        Assert.Equal(new Verdict(true, "the one gate passed", 1, 0, 0, 0, 0), Verdict.Of([Passed]));
    }

    [Fact]
    public void InconclusiveThatWarns_IsCounted_AndDoesNotBlock() => Assert.Equal(
        new Verdict(true, "nothing blocks: 1 inconclusive, 2 passed", 2, 0, 0, 1, 0), Verdict.Of([Passed, Warning, Passed]));

    [Fact]
    public void InconclusiveThatBlocks_DoesNotPass() => Assert.Equal(
        new Verdict(false, "Inconclusive blocks", 1, 0, 1, 1, 0),
        Verdict.Of([Passed, Warning, Result(GateVerdict.Inconclusive, blocks: true)]));

    [Fact]
    public void NotEvaluated_NeverPasses_WhateverItsFlagSays() =>
        Assert.False(Verdict.Of([Passed, Result(GateVerdict.NotEvaluated, blocks: false)]).Passed);

    [Fact]
    public void ReasonThatMatters_IsTheWholeSetsFailure_ThenASlices_ThenWhatIsMissing_ThenWhatIsOpen()
    {
        List<GateResult> results =
        [
            Result(GateVerdict.Inconclusive, blocks: true), Result(GateVerdict.NotEvaluated, "b"), Result(GateVerdict.NotEvaluated, "c"),
            Result(GateVerdict.Failed, "d"), Result(GateVerdict.Failed), Passed,
        ];

        foreach (string reason in (string[])["Failed", "Failed d", "NotEvaluated b", "NotEvaluated c", "Inconclusive blocks"])
        {
            Verdict verdict = Verdict.Of(results);
            Assert.False(verdict.Passed);
            Assert.Equal(reason, verdict.Reason);
            results.RemoveAt(results.FindIndex(result => result.Reason == reason));
        }

        Assert.True(Verdict.Of(results).Passed);
    }

    [Fact]
    public void Counts_LeaveOutWhatThereIsNot()
    {
        Assert.Equal(
            "1 failed, 1 not evaluated, 3 inconclusive (2 block), 1 passed",
            Verdict.Of([
                Passed, Warning, Result(GateVerdict.Failed), Result(GateVerdict.NotEvaluated),
                Result(GateVerdict.Inconclusive, blocks: true), Result(GateVerdict.Inconclusive, blocks: true),
            ]).Counts);
        Assert.Equal("1 inconclusive (1 blocks), 1 passed", Verdict.Of([Passed, Result(GateVerdict.Inconclusive, blocks: true)]).Counts);
        Assert.Equal("no gates", Verdict.Of([]).Counts);
    }
}
