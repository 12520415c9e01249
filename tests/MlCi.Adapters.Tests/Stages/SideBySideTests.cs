using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Several pipelines at once, and several runs at once in one folder.</summary>
public sealed class SideBySideTests(EngineSetup setup) : EngineTest(setup)
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Output_IsKeptTogetherByPipeline_InTheirOrder(int jobs)
    {
        string[] names = ["alpha", "beta", "tiny", "zulu"];
        foreach (string name in names.Where(name => name != TinyRepository.Pipeline))
            Repository.AddPipeline(name);
        Repository.Edit("pipelines/beta/pipeline.yml", "mode: good", "mode: crash");

        (int code, string output) = Run("Gate", options => options with { Jobs = jobs });

        Assert.Equal(ExitCodes.Negative, code);
        string[] stages = [.. output.Split('\n').Where(line => line.Length > 2 && "✓✗–".Contains(line[0], StringComparison.Ordinal) && line.Contains(" s  ", StringComparison.Ordinal))];
        Assert.Equal(names.SelectMany(name => Enumerable.Repeat(name, 6)), stages.Select(line => line.Split(' ')[1]));
        // One summary at the end, after all of them.
        Assert.Equal(
            ["✓ passed alpha", "✗ failed beta", "✓ passed tiny", "✓ passed zulu"],
            output.TrimEnd().Split('\n')[^4..].Select(line => string.Join(' ', line.Split(' ')[..3])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void NumberOfJobsThatMakesNoSense_IsWrongConfiguration(int jobs)
    {
        Repository.AddPipeline("zulu");

        (int code, string output) = Run("Gate", options => options with { Jobs = jobs });

        Assert.Equal(ExitCodes.Misconfigured, code);
        AssertSaid(output, $"error found {jobs} for '--jobs', expected a whole number from 1 to 1024");
    }

    [Fact]
    public async Task TwoGatesAtOnce_OfOneFolder_AreBothRight()
    {
        AssertPasses();
        byte[] alone = File.ReadAllBytes(Repository.Artifact("gate.json"));
        foreach (string stage in Directory.GetDirectories(Repository.Path(".mlci/cache")).Where(stage => Path.GetFileName(stage) != "Build"))
            Directory.Delete(stage, recursive: true);

        (int ExitCode, string Output)[] runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Run("Gate"))));

        Assert.All(runs, run => Assert.True(run.ExitCode == ExitCodes.Passed, run.Output));
        Assert.Equal(alone, File.ReadAllBytes(Repository.Artifact("gate.json")));
        Assert.Single(Repository.Cached("Train"));
        Assert.Empty(Repository.Unfinished());
    }

    [Fact]
    public async Task InterruptedWhileItWaitsForAnother_Ends()
    {
        Directory.CreateDirectory(Repository.Path(".mlci/lock"));
        using FileStream held = new(Repository.Path(".mlci/lock/tiny.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        using var interrupted = new CancellationTokenSource();
        using var output = new StringWriter();

        Task<int> run = Task.Run(() => Run("Gate", output, interrupted.Token));
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(run.IsCompleted);
        await interrupted.CancelAsync();

        Assert.Equal(ExitCodes.Interrupted, await run);
        Assert.Contains("waiting for another run of tiny in this folder to end", output.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Repository.Path("artifacts")));
    }

    [Fact]
    public void GroupsOfTheLog_HoldStages_AndLeaveTheVerdictOutside()
    {
        Repository.AddPipeline("other");

        (_, string output) = Run("Gate", options => options with { GroupsLog = true });

        string[] lines = [.. output.Split('\n').Where(line => line.StartsWith("::", StringComparison.Ordinal) || line.StartsWith("PASSED", StringComparison.Ordinal)).Select(line => line.Split(' ', ':')[0] is "" ? line : line.Split(' ')[0] + " " + line.Split(' ')[1].TrimEnd(':'))];
        Assert.Equal(["::group::other", "::endgroup::", "PASSED other", "::group::tiny", "::endgroup::", "PASSED tiny"], lines);
    }
}
