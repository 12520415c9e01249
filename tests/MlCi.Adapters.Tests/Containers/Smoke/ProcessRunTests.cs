using System.Diagnostics;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Smoke;
using MlCi.Adapters.Tests.Stages;
using MlCi.Adapters.Training;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers.Smoke;

[Collection(EngineSetup.Name)]
public sealed class ProcessRunTests : IDisposable
{
    private const string Token = "hf_abcdefgh";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();

    public ProcessRunTests() => Skip.If(OperatingSystem.IsWindows(), "the programs are scripts of sh");

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void ModelAndSocket_AreGiven_AndTheSocketsPathIsShort()
    {
        using ProcessRun run = Start("echo \"$@\"; echo \"$GREETING\"");

        Assert.Equal(0, Ended(run).ExitCode);
        Assert.Equal([$"--model {folder.Path("model")} --urls http://unix:{run.Socket}", "hello"], run.Log(10));
        Assert.InRange(run.Socket.Length, 1, 103);
        Assert.True(Directory.Exists(Path.GetDirectoryName(run.Socket)));
        Assert.Equal(("published program", false), (run.Shown, run.IsContainer));
    }

    [SkippableFact]
    public void Program_IsAskedToEnd_BeforeItIsKilled()
    {
        using ProcessRun run = Start("trap 'echo bye; exit 0' TERM; echo up; while true; do sleep 0.05; done");
        Await(run, "up");
        Assert.True(run.State().IsRunning);

        Assert.Equal(new ServedState(false, 0, false), run.Stop(Patience));
        Assert.Equal("bye", run.Log(1)[0]);
    }

    [SkippableFact]
    public void ProgramThatDoesNotEnd_IsKilled_WithItsChildren()
    {
        using ProcessRun run = Start("trap '' TERM; sleep 777 & echo hanging with child $!; wait; sleep 777");
        Await(run, "hanging");

        Assert.Equal(new ServedState(false, 137, false), run.Stop(TimeSpan.FromSeconds(.2)));
        Assert.False(TinyChild.IsRunning(run.Log(1)[0]));
    }

    [SkippableFact]
    public void Log_IsBounded_AndHasNoSecrets()
    {
        using ProcessRun run = Start($"echo {Token}; head -c 200000 /dev/zero | tr '\\0' x; echo; for i in $(seq 2000); do echo line $i; done; echo {Token} >&2; exit 3");

        Assert.Equal(3, Ended(run).ExitCode);
        IReadOnlyList<string> log = run.Log(10_000);
        Assert.InRange(log.Count, 400, 500);
        Assert.Contains("line 2000", log);
        Assert.All(log, line => Assert.DoesNotContain(Token, line, StringComparison.Ordinal));
        Assert.All(log, line => Assert.InRange(line.Length, 1, 2_001));
    }

    [SkippableFact]
    public void ProgramThatTakesTooMuchMemory_IsKilled_AndSaysSo()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "memory is looked up in /proc");
        using ProcessRun run = Start("head -c 200000000 /dev/zero | tail -c 200000000 | sleep 60", most: 32 << 20);

        Assert.True(Ended(run).IsOutOfMemory);
        Assert.InRange(run.PeakMemory()!.Value, 32 << 20, 1L << 30);
    }

    [SkippableFact]
    public void WhatCannotBeStarted_IsWrongConfiguration_AndLeavesNothing()
    {
        VerbCommand command = Command("") with { Rule = new CommandRule(["/no/such/program"], IsShell: false, new("pipeline.yml", 1)) };

        FaultException fault = Assert.Throws<FaultException>(() => ProcessRun.Start(command, folder.Root, most: null));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.StartsWith("cannot start '/no/such/program' for the program's serve: ", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Disposing_EndsIt_AndRemovesItsFolder()
    {
        ProcessRun run = Start("echo up; sleep 777");
        Await(run, "up");
        string socket = run.Socket;

        run.Dispose();
        run.Dispose();

        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)));
        Assert.False(run.State().IsRunning);
    }

    private ProcessRun Start(string script, long? most = null)
    {
        Directory.CreateDirectory(folder.Path("model"));
        return ProcessRun.Start(Command(script), folder.Path("model"), most);
    }

    private VerbCommand Command(string script) => new(
        "serve", new CommandRule(["/bin/sh", "-c", script, "sh"], IsShell: false, new("pipeline.yml", 1)), folder.Root,
        new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")!, ["GREETING"] = "hello" }, new ProgramLimits(Timeout.InfiniteTimeSpan))
    { Secrets = [Token] };

    private static ServedState Ended(ProcessRun run)
    {
        Until(() => !run.State().IsRunning);
        return run.State();
    }

    private static void Await(ProcessRun run, string line) => Until(() => run.Log(10).Any(one => one.StartsWith(line, StringComparison.Ordinal)));

    private static void Until(Func<bool> holds)
    {
        for (long began = Stopwatch.GetTimestamp(); !holds(); Thread.Sleep(20))
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "it never came so far");
    }
}
