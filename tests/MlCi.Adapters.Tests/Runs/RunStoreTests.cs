using MlCi.Adapters.Runs;
using MlCi.Findings;
using MlCi.Runs;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Runs;

/// <summary>The folder of records, and their export.</summary>
public sealed class RunStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private RunStore Store => new(folder.Root);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void DamagedRecord_IsNamed_AndTheOthersAreRead()
    {
        RunRecord[] records = [Record(1), Record(2), Record(3)];
        foreach (RunRecord record in records)
            Store.Write(record);
        folder.Write($".mlci/runs/{records[1].Id}.json", "{");
        folder.Write(".mlci/runs/notes.json", "{}");
        folder.Write(".mlci/runs/.half.json.0.part", "{");

        (IReadOnlyList<RunRecord> read, IReadOnlyList<Fault> faults) = Store.Read();

        Assert.Equal([records[0].Id, records[2].Id], read.Select(record => record.Id));
        Assert.Equal(2, faults.Count);
        Assert.StartsWith($".mlci/runs/{records[1].Id}.json: found no record of a run (", faults[0].Message, StringComparison.Ordinal);
        Assert.StartsWith(".mlci/runs/notes.json: found a file of another name", faults[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeat_IsWhatTheNewestOfThePipelineSays()
    {
        Assert.False(Store.IsRepeat(Record(1)));
        Store.Write(Record(1));

        Assert.True(Store.IsRepeat(Record(2)));
        Assert.False(Store.IsRepeat(Record(2) with { Seed = 2 }));
        Assert.False(Store.IsRepeat(Record(2) with { Pipeline = "other" }));
        Store.Write(Record(3) with { Seed = 2 });
        Assert.False(Store.IsRepeat(Record(4)));
        folder.Write(".mlci/runs/last/tiny", "../../../etc/passwd\n");
        Assert.False(Store.IsRepeat(Record(4)));
    }

    [Fact]
    public void Prune_KeepsTheNewestOfEachPipeline()
    {
        for (int at = 1; at <= 4; at++)
        {
            Store.Write(Record(at));
            Store.Write(Record(at + 10) with { Pipeline = "other" });
        }

        IReadOnlyList<RunRecord> removed = Store.Prune(Store.Read().Records, keep: 3);

        Assert.Equal([Record(1).Id, Record(11).Id], removed.Select(record => record.Id).Order());
        Assert.Equal(6, Store.Read().Records.Count);
    }

    [Fact]
    public void WritersAtOnce_LoseNothing()
    {
        Parallel.For(0, 40, at => Store.Write(Record(at)));

        (IReadOnlyList<RunRecord> read, IReadOnlyList<Fault> faults) = Store.Read();
        Assert.Equal((40, 0), (read.Count, faults.Count));
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public void Export_MakesAnExperimentForEachPipeline_AndASecondOneChangesNothing()
    {
        RunRecord[] records = [Record(1), Record(2), Record(3) with { Pipeline = "other" }];
        string store = folder.Path("mlruns");

        Assert.Equal((3, 0, 0), MlflowExport.Write(records, store));
        Dictionary<string, string> first = Files(store);
        Assert.Equal((0, 3, 0), MlflowExport.Write(records, store));

        Assert.Equal(first, Files(store));
        Assert.Equal(3, first.Keys.Count(file => file.Count(letter => letter == '/') == 1 && file.EndsWith("/meta.yaml", StringComparison.Ordinal)));
        Assert.Contains("experiment_id: \"0\"", first["0/meta.yaml"], StringComparison.Ordinal);
        Assert.Equal(RunRecordJson.Write(records[2]), first[$"{MlflowRun.ExperimentOf("other")}/{MlflowRun.IdOf(records[2])}/artifacts/run.json"]);
    }

    [Fact]
    public void Export_GoesIntoTheExperimentOfThatName_AndKeepsWhatMlflowChanged()
    {
        folder.Write("mlruns/42/meta.yaml", "artifact_location: s3://bucket/42\nexperiment_id: '42'\nlifecycle_stage: active\nname: tiny\n");
        string store = folder.Path("mlruns");
        RunRecord record = Record(1);
        MlflowExport.Write([record], store);
        string meta = folder.Path("mlruns", "42", MlflowRun.IdOf(record), "meta.yaml");
        Assert.Contains($"artifact_uri: \"file://{store}/42/{MlflowRun.IdOf(record)}/artifacts\"", File.ReadAllText(meta), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("mlruns", "0")));

        File.WriteAllText(meta, "lifecycle_stage: deleted\n");
        Assert.Equal((0, 1, 0), MlflowExport.Write([record], store));
        Assert.Equal("lifecycle_stage: deleted\n", File.ReadAllText(meta));
    }

    [Fact]
    public void ExperimentThatWasDeletedInMlflow_StaysSo()
    {
        folder.Write($"mlruns/.trash/{MlflowRun.ExperimentOf("tiny")}/meta.yaml", "name: tiny\n");

        Assert.Equal((0, 0, 1), MlflowExport.Write([Record(1)], folder.Path("mlruns")));
    }

    [Theory]
    [InlineData("mlruns", "a file", "found a file at")]
    [InlineData("mlruns/photos/cat.jpg", "", "that are no MLflow store, expected a store's folder, an empty one or none")]
    [InlineData("mlruns/notes.txt", "", "that are no MLflow store, expected a store's folder, an empty one or none")]
    [InlineData("mlruns/1/meta.yaml", "name: [", "1/meta.yaml: found no YAML that MLflow could read")]
    [InlineData("mlruns/1/meta.yaml", "name: [a]", "1/meta.yaml: found no YAML that MLflow could read")]
    public void WhatIsNoStore_IsLeftAlone(string file, string text, string fault)
    {
        folder.Write(file, text);

        FaultException e = Assert.Throws<FaultException>(() => MlflowExport.Write([Record(1)], folder.Path("mlruns")));

        Assert.Contains(fault, e.Message, StringComparison.Ordinal);
        Assert.Equal([file], Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.Root, path).Replace('\\', '/')));
    }

    private static Dictionary<string, string> Files(string root) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText);

    private static RunRecord Record(int second)
    {
        DateTimeOffset started = new DateTimeOffset(2026, 10, 3, 14, 0, 0, TimeSpan.Zero).AddSeconds(second);
        return new RunRecord
        {
            Id = RunId.Of(started, (uint)second),
            Pipeline = "tiny",
            Started = started,
            Verdict = RunVerdict.Passed,
            ExitCode = 0,
            Reason = "all gates passed",
            Stages = [],
            Params = new Dictionary<string, System.Text.Json.JsonElement>(),
            Seed = 1,
            Metrics = [new RunMetric("auc", .8, .7, .9, .9)],
            Gates = [],
            Digests = new RunDigests(null, null, null, null, null, null),
            Host = new RunHost("Linux", "X64", ".NET", 2, "0.1.0"),
        };
    }
}
