using MlCi.Adapters.Terminal;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Serving;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Terminal;

public sealed class SmokeLinesTests
{
    private static readonly SmokeReport Failed = new()
    {
        Checks =
        [
            ServedCheck.Passed(CheckIds.Ready, "ready after 412.5 ms"),
            ServedCheck.Failed(CheckIds.Parity, "found 1 of 500 rows that differ, by 0.25 at most, expected the same bits: row [red]7: score 0.5 in the batch, 0.25 served; carried by 'tenure' (with it replaced, 1 of 1 row no longer differ)"),
            ServedCheck.NotEvaluated(CheckIds.Stop, "it ended with exit code 137, killed for want of memory"),
            ServedCheck.Failed(CheckIds.Memory, "found resident memory of 600.0 MB, expected at most 512.0 MB", new SourcePlace("pipelines/telco-churn/pipeline.yml", 40)),
        ],
        IsContainer = false,
        Ran = "published program, no engine",
        Model = Digest.OfText("model"),
        PeakMemory = 600L << 20,
        ExitCode = 137,
        IsOutOfMemory = true,
        Log = ["ready", "::error::[bold]not a command\u001b[31m"],
    };

    [Fact]
    public Task WhatFailed_IsShownWithTheLog() => Verify(Failed);

    [Fact]
    public Task WhatPassed_IsShownWithoutIt() => Verify(Failed with { Checks = [.. Failed.Checks.Take(1)] });

    private static async Task Verify(SmokeReport report, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        await using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });

        SmokeLines.Write(console, report);

        await Snapshot.Verify(output.ToString(), method: method);
    }
}
