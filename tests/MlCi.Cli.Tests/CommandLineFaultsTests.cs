using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Cli.Tests;

/// <summary>A wrong command line: exit 2, one line for each fault, with what there is instead.</summary>
[Collection(ConsoleTests.Name)]
public sealed class CommandLineFaultsTests
{
    private const string GateOptions = "one of --no-cache, --jobs, --affected-since, --json, --verify-reproducible, --smoke, --without-labels, --merge, --help, --pipeline, --root, --quiet, --verbose, --force, --explain";

    [Theory]
    [InlineData("gatee", "found command 'gatee', expected 'gate', or one of validate-data, test-preprocessing, train, evaluate, compare, gate, build-container, register, promote, rollback, report, doctor, matrix, holdout, cache, runs, data, history, audit, approve, models, catalogue, attest, verify, explain, deploy-files, judge, github, init")]
    [InlineData("holdout sttus", "found command 'sttus', expected 'status', or one of plan, status")]
    [InlineData("gate --pipelin telco", $"found option '--pipelin', expected '--pipeline', or {GateOptions}")]
    [InlineData("gate telco", $"found 'telco' after 'gate', expected an option: {GateOptions}")]
    [InlineData("gate --to production", $"found option '--to', expected {GateOptions}")]
    [InlineData("rollback --to staging --to production", "found 2 values for '--to', expected one: --to ALIAS")]
    [InlineData("promote --to", "found no value for '--to', expected one: --to ALIAS")]
    [InlineData("promote --to staging --to production", "found 2 values for '--to', expected one: --to ALIAS")]
    [InlineData("promote --release-tag", "found no value for '--release-tag', expected one: --release-tag TAG")]
    [InlineData("gate --pipeline", "found no value for '--pipeline', expected one: --pipeline NAME")]
    [InlineData("runs plot --out ", "found nothing for '--out', expected a file")]
    [InlineData("evaluate --predictions x.csv --label y --score s --shard 1/2 --out ", "found nothing for '--out', expected a file")]
    [InlineData("evaluate --predictions x.csv --label y --score s --json ", "found nothing for '--json', expected a file")]
    [InlineData("evaluate --merge  x.mlci", "found nothing for '--merge', expected a file")]
    [InlineData("gate --merge ", "found nothing for '--merge', expected a folder")]
    [InlineData("gate --root ", "found nothing for '--root', expected a folder")]
    [InlineData("cache prune -p x", "found '--pipeline', which prune does not use; expected it to be left out")]
    [InlineData("cache prune --quiet", "found '--quiet', which prune does not use; expected it to be left out")]
    [InlineData("cache status -p nope", "found '--pipeline', which status does not use; expected it to be left out")]
    [InlineData("holdout status --force", "found '--force', which status does not use; expected it to be left out")]
    [InlineData("runs list --root /nonexistent", "found no folder '/nonexistent' for '--root', expected the repository's")]
    [InlineData("cache status --root /nonexistent", "found no folder '/nonexistent' for '--root', expected the repository's")]
    public void Fault_IsNamedWithWhatThereIs(string line, string fault)
    {
        (int code, string output, string errors) = MlciRun.Run(line.Split(' '));

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Equal($"error {fault}{Environment.NewLine}", errors);
        Assert.Empty(output);
    }

    [Fact]
    public void SeveralFaults_AreToldAtOnce()
    {
        (int code, _, string errors) = MlciRun.Run("gate", "--forse", "--quite");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("found option '--forse', expected '--force'", errors, StringComparison.Ordinal);
        Assert.Contains("found option '--quite', expected '--quiet'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ReportWithoutAnEvent_SaysWhatStartsIt()
    {
        (int code, string output, _) = MlciRun.Run("report");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.StartsWith("error found no GITHUB_EVENT_PATH in the environment, expected the event workflow_run", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_HasEveryStage_ExamplesAndExitCodes()
    {
        (int code, string output, _) = MlciRun.Run("--help");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.All(StagePlan.All, stage => Assert.Matches($@"\n  {stage.Command} +{stage.Summary[..10]}", output));
        Assert.Contains("mlci promote --pipeline telco-churn --to production --why \"first model\"", output, StringComparison.Ordinal);
        Assert.Contains("0 passed   1 negative verdict   2 wrong configuration", output, StringComparison.Ordinal);
    }

    [Fact]
    public void HelpOfACommand_HasItsOptionsAndExamples()
    {
        (int code, string output, _) = MlciRun.Run("promote", "--help");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains("--to <ALIAS>", output, StringComparison.Ordinal);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs list", "--quiet", "--pipeline")]
    [InlineData("runs", "--quiet", "--pipeline")]
    [InlineData("cache prune", "--pipeline", "--root")]
    [InlineData("holdout plan", "--root", "--margin")]
    [InlineData("holdout status", "--force", "--pipeline")]
    public void HelpOfACommand_LeavesOutWhatItRefuses(string command, string refused, string used)
    {
        string output = MlciRun.Run([.. command.Split(' '), "--help"]).Output.Split("Examples:")[0];

        Assert.DoesNotContain(refused, output, StringComparison.Ordinal);
        Assert.Contains(used, output, StringComparison.Ordinal);
    }

    [Fact]
    public void NoCommand_ShowsHelp_AndIsNoSuccess()
    {
        (int code, string output, _) = MlciRun.Run();

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
    }
}
