using System.Diagnostics;
using System.Text.RegularExpressions;
using MlCi.Testing;

namespace MlCi.Build.Tests.Workflows;

/// <summary>Every script of the repository under shellcheck: those in workflows, build.sh and what CI runs.</summary>
public sealed partial class ShellcheckTests
{
    // GitHub's own way to run a script on Linux: bash -e.
    private const string Begin = "#!/usr/bin/env bash\nset -e\n";

    public static TheoryData<string> Workflows => [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, ".github", "workflows"), "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [SkippableTheory]
    [MemberData(nameof(Workflows))]
    public async Task ScriptsOfAWorkflow_AreClean(string file)
    {
        string[] scripts = [.. WorkflowFile.Read(File.ReadAllText(Path.Combine(RepositoryRoot.Path, ".github", "workflows", file))).Jobs.SelectMany(job => job.Steps).Select(step => step.Run).Where(run => run.Length > 0)];

        Assert.NotEmpty(scripts);
        foreach (string script in scripts)
            Assert.Equal((0, ""), await Check(Begin + Expression().Replace(script, "x")));
    }

    [SkippableTheory]
    [InlineData("build.sh")]
    [InlineData(".ci/run")]
    public async Task ScriptOfTheRepository_IsClean(string file) => Assert.Equal((0, ""), await Check(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, file))));

    [SkippableFact]
    public async Task WhatIsUnquoted_IsFound()
    {
        (int code, string output) = await Check(Begin + "rm -r $FOLDER/x\n");

        Assert.Equal(1, code);
        Assert.Contains("SC2086", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> Check(string script)
    {
        using Process? shellcheck = Start();
        Skip.If(shellcheck is null, "there is no shellcheck");
        await shellcheck!.StandardInput.WriteAsync(script);
        shellcheck.StandardInput.Close();
        string output = await shellcheck.StandardOutput.ReadToEndAsync();
        await shellcheck.WaitForExitAsync();
        return (shellcheck.ExitCode, output);
    }

    private static Process? Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("shellcheck", ["--format=gcc", "-"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // What GitHub puts there before the shell sees it; the rules refuse it, so that there is none.
    [GeneratedRegex(@"\$\{\{.*?\}\}")]
    private static partial Regex Expression();
}
