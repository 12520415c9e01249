using MlCi.Findings;
using MlCi.Gates;
using MlCi.PullRequests;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.PullRequests;

public sealed class RuleAnnotationsTests
{
    private const string PipelineFile = "pipelines/churn/pipeline.yml";

    [Fact]
    public void FailedThreshold_IsOnItsLine()
    {
        RuleAnnotation one = Assert.Single(Of(SampleChanges.FailedOnOneSlice).Shown);

        Assert.Equal((PipelineFile, 14, RuleAnnotation.Failure, "churn: accuracy failed for contract=Two year"), (one.Path, one.Line, one.Level, one.Title));
        Assert.StartsWith("accuracy where contract=Two year is 0.500 [0.458, 0.542] on 400 rows; at least 0.6 is required: short by 0.100", one.Message, StringComparison.Ordinal);
        Assert.Contains("\nNext: look at the rows with contract=Two year", one.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotBlock_IsAWarning() => Assert.Equal(RuleAnnotation.Warning, Assert.Single(Of(SampleChanges.Passed).Shown).Level);

    [Fact]
    public void ComparisonsThatFailed_AreOnTheirLines() => Assert.Equal(
        [(20, "churn: auc vs champion failed"), (21, "churn: brier vs champion failed")], Of(SampleChanges.WorseThanChampion).Shown.Select(one => (one.Line, one.Title)));

    [Fact]
    public void BrokenSchemaRule_IsOnItsLine_AndGatesThatCouldNotRunAreNot()
    {
        RuleAnnotation one = Assert.Single(Of(SampleChanges.DataFindings).Shown);

        Assert.Equal(("schema.json", 9, RuleAnnotation.Failure, "churn: type broken for age"), (one.Path, one.Line, one.Level, one.Title));
    }

    [Fact]
    public void CrashedTrainer_IsNoRulesFault() => Assert.Empty(Of(SampleChanges.CrashedTrainer).Shown);

    [Fact]
    public void RuleThatFailsInManySlices_IsOneAnnotation()
    {
        GateReport report = SampleReports.FailedOnOneSlice;
        GateResult failed = report.Gates.Single(gate => gate.Verdict == GateVerdict.Failed);

        RuleAnnotation one = Assert.Single(Of(report with { Gates = [.. Enumerable.Range(0, 30).Select(i => failed with { Slice = $"s={i}" })] }).Shown);

        Assert.Equal("churn: accuracy failed in 30 places", one.Title);
        Assert.EndsWith("\n… and 20 more", one.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatTheChangeEdits_IsNamedAsTheBases() => Assert.EndsWith(
        "(This change edits the file; the line is the base's, by whose rules it was judged.)", Assert.Single(Of(SampleChanges.RulesChanged).Shown).Message, StringComparison.Ordinal);

    [Fact]
    public void OverTheLimit_TheRestIsCounted_AndWhatBlocksComesFirst()
    {
        GateReport report = SampleReports.FailedOnOneSlice;
        GateResult failed = report.Gates.Single(gate => gate.Verdict == GateVerdict.Failed);
        GateResult[] gates = [.. Enumerable.Range(1, 8).Select(i => failed with { Source = new SourcePlace(PipelineFile, i), Blocks = i % 2 == 0 })];

        RuleAnnotations some = Of(report with { Gates = gates }, most: 5);

        Assert.Equal([(2, "failure"), (4, "failure"), (6, "failure"), (8, "failure"), (1, "warning")], some.Shown.Select(one => (one.Line, one.Level)));
        Assert.Equal(3, some.LeftOut);
        Assert.Equal(some.Shown, Of(report with { Gates = [.. gates.Reverse()] }, most: 5).Shown);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../other/pipeline.yml")]
    [InlineData("pipelines/../../x.yml")]
    [InlineData("C:\\x\\pipeline.yml")]
    [InlineData("")]
    public void PathOutOfTheRepository_HasNoAnnotation(string path) => Assert.Empty(Of(At(path)).Shown);

    [Theory]
    [InlineData("pipelines\\churn\\pipeline.yml")]
    [InlineData("./pipelines/churn/pipeline.yml")]
    public void PathIsFromTheRepositorysRoot_WithForwardSlashes(string path) => Assert.Equal(PipelineFile, Assert.Single(Of(At(path)).Shown).Path);

    [Fact]
    public void HostileNames_AreInertAndShort()
    {
        GateReport report = SampleReports.HostileNames;
        string endless = string.Concat(Enumerable.Repeat(SamplePredictions.Hostile, 100));

        Assert.All(Of(report with { Gates = [.. report.Gates.Select(gate => gate with { Metric = endless, Slice = endless })] }).Shown, one =>
        {
            Assert.InRange(one.Title.Length, 1, 255);
            Assert.InRange(one.Message.Length, 1, 10_000);
            Assert.DoesNotContain(one.Title + one.Message, letter => char.IsControl(letter) && letter != '\n');
            Assert.DoesNotContain("\n::", one.Message, StringComparison.Ordinal);
        });
    }

    private static GateReport At(string path)
    {
        GateReport report = SampleReports.FailedOnOneSlice;
        return report with { Gates = [.. report.Gates.Where(gate => gate.Verdict == GateVerdict.Failed).Select(gate => gate with { Source = new SourcePlace(path, 3) })] };
    }

    private static RuleAnnotations Of(GateReport report, int most = 50) => Of(SampleChanges.Of(SampleChanges.Judged(report)), most);

    private static RuleAnnotations Of(PullRequestReport report, int most = 50) => RuleAnnotations.Of(report, most);
}
