using System.Text.Json.Nodes;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>--affected-since</c> where git holds pointers and ignores their data.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AffectedDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public AffectedDataTests()
    {
        // a: data of all pipelines; b: data of its own; c: none.
        folder.Write("pipelines/a/pipeline.yml", "data: {train: ../../data/big.csv}\n");
        folder.Write("pipelines/b/pipeline.yml", "data: {train: own.csv}\n");
        folder.Write("pipelines/c/pipeline.yml", "task: binary\n");
        foreach (string data in new[] { "data/big.csv", "pipelines/b/own.csv" })
        {
            folder.Write(data, "rows");
            folder.Write(data + ".mlci", "digest 1");
            folder.Write(Path.GetDirectoryName(data) + "/.gitignore", $"/{Path.GetFileName(data)}\n");
        }

        GitRepository git = GitRepository.Begin(folder.Root);
        git.Commit("first");
        git.Run("checkout", "-q", "-b", "topic");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void PointedData_AreKnown_ThoughGitIgnoresThem() => Assert.Equal("", Affected());

    [Theory]
    [InlineData("data/big.csv.mlci", "a")]
    [InlineData("pipelines/b/own.csv.mlci", "b")]
    public void ChangedPointer_IsAChangedInput(string pointer, string affected)
    {
        folder.Write(pointer, "digest 2");

        Assert.Equal(affected, Affected());
    }

    // Without its pointer nobody knows what an ignored file is.
    [Theory]
    [InlineData("data/big.csv.mlci", "a")]
    [InlineData("pipelines/b/own.csv.mlci", "b")]
    public void RemovedPointer_IsAChangedInput(string pointer, string affected)
    {
        File.Delete(folder.Path(pointer.Split('/')));

        Assert.Equal(affected, Affected());
    }

    private string Affected()
    {
        (int code, string output, string errors) = MlciRun.Run("matrix", "--root", folder.Root, "--affected-since", "main");

        Assert.True(code == 0, errors);
        return string.Join(',', JsonNode.Parse(output)!["include"]!.AsArray().Select(job => (string)job!["pipeline"]!));
    }
}
