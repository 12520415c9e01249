using MlCi.Findings;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

public sealed class MergedVerdictsTests
{
    private static string Text(string pipeline, bool passed = true, string commit = "c1") =>
        $$"""{"schemaVersion":1,"verdict":"{{(passed ? "passed" : "failed")}}","exitCode":{{(passed ? 0 : 1)}},"reason":"why\nmore","pipeline":"{{pipeline}}","commit":"{{commit}}"}""";

    private static MergedVerdict Only(string text, params string[] expected) => Assert.Single(MergedVerdicts.Of(expected, [("in/gate.json", text)], "c1"));

    [Fact]
    public void WhatIsThere_IsTaken_SortedByPipeline() => Assert.Equal(
        [new MergedVerdict("a", "failed", "why", ExitCodes.Negative, "x/gate.json"), new MergedVerdict("b", "passed", "why", ExitCodes.Passed, "w/gate.json")],
        MergedVerdicts.Of(["a", "b"], [("w/gate.json", Text("b")), ("x/gate.json", Text("a", passed: false))], "c1"));

    [Fact]
    public void WhatTheProductWrites_IsRead()
    {
        MergedVerdict read = Assert.Single(MergedVerdicts.Of([], [("gate.json", GateReportJson.Write(SampleReports.PassedWithoutChampion))], commit: null));

        Assert.Equal((SampleReports.PassedWithoutChampion.Pipeline, "passed", ExitCodes.Passed), (read.Pipeline, read.Verdict, read.ExitCode));
    }

    [Fact]
    public void MissingPipeline_IsNotEvaluated()
    {
        MergedVerdict missing = MergedVerdicts.Of(["a", "b"], [("gate.json", Text("a"))], "c1")[1];

        Assert.Equal(("b", "not evaluated", ExitCodes.Negative), (missing.Pipeline, missing.Verdict, missing.ExitCode));
        Assert.StartsWith("found no gate.json of it, expected one", missing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoVerdictsOfOnePipeline_AreNone()
    {
        MergedVerdict doubled = Assert.Single(MergedVerdicts.Of(["a"], [("y/gate.json", Text("a")), ("x/gate.json", Text("a"))], "c1"));

        Assert.Equal(("not evaluated", "found 2 verdicts, in x/gate.json, y/gate.json, expected one"), (doubled.Verdict, doubled.Reason));
    }

    [Fact]
    public void PipelineThatNobodyExpects_CountsToo()
    {
        Assert.Equal("failed", Only(Text("other", passed: false)).Verdict);
        Assert.Equal(["a", "other"], MergedVerdicts.Of(["a"], [("gate.json", Text("other"))], "c1").Select(one => one.Pipeline));
    }

    [Fact]
    public void VerdictOnAnotherCommit_IsNone_UnlessNobodyKnowsTheCommit()
    {
        Assert.Equal("found a verdict on commit c0 in in/gate.json, expected one on c1", Only(Text("a", commit: "c0"), "a").Reason);
        Assert.Equal("passed", Assert.Single(MergedVerdicts.Of(["a"], [("gate.json", Text("a", commit: "c0"))], commit: null)).Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"schemaVersion":1}""")]
    [InlineData("""{"schemaVersion":2,"verdict":"passed","exitCode":0,"reason":"","pipeline":"a"}""")]
    [InlineData("""{"schemaVersion":1,"verdict":"passed","exitCode":1,"reason":"","pipeline":"a"}""")]
    [InlineData("""{"schemaVersion":1,"verdict":"failed","exitCode":0,"reason":"","pipeline":"a"}""")]
    [InlineData("""{"schemaVersion":1,"verdict":"skipped","exitCode":0,"reason":"","pipeline":"a"}""")]
    [InlineData("""{"schemaVersion":1,"verdict":"passed","exitCode":"0","reason":"","pipeline":"a"}""")]
    [InlineData("""{"schemaVersion":1,"verdict":"passed","exitCode":0,"reason":"","pipeline":""}""")]
    [InlineData("""{"schemaVersion":1,"verdict":"passed","exitCode":0,"reason":"","pipeline":"a","pipeline":"b"}""")]
    public void FileThatCannotBeTrusted_NeverPasses(string text)
    {
        IReadOnlyList<MergedVerdict> all = MergedVerdicts.Of(["a"], [("gate.json", text)], "c1");

        Assert.All(all, one => Assert.Equal(("not evaluated", ExitCodes.Negative), (one.Verdict, one.ExitCode)));
        Assert.Contains(all, one => one.Pipeline == "a");
    }
}
