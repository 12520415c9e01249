using System.Text;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Ctrl-C: exit 130, no process and no file left.</summary>
public sealed class InterruptTests(EngineSetup setup) : EngineTest(setup)
{
    [Theory]
    [InlineData("train-hang", "Train")]
    [InlineData("hang", "Evaluate")]
    public async Task InterruptedProgram_IsStoppedWithItsChildren_AndLeavesNothing(string mode, string stage)
    {
        Repository.AddPipeline("zebra");
        Repository.SetMode(mode);
        Repository.LeaveEarlierVerdict();
        using var output = new Signalling("hanging with child");
        using var interrupted = new CancellationTokenSource();

        Task<int> run = Task.Run(() => Run("Gate", output, interrupted.Token, options => options with { Verbose = true, Jobs = 1 }));
        await Task.WhenAny(run, output.Seen);
        await interrupted.CancelAsync();

        Assert.Equal(ExitCodes.Interrupted, await run);
        Assert.Equal(1, output.ToString().Split("error interrupted; nothing half-done was kept").Length - 1);
        Assert.False(TinyChild.IsRunning(output.ToString()));
        Assert.Empty(Repository.Cached(stage));
        Assert.Empty(Repository.Unfinished());
        Assert.Empty(Repository.Verdict());
        Assert.Empty(Repository.Verdict("zebra"));
    }

    [Fact]
    public void InterruptedBeforeItBegins_DoesNothing()
    {
        using var output = new StringWriter();

        int code = Run("Gate", output, new CancellationToken(canceled: true));

        Assert.Equal(ExitCodes.Interrupted, code);
        Assert.False(Directory.Exists(Repository.Path("artifacts")));
    }

    /// <summary>Says when a text has been written.</summary>
    private sealed class Signalling(string awaited) : StringWriter
    {
        private readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => seen.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value)
        {
            base.Write(value);
            if (value?.Contains(awaited, StringComparison.Ordinal) == true)
                seen.TrySetResult();
        }
    }
}
