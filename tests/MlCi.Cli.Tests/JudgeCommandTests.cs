using System.IO.Compression;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci judge</c>: a pull request by what its job uploaded.</summary>
[Collection(ConsoleTests.Name)]
public sealed class JudgeCommandTests : IDisposable
{
    private static readonly string Head = new('1', 40), Base = new('2', 40);
    private readonly TinyRepository repository = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        repository.Dispose();
    }

    private (int ExitCode, string Output, string Errors) Judge(string changed, params string[] more) =>
        MlciRun.Run(["judge", "--root", repository.Root, "--changed", folder.Write("changed", changed), "--head", Head, "--base", Base, .. more]);

    // Each row's score is its x, which the tiny program would say, too.
    private string Upload(bool reversed = false)
    {
        string[] rows = TinyRepository.Rows(1000, 300).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        string predictions = "row_id,score\n" + string.Concat(rows.Select((row, i) => $"{i},{(reversed ? row.EndsWith("no", StringComparison.Ordinal) ? "0.9" : "0.1" : row.Split(',')[1])}\n"));
        string file = folder.Path("gate.zip");
        File.Delete(file);
        using ZipArchive zip = ZipFile.Open(file, ZipArchiveMode.Create);
        Write(zip, "tiny/predictions.csv", predictions);
        Write(zip, "tiny/gate.json", """{"verdict": "passed", "reason": "fine", "digests": {}, "stages": [{"name": "ValidateData", "status": "passed", "reason": ""}, {"name": "Train", "status": "passed", "reason": ""}]}""");
        return file;
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }

    [Fact]
    public void HonestPredictions_Pass_AndForgedVerdictsDoNot()
    {
        (int code, string output, string errors) = Judge("model/Program.cs\n", "--artifact", Upload());
        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Contains("PASSED tiny", output, StringComparison.Ordinal);

        (code, output, _) = Judge("model/Program.cs\n", "--artifact", Upload(reversed: true), "--quiet");
        Assert.Equal(ExitCodes.Negative, code);
        Assert.Contains("FAILED tiny", output, StringComparison.Ordinal);
        Assert.True(File.Exists(repository.Path("artifacts/judged/tiny/gate.json")));
        Assert.True(File.Exists(repository.Path("artifacts/judged/tiny/gate.md")));
    }

    [Fact]
    public void Json_IsAllOfStandardOutput()
    {
        string lowered = File.ReadAllText(repository.Path("pipelines/tiny/pipeline.yml"));
        folder.Write("head/pipelines/tiny/pipeline.yml", lowered);
        repository.EditPipeline("min: 0.7", "min: 0.95");

        (int code, string output, string errors) = Judge("pipelines/tiny/pipeline.yml\n", "--artifact", Upload(), "--json", "--proposed", folder.Path("head"));

        JsonNode json = JsonNode.Parse(output)!;
        Assert.Equal((ExitCodes.Negative, ExitCodes.Negative, false), (code, (int)json["exitCode"]!, (bool)json["passed"]!));
        Assert.Equal((Head, Base, "pipelines/tiny/pipeline.yml"), ((string?)json["head"], (string?)json["base"], (string?)json["changedRules"]![0]));
        JsonNode tiny = Assert.Single(json["pipelines"]!.AsArray())!;
        Assert.Equal(("tiny", "failed", "passed", true), ((string?)tiny["pipeline"], (string?)tiny["verdict"], (string?)tiny["proposed"]!["verdict"], (bool)tiny["claimed"]!));
        Assert.Equal("artifacts/judged/tiny", (string?)tiny["artifacts"]);
        Assert.StartsWith("rules changed: pipelines/tiny/pipeline.yml", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingUploaded_Fails_AndNothingAffected_Passes()
    {
        Assert.Equal(ExitCodes.Negative, Judge("model/Program.cs\n").ExitCode);
        Assert.Equal(ExitCodes.Passed, Judge("README.md\n").ExitCode);
    }

    [Fact]
    public void WrongOptions_AreToldAllAtOnce()
    {
        (int code, _, string errors) = MlciRun.Run("judge", "--root", repository.Root);
        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("error found no '--changed', expected the list of changed files", errors, StringComparison.Ordinal);
        Assert.Contains("error found no '--head', expected the change's commit", errors, StringComparison.Ordinal);
        Assert.Contains("error found no '--base', expected the commit that is checked out", errors, StringComparison.Ordinal);

        (code, _, errors) = Judge("model/Program.cs\n", "--artifact", folder.Path("none.zip"));
        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("none.zip', expected the zip file of the artifact", errors, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misconfigured, Judge("model/Program.cs\n", "--proposed", folder.Path("none")).ExitCode);
        Assert.Equal(ExitCodes.Misconfigured, Judge("model/Program.cs\n", "--force").ExitCode);
    }

    [Fact]
    public void Help_HasExamples()
    {
        (int code, string output, _) = MlciRun.Run("judge", "--help");

        Assert.Equal(0, code);
        Assert.Contains("mlci judge --artifact gate.zip --changed changed --head", output, StringComparison.Ordinal);
        Assert.DoesNotContain("--explain", output, StringComparison.Ordinal);
    }
}
