using System.Text;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

public sealed class StepSummaryTests
{
    private static readonly GateReport Failed = SampleReports.FailedOnOneSlice with { Pipeline = "z" };
    private static readonly GateReport Passed = SampleReports.PassedWithIdenticalChampion with { Pipeline = "a" };

    [Fact]
    public void WhatFailed_ComesFirst_AndNothingIsLost() => Assert.Equal(
        $"## ❌ 2 pipelines: 1 no verdict, 1 skipped\n\n| | pipeline | verdict |\n|---|---|---|\n| ❌ | `b` | no verdict: stopped |\n| ➖ | `c` | skipped: needs x |\n\n{MarkdownReport.Write(Failed)}\n{MarkdownReport.Write(Passed)}\n", StepSummary.Write([Passed, Failed], [new("c", "skipped", "needs x", Blocks: false), new("b", "no verdict", "stopped", Blocks: true)], StepSummary.MostBytes));

    [Fact]
    public void WhatDoesNotFit_IsToldInItsFirstLine()
    {
        int room = Encoding.UTF8.GetByteCount(MarkdownReport.Write(Failed)) + 500;

        string text = StepSummary.Write([Passed, Failed], [], room);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, room);
        Assert.Contains(MarkdownReport.Write(Failed), text, StringComparison.Ordinal);
        Assert.Contains("## ✅ PASSED a: all 7 gates passed\n", text, StringComparison.Ordinal);
        Assert.EndsWith("A step's summary holds no more: 1 is told in its first line only; gate.md has all.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutRoom_TheCountIsTold()
    {
        string text = StepSummary.Write([.. Enumerable.Repeat(Failed, 40)], [], room: 1_000);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, 1_000);
        Assert.Contains("left out", text, StringComparison.Ordinal);
        Assert.Equal("", StepSummary.Write([Failed], [], room: 100));
        Assert.Equal("", StepSummary.Write([], [], StepSummary.MostBytes));
    }
}
