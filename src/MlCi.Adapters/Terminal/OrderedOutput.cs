using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlCi.Adapters.Terminal;

/// <summary>
/// Keeps together what each of several pipelines prints while they run side by side: the first one that has not ended prints at
/// once, those after it when their turn comes. On a terminal a last line says what is running, for how long, and what it said last;
/// in a log that is a line a minute.
/// </summary>
internal sealed class OrderedOutput : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BeatOfLog = TimeSpan.FromMinutes(1);
    private readonly IAnsiConsole console;
    private readonly TimeProvider clock;
    private readonly LiveLine? live;
    private readonly ITimer? timer;
    private readonly Lock gate = new();
    private readonly LinkedList<OutputLane> lanes = [];
    private readonly List<RunningStage> running = [];

    /// <summary>Prints to a console.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="clock">Says how long something runs.</param>
    /// <param name="isLive">Whether a person looks on, at a terminal.</param>
    /// <param name="isQuiet">Whether not to tell what is running.</param>
    public OrderedOutput(IAnsiConsole console, TimeProvider clock, bool isLive, bool isQuiet = false)
    {
        (this.console, this.clock) = (console, clock);
        if (isQuiet)
            return;
        live = isLive ? new LiveLine(console) : null;
        TimeSpan beat = isLive ? Beat : BeatOfLog;
        timer = clock.CreateTimer(_ => Tell(), state: null, beat, beat);
    }

    /// <summary>A lane after those that are open.</summary>
    /// <param name="title">What it is of.</param>
    /// <param name="group">Whether its lines are one group of the host's log.</param>
    public OutputLane Open(string title, bool group = false)
    {
        lock (gate)
        {
            var lane = new OutputLane(this, title, group);
            lanes.AddLast(lane);
            return lane;
        }
    }

    /// <summary>Says that something begins to run, until what is given back is disposed of.</summary>
    public RunningStage Running(string what)
    {
        var stage = new RunningStage(what, clock, End);
        lock (gate)
            running.Add(stage);
        return stage;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer?.Dispose();
        lock (gate)
            live?.Erase();
    }

    internal IAnsiConsole Console => console;

    internal void Write(OutputLane lane, IRenderable what)
    {
        lock (gate)
        {
            lane.Waiting.Enqueue(what);
            // What is said between the pipelines waits for none of them.
            if (lane.IsClosed || lanes.First?.Value == lane)
                Flush(lane);
        }
    }

    internal void Close(OutputLane lane)
    {
        lock (gate)
        {
            lane.IsClosed = true;
            while (lanes.First?.Value is { } first)
            {
                Flush(first);
                if (!first.IsClosed)
                    return;
                lanes.RemoveFirst();
            }
        }
    }

    private void Flush(OutputLane lane)
    {
        live?.Erase();
        while (lane.Waiting.TryDequeue(out IRenderable? next))
            console.Write(next);
        live?.Draw(running);
    }

    private void End(RunningStage stage)
    {
        lock (gate)
            running.Remove(stage);
    }

    private void Tell()
    {
        lock (gate)
        {
            if (live is not null)
            {
                live.Erase();
                live.Draw(running);
                return;
            }

            foreach (RunningStage stage in running.Where(stage => stage.Elapsed >= BeatOfLog))
                console.Write(new Unwrapped($"[grey]  … {stage.Text.EscapeMarkup()}[/]"));
        }
    }
}

/// <summary>What one pipeline prints.</summary>
internal sealed class OutputLane : IDisposable
{
    private readonly OrderedOutput output;
    private readonly string title;
    private bool mayGroup;
    private bool isGroup;

    public OutputLane(OrderedOutput output, string title, bool group)
    {
        this.output = output;
        this.title = title;
        mayGroup = group;
        Console = new LaneConsole(output.Console, Write);
    }

    /// <summary>The lane as a console.</summary>
    public IAnsiConsole Console { get; }

    internal Queue<IRenderable> Waiting { get; } = [];

    internal bool IsClosed { get; set; }

    /// <summary>Prints, now or when the lane's turn comes.</summary>
    public void Write(IRenderable what)
    {
        if (mayGroup)
        {
            // GitHub's workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
            output.Write(this, new Unwrapped(new Text($"::group::{title}\n")));
            (mayGroup, isGroup) = (false, true);
        }

        output.Write(this, what);
    }

    /// <summary>Ends the group: what follows is seen without opening it.</summary>
    public void EndGroup()
    {
        if (isGroup)
            output.Write(this, new Unwrapped(new Text("::endgroup::\n")));
        mayGroup = isGroup = false;
    }

    /// <summary>Nothing follows.</summary>
    public void Dispose()
    {
        EndGroup();
        output.Close(this);
    }
}
