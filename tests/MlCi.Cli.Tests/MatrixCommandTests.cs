using MlCi.Findings;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci matrix</c> and <c>mlci gate --merge</c>: out to many runners, and back.</summary>
[Collection(ConsoleTests.Name)]
public sealed class MatrixCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public MatrixCommandTests()
    {
        foreach (string name in new[] { "a", "b", "c" })
            folder.Write($"pipelines/{name}/pipeline.yml", Definition);
    }

    public void Dispose() => folder.Dispose();

    private const string Definition = """
        version: 1
        task: binary
        data: {train: data/train.csv, holdout: data/holdout.csv}
        label: {column: y, positive: "yes"}
        tests: none
        train: {project: ../../model/Tiny.csproj, timeout: 5m}
        predict: {timeout: 5m}
        seed: 7
        champion: optional
        gates:
          - metric: auc
            min: 0.7

        """;

    private const string Unchecked = "found no git commit here, so nobody checked that the verdicts are on the commit that is merged";

    private (int ExitCode, string Output, string Errors) Run(params string[] line) => MlciRun.Run([line[0], "--root", folder.Root, .. line[1..]]);

    private void Verdict(string place, string pipeline, bool passed = true) => folder.Write($"{place}/gate.json", GateReportJson.Write(
        (passed ? SampleReports.PassedWithoutChampion : SampleReports.CrashedTrainer) with { Pipeline = pipeline, Commit = null, Dirty = null, Reason = "auc 0.7 misses ≥ 0.8" }));

    [Fact]
    public void Matrix_IsOneLine_OfAllPipelines_OrTheNamed_OrOfFewerJobs()
    {
        Assert.Equal((0, """{"include":[{"pipeline":"a"},{"pipeline":"b"},{"pipeline":"c"}]}""" + Environment.NewLine, ""), Run("matrix"));
        Assert.Equal("""{"include":[{"pipeline":"c"},{"pipeline":"a"}]}""", Run("matrix", "--pipeline", "c,a").Output.Trim());
        Assert.Equal("""{"include":[{"pipeline":"a"},{"pipeline":"b,c"}]}""", Run("matrix", "--max-jobs", "2").Output.Trim());
    }

    [Fact]
    public void GithubOutput_IsAppendedTo()
    {
        string outputs = folder.Write("outputs", "before=1\n");
        string? before = Environment.GetEnvironmentVariable("GITHUB_OUTPUT");
        try
        {
            Environment.SetEnvironmentVariable("GITHUB_OUTPUT", outputs);
            Assert.Equal(0, Run("matrix", "--pipeline", "b", "--github-output").ExitCode);
            Environment.SetEnvironmentVariable("GITHUB_OUTPUT", null);
            Assert.Equal((ExitCodes.Misconfigured, ""), (Run("matrix", "--github-output") is var (code, output, errors) && errors.Contains("found no GITHUB_OUTPUT", StringComparison.Ordinal) ? (code, output) : (0, "")));
        }
        finally
        {
            Environment.SetEnvironmentVariable("GITHUB_OUTPUT", before);
        }

        Assert.Equal("before=1\nmatrix={\"include\":[{\"pipeline\":\"b\"}]}\nany=true\n", File.ReadAllText(outputs));
    }

    [Theory]
    [InlineData("matrix --max-jobs 257", "found '257' for '--max-jobs', expected a whole number from 1 to 256")]
    [InlineData("matrix --force", "found '--force', which matrix does not use; expected it to be left out")]
    [InlineData("matrix --pipeline x", "found no pipeline 'x', expected 'a', or one of a, b, c")]
    [InlineData("gate --merge ", "found nothing for '--merge', expected a folder")]
    [InlineData("gate --merge", "found no value for '--merge', expected one: --merge FOLDER")]
    public void WrongCommandLine_IsRefused(string line, string fault)
    {
        (int code, string output, string errors) = Run(line.Split(' '));

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.Contains($"error {fault}", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_OfPassedVerdicts_Passes_AtAnyDepth_AndWritesNothing()
    {
        Verdict("down/gate-0/a", "a");
        Verdict("down/gate-1/artifacts/b", "b");
        Verdict("down/c", "c");

        (int code, string output, string errors) = Run("gate", "--merge", folder.Path("down"));

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Matches(@"passed +a +auc 0\.7", output);
        Assert.EndsWith("PASSED 3 pipelines: 3 passed", output.TrimEnd(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("artifacts")));
    }

    [Fact]
    public void Merge_FailsForAFailedAndForAMissingOne_AndTellsMachinesToo()
    {
        Verdict("down/x", "a", passed: false);
        Verdict("down/y", "b");

        (int code, string output, _) = Run("gate", "--merge", folder.Path("down"));
        Assert.Equal(ExitCodes.Negative, code);
        Assert.Matches(@"failed +a +auc 0\.7 misses ≥ 0\.8", output);
        Assert.Matches(@"not evaluated +c +found no gate\.json of it, expected one", output);
        Assert.EndsWith("FAILED 3 pipelines: 1 failed, 1 not evaluated, 1 passed", output.TrimEnd(), StringComparison.Ordinal);

        (_, output, _) = Run("gate", "--merge", folder.Path("down"), "--quiet");
        Assert.Matches(@"failed +a +auc 0\.7 misses ≥ 0\.8", output);
        Assert.Matches(@"not evaluated +c +found no gate\.json of it, expected one", output);
        Assert.DoesNotMatch(@"passed +b", output);

        Assert.Equal((ExitCodes.Passed, $"! {Unchecked}{Environment.NewLine}PASSED 1 pipeline: 1 passed"), Run("gate", "--merge", folder.Path("down", "y"), "--pipeline", "b", "--quiet") is var (quiet, line, _) ? (quiet, line.Trim()) : default);
        (code, output, _) = Run("gate", "--merge", folder.Path("down"), "--json");
        Assert.Equal(ExitCodes.Negative, code);
        Assert.Equal(["failed", "passed", "not evaluated"], System.Text.Json.Nodes.JsonNode.Parse(output)!["pipelines"]!.AsArray().Select(one => (string?)one!["verdict"]));
    }

    [Fact]
    public void Merge_OfAFolderThatIsNot_IsRefused()
    {
        (int code, string output, _) = Run("gate", "--merge", folder.Path("nowhere"));

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Equal($"error found no folder '{folder.Path("nowhere")}' for '--merge', expected one with the gate.json of each pipeline", output.Trim());
    }

    [Theory]
    [InlineData("--smoke")]
    [InlineData("--force")]
    [InlineData("--no-cache")]
    [InlineData("--verify-reproducible")]
    [InlineData("--verbose")]
    [InlineData("--jobs", "2")]
    public void Merge_RefusesOptionsOfARun(params string[] options)
    {
        Verdict("down/a", "a");

        (int code, string output, _) = Run(["gate", "--merge", folder.Path("down"), "--pipeline", "a", .. options]);

        Assert.Equal((ExitCodes.Misconfigured, $"error found '{options[0]}' beside '--merge', which runs nothing; expected it to be left out"), (code, output.Trim()));
    }

    [Fact]
    public void Merge_FollowsNoLink_AndWhatCannotBeRead_IsOneRow()
    {
        Verdict("down/a", "a");
        Directory.CreateSymbolicLink(folder.Path("down", "a", "loop"), folder.Path("down"));
        Directory.CreateDirectory(folder.Path("down", "b"));
        File.CreateSymbolicLink(folder.Path("down", "b", "gate.json"), folder.Path("gone"));

        (int code, string output, string errors) = Run("gate", "--merge", folder.Path("down"), "--pipeline", "a,b");

        Assert.Equal((ExitCodes.Negative, ""), (code, errors));
        Assert.Matches(@"not evaluated +b +found a gate\.json that is a link or cannot be read: down/b/gate\.json, expected a file", output);
        Assert.EndsWith("FAILED 2 pipelines: 1 not evaluated, 1 passed", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void HelpOfMatrix_HasItsOwnExamples_AndNoOptionThatItRefuses()
    {
        string output = MlciRun.Run("matrix", "--help").Output;

        Assert.Contains("mlci matrix --max-jobs 20", output, StringComparison.Ordinal);
        Assert.Contains("--pipeline", output, StringComparison.Ordinal);
        Assert.DoesNotContain("--force", output, StringComparison.Ordinal);
        Assert.Contains("--force", MlciRun.Run("gate", "--help").Output, StringComparison.Ordinal);
    }
}
