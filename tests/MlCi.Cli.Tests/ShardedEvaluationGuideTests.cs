using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary>The commands of docs/sharded-evaluation.md, on every machine that it tells of: together they say what one process says.</summary>
[Collection(ConsoleTests.Name)]
public sealed partial class ShardedEvaluationGuideTests : IDisposable
{
    private const int Machines = 8;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("apiVersion: batch/v1")]
    [InlineData("on: workflow_dispatch")]
    public void Commands_GiveTogetherWhatOneProcessGives(string kind)
    {
        Skip.IfNot(File.Exists("/bin/sh"), "there is no /bin/sh");
        string text = string.Concat(Block().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "sharded-evaluation.md")).ReplaceLineEndings("\n"))
            .Select(match => match.Groups[1].Value).Where(block => block.Contains(kind, StringComparison.Ordinal)));
        string[] commands = [.. Command().Matches(text).Select(match => match.Value.ReplaceLineEndings(" "))];
        Assert.Equal(2, commands.Length);
        Directory.CreateDirectory(folder.Path("shards"));
        File.WriteAllLines(folder.Path("scores.csv"), Enumerable.Range(0, 900).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{(i * 7919 % 10 < 3 ? 1 : 0)},{((i * 7919 % 10 < 3 ? 60 : 35) + (i * 104729 % 61) - 30) / 100.0},{"nsew"[i % 4]}")).Prepend("churned,p,region"));

        for (int index = 0; index < Machines; index++)
            Assert.Equal(ExitCodes.Passed, Run(commands[0], index).ExitCode);
        var merged = Run(commands[1], index: 0);
        var whole = MlciRun.Run("evaluate", "--predictions", folder.Path("scores.csv"), "--label", "churned", "--score", "p", "--slice", "region", "--json", folder.Path("whole.json"));

        Assert.Equal(whole, merged);
        string json = Directory.GetFiles(folder.Path("."), "evaluation.json", SearchOption.AllDirectories).Single();
        Assert.Equal(File.ReadAllText(folder.Path("whole.json")), File.ReadAllText(json));
    }

    // As the shell of the machine would see it: what it makes of variables and patterns is printed, one argument a line.
    private (int ExitCode, string Output, string Errors) Run(string command, int index)
    {
        string here = command
            .Replace(" /data/", $" {folder.Path(".")}/", StringComparison.Ordinal).Replace(" /shards/", $" {folder.Path("shards")}/", StringComparison.Ordinal);
        // Each machine of the workflow uploads its shard, and the one that merges downloads all.
        here = here.Replace("--out \"$SHARD.mlci\"", "--out \"shards/$SHARD.mlci\"", StringComparison.Ordinal);
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"mlci() {{ printf '%s\\n' \"$@\"; }}; {here.Replace("exec mlci", "mlci", StringComparison.Ordinal)}"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Path("."),
            RedirectStandardOutput = true,
            Environment = { ["JOB_COMPLETION_INDEX"] = $"{index}", ["SHARD"] = $"{index + 1}", ["SHARDS"] = $"{Machines}" },
        })!;
        string[] arguments = shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        shell.WaitForExit();
        string before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder.Path(".");
            return MlciRun.Run(arguments);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    // A command, and the line below where it goes on with an option.
    [GeneratedRegex(@"mlci evaluate [^\n]*(\n +--[^\n]*)*")]
    private static partial Regex Command();
}
