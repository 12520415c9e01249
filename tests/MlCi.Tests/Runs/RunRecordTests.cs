using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Runs;
using MlCi.Testing;

namespace MlCi.Tests.Runs;

/// <summary>The file of a run, and how runs are called.</summary>
public sealed class RunRecordTests
{
    [Fact]
    public Task File_IsReadable() => Snapshot.Verify(RunRecordJson.Write(SampleRuns.Gated(5, .85, """{"tree": {"depth": 3, "bins": [1, 2]}, "name": "a", "fast": true, "none": null, "empty": {}}""")), "json");

    [Fact]
    public void File_IsReadBackAsItWas()
    {
        foreach (RunRecord record in new[] { SampleRuns.Gated(5, .85, """{"tree": {"depth": 3}, "name": "a", "none": null}"""), SampleRuns.Trained(6) })
        {
            string text = RunRecordJson.Write(record);
            RunRecord read = RunRecordJson.Read(text, record.Id, "run.json");

            Assert.Equal(text, RunRecordJson.Write(read));
            Assert.Equal((record.Verdict, record.Seconds, record.Started), (read.Verdict, read.Seconds, read.Started));
        }
    }

    [Theory]
    [InlineData("", "found no record of a run (")]
    [InlineData("{", "found no record of a run (")]
    [InlineData("[]", "found no record of a run (")]
    [InlineData("{}", "found no record of a run (")]
    [InlineData("null", "found null, expected a record of a run")]
    [InlineData("""{"schemaVersion": 2}""", "found schemaVersion 2, expected 1")]
    [InlineData("""{"schemaVersion": "1"}""", "found schemaVersion \"1\", expected 1")]
    public void WhatIsNoRecord_IsToldWithItsFile(string text, string fault)
    {
        FaultException e = Assert.Throws<FaultException>(() => RunRecordJson.Read(text, "20261003-140501-7f3a0005", ".mlci/runs/x.json"));

        Assert.StartsWith(".mlci/runs/x.json: " + fault, e.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    [Theory]
    [InlineData("stages", "[null]", "found null")]
    [InlineData("pipeline", "null", "found no record")]
    [InlineData("verdict", "\"pased\"", "found no record")]
    [InlineData("metrics", "{}", "found no record")]
    [InlineData("id", "\"20261003-140501-00000000\"", "found the id '20261003-140501-00000000', expected '20261003-140501-7f3a0005'")]
    public void DamagedRecord_IsTold(string member, string value, string fault)
    {
        RunRecord record = SampleRuns.Gated(5, .85);
        JsonObject node = RunRecordJson.Node(record);
        node[member] = JsonNode.Parse(value);

        FaultException e = Assert.Throws<FaultException>(() => RunRecordJson.Read(node.ToJsonString(), record.Id, "x.json"));
        Assert.Contains(fault, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ContentDigest_IsOfWhatCameOut_NotOfTimeAndPlace()
    {
        RunRecord record = SampleRuns.Gated(5, .85);
        string digest = RunRecordJson.ContentDigest(record);

        Assert.Equal(digest, RunRecordJson.ContentDigest(SampleRuns.Gated(6, .85) with { Stages = [], Host = new RunHost("a", "b", "c", 1, "d") }));
        Assert.NotEqual(digest, RunRecordJson.ContentDigest(record with { Verdict = null }));
        Assert.NotEqual(digest, RunRecordJson.ContentDigest(record with { Seed = 8 }));
        Assert.NotEqual(digest, RunRecordJson.ContentDigest(record with { Commit = null }));
        Assert.NotEqual(digest, RunRecordJson.ContentDigest(SampleRuns.Gated(5, .85, """{"l2": 2}""")));
    }

    [Theory]
    [InlineData("20261003-140501-7f3a0005", 0)]
    [InlineData("20261003-1406", 1)]
    [InlineData("7f3a0006", 1)]
    [InlineData("latest", 2)]
    public void Run_IsFoundByAnyBeginningThatFitsOne(string wanted, int expected)
    {
        RunRecord[] records = [SampleRuns.Gated(5, .85), SampleRuns.Gated(6, .85), SampleRuns.Gated(16, .85)];

        Assert.Same(records[expected], RunId.Find([records[2], records[0], records[1]], wanted));
    }

    [Theory]
    [InlineData("7f3a", "found 3 runs that begin with '7f3a', expected one: 20261003-140501-7f3a0005, 20261003-140601-7f3a0006, 20261003-141601-7f3a0010")]
    [InlineData("8", "found no run '8', expected an id of 'mlci runs list', the beginning of one, or latest")]
    [InlineData("", "found no run '', expected an id of 'mlci runs list', the beginning of one, or latest")]
    public void RunThatIsNotOne_IsTold(string wanted, string fault)
    {
        RunRecord[] records = [SampleRuns.Gated(16, .85), SampleRuns.Gated(5, .85), SampleRuns.Gated(6, .85)];

        Assert.Equal(fault, Assert.Throws<FaultException>(() => RunId.Find(records, wanted)).Message);
        Assert.Contains("there is none yet", Assert.Throws<FaultException>(() => RunId.Find([], wanted)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_SortByTime()
    {
        string[] ids = [RunId.Of(new DateTimeOffset(2026, 1, 2, 0, 30, 0, TimeSpan.FromHours(2)), 5), RunId.Of(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), 0)];

        Assert.Equal(["20260101-223000-00000005", "20260102-000000-00000000"], ids);
        Assert.All(ids, id => Assert.True(RunId.IsWellFormed(id)));
        Assert.All(new[] { "latest", "../x", "20260101-223000-0000000", "20260101-223000-0000000G" }, id => Assert.False(RunId.IsWellFormed(id)));
    }
}
