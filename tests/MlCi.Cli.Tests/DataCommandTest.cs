using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary>A repository with one data file, and <c>mlci data</c> in it.</summary>
public abstract class DataCommandTest : IAsyncLifetime
{
    protected const string Train = "pipelines/a/data/train.csv";
    protected const string Rows = "x,y\n1,2\n";
    protected TemporaryFolder Folder { get; } = new();

    protected DataCommandTest() => Folder.Write(Train, Rows);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    protected (int ExitCode, string Output, string Errors) Data(params string[] line) => MlciRun.Run(["data", line[0], "--root", Folder.Root, .. line[1..]]);

    protected string Text(string path) => File.ReadAllText(Folder.Path(path.Split('/')));

    protected void Passes(params string[] line)
    {
        (int code, string output, string errors) = Data(line);
        Assert.True(code == ExitCodes.Passed, output + errors);
    }

    protected void Refuses(int exitCode, string fault, params string[] line)
    {
        (int code, string output, string errors) = Data(line);
        Assert.Equal((exitCode, ""), (code, output));
        Assert.Equal($"error {fault}{Environment.NewLine}", errors);
    }

    protected JsonNode Status(params string[] more) => JsonNode.Parse(Data(["status", "--json", .. more]).Output)!;
}
