using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Data that are in git as pointers only.</summary>
public sealed class PointedDataTests(EngineSetup setup) : CommandPipelineTest(setup)
{
    private const string Train = "pipelines/tiny/data/train.csv";

    private string Stored => Repository.Path($".mlci/data/sha256/{DigestOf(TrainRows)[7..]}");

    private static string TrainRows => TinyRepository.Rows(first: 0, count: 400);

    private static string DigestOf(string text) => Digest.OfText(text);

    private void Point(string rows) => Repository.Write($"{Train}.mlci", $"version: 1\ndigest: {DigestOf(rows)}\nsize: {rows.Length}\n");

    [Fact]
    public void DataInTheLocalStore_ArePutIntoTheirPlace()
    {
        AssertPasses();
        string? digest = (string?)Report()["digests"]!["data"];
        Point(TrainRows);
        Directory.CreateDirectory(Path.GetDirectoryName(Stored)!);
        File.Move(Repository.Path(Train), Stored);

        AssertPasses();

        Assert.Equal(TrainRows, File.ReadAllText(Repository.Path(Train)));
        Assert.True(File.Exists(Stored));
        // Digests stay those of the data's bytes.
        Assert.Equal(digest, (string?)Report()["digests"]!["data"]);
        Assert.Equal(FileDigests.OfFile(Repository.Path(Train)), digest);
    }

    [Fact]
    public void PointerItself_MayBeNamed()
    {
        Repository.EditPipeline("train: data/train.csv", "train: data/train.csv.mlci");
        Point(TrainRows);

        AssertPasses();
    }

    [Fact]
    public void DataThatThisMachineLacks_AreNamed_WithWhatBringsThem()
    {
        Point(TrainRows);
        File.Delete(Repository.Path(Train));

        AssertNoVerdict(ExitCodes.Misconfigured, $"pipelines/tiny/pipeline.yml:4:10: found only the pointer of 'data/train.csv' for 'data.train', expected its 8.1 KB at {Train}: mlci data pull {Train}");
    }

    [Fact]
    public void DataThatAreOthers_AreRefused()
    {
        Point(TrainRows + "400,0.5,even,no\n");

        AssertNoVerdict(ExitCodes.Misconfigured, $"found {Train} with digest {DigestOf(TrainRows)}, expected {DigestOf(TrainRows + "400,0.5,even,no\n")} as its pointer says");
    }

    [Fact]
    public void DamagedPointer_IsRefused_ThoughTheDataAreThere()
    {
        Repository.Write($"{Train}.mlci", "version: 1\ndigest: none\nsize: 1\n");

        AssertNoVerdict(ExitCodes.Misconfigured, $"{Train}.mlci:2:9: found none for 'digest', expected sha256: and 64 lower-case hexadecimal digits");
    }
}
