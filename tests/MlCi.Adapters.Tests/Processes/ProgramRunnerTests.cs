using System.Diagnostics;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Tests.Stages;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Processes;

/// <summary>What a program leaves, and what is read of it.</summary>
[Collection(EngineSetup.Name)]
public sealed class ProgramRunnerTests
{
    private const string Token = "hf_abcdefgh";

    [SkippableTheory]
    [InlineData("sleep 777 >/dev/null 2>&1 & echo hanging with child $!")]
    [InlineData("sleep 777 & echo hanging with child $!")]
    [InlineData("(sleep 777 & echo hanging with child $!); sleep 777")]
    public void ChildThatOutlivesItsProgram_IsKilled(string script)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "sessions are looked up in /proc");

        ProgramOutcome outcome = ProgramRunner.Run(Shell(script) with { Timeout = TimeSpan.FromSeconds(2) }, line: null, CancellationToken.None);

        Assert.False(TinyChild.IsRunning(Assert.Single(outcome.LastLines)));
    }

    [SkippableTheory]
    [InlineData("exit 3", 3, "ended with exit code 3, expected 0")]
    [InlineData("exit 127", 127, "ended with exit code 127, expected 0")]
    [InlineData("exit 143", 143, "ended with exit code 143, as after signal 15 (terminate), expected 0")]
    [InlineData("kill -TERM $$", 143, "ended with exit code 143, as after signal 15 (terminate), expected 0")]
    public void ExitCode_IsTheProgramsOwn(string script, int exitCode, string message)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");

        ProgramOutcome outcome = ProgramRunner.Run(Shell(script), line: null, CancellationToken.None);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(message, Assert.Throws<FaultException>(outcome.ThrowIfFailed).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ScriptWithoutItsInterpreter_IsWrongConfiguration()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such scripts");
        using var folder = new TemporaryFolder();
        string file = folder.Write("tool", "#!/no/such/interpreter\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        FaultException fault = Assert.Throws<FaultException>(() => ProgramRunner.Run(Shell("") with { FileName = "./tool", Folder = folder.Root }, line: null, CancellationToken.None));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.StartsWith("cannot start './tool' for the program's train: ", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Secrets_AreReadNowhere()
    {
        Skip.If(OperatingSystem.IsWindows(), "the script is the shell's");
        List<string> seen = [];
        string script = $"echo HF_TOKEN={Token}, {Token}x; echo first-line >&2; echo device 3; echo see https://me:p4ss@feed.example/v3 and https://feed.example/a@b";

        ProgramOutcome outcome = ProgramRunner.Run(Shell(script) with { Secrets = [Token, "first-line\nsecond-line", "3"] }, seen.Add, CancellationToken.None);

        Assert.Equal(
            ["***", "HF_TOKEN=***, ***x", "device 3", "see https://***@feed.example/v3 and https://feed.example/a@b"],
            outcome.LastLines.Order(StringComparer.Ordinal));
        Assert.Equal(outcome.LastLines, seen);
    }

    [SkippableFact]
    public async Task Elapsed_IsWithoutTheWaitForCores()
    {
        Skip.If(OperatingSystem.IsWindows(), "the script is the shell's");
        Task<ProgramOutcome> run;
        Stopwatch free;
        using (ProgramBudget.OfMachine.Take(int.MaxValue / 2, 0, CancellationToken.None))
        {
            run = Task.Run(() => ProgramRunner.Run(Shell("true"), line: null, CancellationToken.None));
            await Task.Delay(200);
            free = Stopwatch.StartNew();
        }

        ProgramOutcome outcome = await run;

        // Whatever the machine is doing besides: it began after there was room, and has ended.
        Assert.InRange(outcome.Elapsed, TimeSpan.FromTicks(1), free.Elapsed);
    }

    private static ProgramCall Shell(string script) => new(
        "train", "sh", ["-c", script], Path.GetTempPath(), new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, TimeSpan.FromMinutes(2));
}
