using MlCi.Adapters.Processes;
using MlCi.Adapters.Tests.Stages;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Processes;

/// <summary>What is started is what PATH and the working folder say. The current folder is the process's: one test after the other.</summary>
[Collection(EngineSetup.Name)]
public sealed class ExecutablePathTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void FileInTheCurrentFolder_IsNotRunInPlaceOfThatInPath()
    {
        Skip.If(OperatingSystem.IsWindows(), "the scripts are the shell's");
        Script("here/tool", "echo planted");
        Script("bin/tool", "echo meant");

        Assert.Equal(["meant"], FromHere(() => Lines("tool", Path.Combine(folder.Root, "work"), Path.Combine(folder.Root, "bin"))));
    }

    [SkippableFact]
    public void NameWithASlash_IsRelativeToTheWorkingFolder()
    {
        Skip.If(OperatingSystem.IsWindows(), "the scripts are the shell's");
        Script("here/run/tool", "echo planted");
        Script("work/run/tool", "echo meant");

        Assert.Equal(["meant"], FromHere(() => Lines("./run/tool", Path.Combine(folder.Root, "work"), "/usr/bin:/bin")));
    }

    [SkippableFact]
    public void PathOfTheChild_IsSearched_AndOnlyForWhatMayBeExecuted()
    {
        Skip.If(OperatingSystem.IsWindows(), "the scripts are the shell's");
        Script("first/tool", "echo planted", isExecutable: false);
        Script("second/tool", "echo meant");

        Assert.Equal(["meant"], Lines("tool", folder.Root, $"{folder.Root}/first::{folder.Root}/second:/usr/bin:/bin"));
        FaultException none = Assert.Throws<FaultException>(() => Lines("tool", folder.Root, $"{folder.Root}/first"));
        Assert.Equal("cannot start 'tool' for the program's train: found no such executable file in PATH", none.Message);
        Assert.Equal(ExitCodes.Misconfigured, none.ExitCode);
    }

    [Fact]
    public void Git_IsGivenNoTokenOfTheCallers()
    {
        Environment.SetEnvironmentVariable("MLCI_TEST_TOKEN", "secret");
        Environment.SetEnvironmentVariable("GIT_MLCI_TEST", "kept");
        try
        {
            Dictionary<string, string> given = GitEnvironment.Of();

            Assert.DoesNotContain("MLCI_TEST_TOKEN", given.Keys);
            Assert.Equal("kept", given["GIT_MLCI_TEST"]);
            Assert.Equal(Environment.GetEnvironmentVariable("PATH"), given["PATH"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLCI_TEST_TOKEN", null);
            Environment.SetEnvironmentVariable("GIT_MLCI_TEST", null);
        }
    }

    private IReadOnlyList<string> FromHere(Func<IReadOnlyList<string>> run)
    {
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Path.Combine(folder.Root, "here");
        try
        {
            return run();
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static IReadOnlyList<string> Lines(string name, string workingFolder, string path)
    {
        Directory.CreateDirectory(workingFolder);
        var call = new ProgramCall("train", name, [], workingFolder, new Dictionary<string, string> { ["PATH"] = path }, TimeSpan.FromMinutes(1));
        return ProgramRunner.Run(call, line: null, CancellationToken.None).LastLines;
    }

    private void Script(string name, string text, bool isExecutable = true)
    {
        string file = Path.Combine(folder.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"#!/bin/sh\n{text}\n");
        if (isExecutable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
