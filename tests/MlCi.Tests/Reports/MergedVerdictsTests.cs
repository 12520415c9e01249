using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

public sealed class MergedVerdictsTests
{
    private static string Text(string pipeline, bool passed = true, string? commit = "c1", bool? dirty = false)
    {
        GateReport report = passed ? SampleReports.PassedWithoutChampion : SampleReports.CrashedTrainer;
        return GateReportJson.Write(report with { Pipeline = pipeline, Commit = commit, Dirty = dirty, Reason = "why\nmore" });
    }

    private static string Edited(Action<JsonObject> edit)
    {
        JsonObject root = JsonNode.Parse(Text("a"))!.AsObject();
        edit(root);
        return root.ToJsonString();
    }

    private static MergedVerdict[] Merged(string? commit, params (string Path, string? Text)[] files) => [.. MergedVerdicts.Of(["a"], files, commit)];

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

    [Theory]
    [InlineData("c1", "c0", "found a verdict on commit c0 in in/gate.json, expected one on c1")]
    [InlineData("c1", null, "found a verdict on no known commit in in/gate.json, expected one on c1")]
    [InlineData(null, "c0", "why")]
    [InlineData(null, null, "why")]
    public void VerdictOnAnotherCommit_OrOnNoneThatIsKnown_IsNone(string? merged, string? commit, string reason)
    {
        MergedVerdict verdict = Assert.Single(Merged(merged, ("in/gate.json", Text("a", commit: commit))));

        Assert.Equal((reason == "why" ? "passed" : "not evaluated", reason), (verdict.Verdict, verdict.Reason));
    }

    [Fact]
    public void WhereNobodyKnowsTheCommit_AllMustBeOnOne()
    {
        Assert.All(Merged(null, ("x/gate.json", Text("a")), ("y/gate.json", Text("b"))), one => Assert.Equal("passed", one.Verdict));
        Assert.Equal(
            [("a", "passed"), ("b", "not evaluated")],
            Merged(null, ("x/gate.json", Text("a")), ("y/gate.json", Text("b", commit: null))).Select(one => (one.Pipeline, one.Verdict)));
        Assert.All(Merged(null, ("x/gate.json", Text("a")), ("y/gate.json", Text("b", commit: "c2"))), one => Assert.Equal("not evaluated", one.Verdict));
    }

    [Theory]
    [InlineData(true, "found a verdict on files that were changed after commit c1 in in/gate.json, expected one of the commit itself")]
    [InlineData(null, "found a verdict on files that may have been changed after commit c1 in in/gate.json, expected one of the commit itself")]
    public void VerdictOnChangedFiles_IsNone(bool? dirty, string reason)
    {
        Assert.Equal(("not evaluated", reason), Only(Text("a", dirty: dirty), "a") is var verdict ? (verdict.Verdict, verdict.Reason) : default);
        Assert.Equal("not evaluated", Assert.Single(Merged(null, ("in/gate.json", Text("a", dirty: dirty)))).Verdict);
    }

    public static TheoryData<string> Members => [.. JsonNode.Parse(Text("a"))!.AsObject().Select(member => member.Key).Where(member => member != "pipeline")];

    [Theory]
    [MemberData(nameof(Members))]
    public void FileWithoutAMemberOfTheForm_IsNone(string member)
    {
        MergedVerdict verdict = Only(Edited(root => root.Remove(member)), "a");

        Assert.Equal(("a", "not evaluated"), (verdict.Pipeline, verdict.Verdict));
    }

    [Fact]
    public void PassBesideWhatFailed_IsNone()
    {
        Action<JsonObject>[] edits =
        [
            root => root["counts"]!["failed"] = 1,
            root => root["counts"]!["inconclusiveBlocking"] = 1,
            root => root["counts"]!["notEvaluated"] = 1,
            root => root["gates"]![0]!["blocks"] = true,
            root => root["gates"]![0]!["verdict"] = "failed",
            root => root["gates"] = new JsonArray(),
            root => root["stages"]![0]!["status"] = "not-evaluated",
        ];

        Assert.Equal("passed", Only(Edited(_ => { }), "a").Verdict);
        Assert.All(edits, edit => Assert.StartsWith("found verdict 'passed' beside ", Only(Edited(edit), "a").Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void DamagedFile_CountsOnce_AsThePipelineWhoseFolderItLiesIn()
    {
        Assert.Equal([("a", "not evaluated")], Merged("c1", ("down/a/gate.json", "{")).Select(one => (one.Pipeline, one.Verdict)));
        Assert.Equal([("a", "not evaluated")], Merged("c1", ("down/a/gate.json", null)).Select(one => (one.Pipeline, one.Verdict)));
        Assert.Equal(["a", "down/x/gate.json"], Merged("c1", ("down/x/gate.json", "{")).Select(one => one.Pipeline));
    }

    [Theory]
    [InlineData("""{"schemaVersion":1,"verdict":"passed","exitCode":0,"reason":"all passed"}""")]
    [InlineData("""{"schemaVersion":1,"pipeline":null}""")]
    [InlineData("""{"schemaVersion":1,"pipeline":1}""")]
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

    [Fact]
    public void RunWithoutLabels_IsNoVerdict_AndNoFailure_WhereLabelsLieApart()
    {
        (string, string?)[] files = [("in/withheld.json", Withheld(ran: true))];

        Assert.Equal([new MergedVerdict("a", "no verdict", "why", ExitCodes.Passed, "in/withheld.json")], MergedVerdicts.Of(["a"], files, "c1", withheld: ["a"]));
        Assert.Equal(
            "found a run without labels in in/withheld.json, expected a verdict: the pipeline.yml here names no data.labels",
            Assert.Single(MergedVerdicts.Of(["a"], files, "c1")).Reason);
        Assert.Equal(("failed", ExitCodes.Negative), Assert.Single(MergedVerdicts.Of(["a"], [("in/withheld.json", Withheld(ran: false))], "c1", ["a"])) is var failed ? (failed.Verdict, failed.ExitCode) : default);
        Assert.Equal("not evaluated", Assert.Single(MergedVerdicts.Of(["a"], files, "c2", ["a"])).Verdict);
        Assert.Equal("not evaluated", Assert.Single(MergedVerdicts.Of(["a"], [.. files, ("out/gate.json", Text("a"))], "c1", ["a"])).Verdict);
        // By whatever name it comes, it is no gate.json.
        Assert.Equal("not evaluated", Assert.Single(MergedVerdicts.Of(["a"], [("in/gate.json", Withheld(ran: true))], "c1", ["a"])).Verdict);
    }

    private static string Withheld(bool ran) => new WithheldReport { Pipeline = "a", Ran = ran, Reason = "why\nmore", Commit = "c1", Dirty = false, Model = null, Stages = [] }.Write();
}
