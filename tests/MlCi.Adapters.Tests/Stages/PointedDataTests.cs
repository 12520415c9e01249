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

        AssertNoVerdict(ExitCodes.Misconfigured, $"pipelines/tiny/pipeline.yml:4:10: found only the pointer of 'train.csv' for 'data.train', expected its 8.1 KB at {Train}: mlci data pull {Train}");
    }

    [Fact]
    public void DataThatAreOthers_AreRefused()
    {
        string others = TrainRows.Replace("yes", "no ", StringComparison.Ordinal);
        Point(others);

        AssertNoVerdict(ExitCodes.Misconfigured, $"found {Train} with digest {DigestOf(TrainRows)}, expected {DigestOf(others)} as its pointer says");
    }

    // Though the digest is right: a pointer that contradicts itself was edited by hand.
    [Fact]
    public void DataOfAnotherSize_AreRefused_ByTheSizeAlone()
    {
        Repository.Write($"{Train}.mlci", $"version: 1\ndigest: {DigestOf(TrainRows)}\nsize: {TrainRows.Length + 1}\n");

        AssertNoVerdict(ExitCodes.Misconfigured, $"found {Train} with {Numerals.Count(TrainRows.Length, "bytes")}, expected {Numerals.Count(TrainRows.Length + 1)} as its pointer says: mlci data add");
    }

    // A run on fewer files than were meant would look like any other.
    [Fact]
    public void FileOfAPattern_ThatIsAPointerOnly_IsNotLeftOut()
    {
        Repository.EditPipeline("data/train.csv", "data/train*");
        string more = TinyRepository.Rows(first: 400, count: 100);
        Repository.Write("pipelines/tiny/data/train-2.csv.mlci", $"version: 1\ndigest: {DigestOf(more)}\nsize: {more.Length}\n");

        AssertNoVerdict(ExitCodes.Misconfigured, "found only the pointer of 'train-2.csv' for 'data.train', expected its 2.1 KB at pipelines/tiny/data/train-2.csv: mlci data pull pipelines/tiny/data/train-2.csv");
        Repository.Write("pipelines/tiny/data/train-2.csv", TinyRepository.Rows(first: 500, count: 100));
        AssertNoVerdict(ExitCodes.Misconfigured, "found pipelines/tiny/data/train-2.csv with ");
        Repository.Write("pipelines/tiny/data/train-2.csv", more);
        AssertPasses();
    }

    [Fact]
    public void DamagedPointer_IsRefused_ThoughTheDataAreThere()
    {
        Repository.Write($"{Train}.mlci", "version: 1\ndigest: none\nsize: 1\n");

        AssertNoVerdict(ExitCodes.Misconfigured, $"{Train}.mlci:2:9: found none for 'digest', expected sha256: and 64 lower-case hexadecimal digits");
    }
}
