using MlCi.Adapters.Terminal;
using Spectre.Console;

namespace MlCi.Adapters.Tests.Terminal;

/// <summary>Lanes are printed one after the other, in the order in which they were opened; a live line never stays among them.</summary>
public sealed class OrderedOutputTests : IDisposable
{
    private const string Erase = "\r\u001b[2K";
    private readonly StringWriter written = new() { NewLine = "\n" };
    private readonly StoppedClock clock = new();

    public void Dispose() => written.Dispose();

    [Fact]
    public void FirstLane_PrintsAtOnce_TheOthersWhenTheirTurnComes()
    {
        using OrderedOutput output = Output(isLive: false);
        OutputLane first = output.Open("first"), second = output.Open("second"), third = output.Open("third");

        third.Write(new Text("3\n"));
        second.Write(new Text("2\n"));
        first.Write(new Text("1\n"));
        Assert.Equal("1\n", written.ToString());
        third.Dispose();
        Assert.Equal("1\n", written.ToString());
        first.Dispose();
        Assert.Equal("1\n2\n", written.ToString());
        second.Write(new Text("2b\n"));
        second.Dispose();

        Assert.Equal("1\n2\n2b\n3\n", written.ToString());
    }

    [Fact]
    public void ClosedLane_PrintsAtOnce()
    {
        using OrderedOutput output = Output(isLive: false);
        OutputLane between = output.Open("");
        between.Dispose();
        using OutputLane open = output.Open("open");

        between.Write(new Text("now\n"));

        Assert.Equal("now\n", written.ToString());
    }

    [Fact]
    public void LiveLine_SaysWhatRunsAndForHowLong_AndIsErasedBeforeAnythingElse()
    {
        using OrderedOutput output = Output(isLive: true);
        OutputLane lane = output.Open("tiny");
        RunningStage running = output.Running("tiny Train");
        clock.Seconds = 3;

        clock.Beat();
        Assert.Equal("… tiny Train 3 s", written.ToString());
        lane.Write(new Text("a line\n"));
        Assert.Equal($"… tiny Train 3 s{Erase}a line\n… tiny Train 3 s", written.ToString());
        running.Dispose();
        lane.Dispose();

        Assert.EndsWith($"… tiny Train 3 s{Erase}", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LiveLine_EndsWithTheLastThatWasSaid()
    {
        using OrderedOutput output = Output(isLive: true);
        using RunningStage running = output.Running("tiny Train");

        running.Say("epoch 1\u001b[2J");
        running.Say("epoch 2\u001b[2J ");
        clock.Beat();

        Assert.Matches("^… tiny Train 0 s: epoch 2[^\u001b]*$", written.ToString());
    }

    [Fact]
    public void Log_IsToldOnceAMinuteWhatRunsThatLong()
    {
        using OrderedOutput output = Output(isLive: false);
        using RunningStage old = output.Running("tiny Train");
        clock.Seconds = 61;
        using RunningStage young = output.Running("other Train");
        old.Say("epoch 7");

        clock.Beat();

        Assert.Equal("  … tiny Train 61 s: epoch 7\n", written.ToString());
    }

    [Fact]
    public void LiveLine_NeverWraps()
    {
        using OrderedOutput output = Output(isLive: true, width: 20);
        using RunningStage running = output.Running("a-very-long-pipeline-name Train");

        clock.Beat();

        Assert.Equal("… a-very-long-pip…", written.ToString());
    }

    private OrderedOutput Output(bool isLive, int width = 80)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(written),
        });
        console.Profile.Width = width;
        return new OrderedOutput(console, clock, isLive);
    }

    private sealed class StoppedClock : TimeProvider
    {
        private Action? beat;

        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            beat = () => callback(state);
            return new NoTimer();
        }

        public void Beat() => beat!();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // Nothing runs.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
