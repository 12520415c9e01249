using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary>Commands on a repository.</summary>
[Collection(ConsoleTests.Name)]
public sealed class PipelineCommandTests : IDisposable
{
    private readonly TinyRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void UnknownPipeline_IsNamedWithTheNearest()
    {
        (int code, string output, _) = MlciRun.Run("gate", "--root", repository.Root, "--pipeline", "tiny,tinny");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Equal("error found no pipeline 'tinny', expected 'tiny', or one of tiny", output.Trim());
    }

    [Fact]
    public void QuietGate_PrintsOneLineForEachPipeline_AndQuietValidateDataNone()
    {
        repository.AddPipeline("other");

        (int code, string output, _) = MlciRun.Run("gate", "--root", repository.Root, "--quiet");

        Assert.Equal(ExitCodes.Passed, code);
        string[] lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "PASSED other: all 3 gates passed; nothing was compared: no champion in production yet",
                "PASSED tiny: all 3 gates passed; nothing was compared: no champion in production yet",
            ],
            lines);

        (code, output, _) = MlciRun.Run("validate-data", "--root", repository.Root, "--quiet");
        Assert.Equal(ExitCodes.Passed, code);
        Assert.Empty(output);
    }

    [Fact]
    public void QuietValidateData_SaysWhatIsWrong()
    {
        repository.Edit("pipelines/tiny/data/holdout.csv", ",yes\n", ",maybe\n");

        (int code, string output, _) = MlciRun.Run("validate-data", "--root", repository.Root, "--quiet");

        Assert.Equal(ExitCodes.Negative, code);
        Assert.StartsWith("✗ tiny ValidateData", output, StringComparison.Ordinal);
        Assert.Contains("column 'y': found 'maybe'", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_NamesPipelinesAndFaults_AndIsNoFailure()
    {
        repository.EditPipeline("task: binary", "task: ranking");

        (int code, string output, _) = MlciRun.Run("doctor", "--root", repository.Root);

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains("pipeline tiny", output, StringComparison.Ordinal);
        Assert.Contains("expected binary", output, StringComparison.Ordinal);
    }
}
