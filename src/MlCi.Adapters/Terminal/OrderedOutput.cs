using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlCi.Adapters.Terminal;

/// <summary>
/// Keeps together what each of several pipelines prints while they run side by side: the first one that has not ended prints at
/// once, those after it when their turn comes. On a terminal a last line says what is running, and for how long.
/// </summary>
internal sealed class OrderedOutput : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private readonly IAnsiConsole console;
    private readonly LiveLine? live;
    private readonly ITimer? timer;
    private readonly Lock gate = new();
    private readonly LinkedList<OutputLane> lanes = [];

    /// <summary>Prints to a console.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="clock">Says how long something runs.</param>
    /// <param name="isLive">Whether to show what is running: right where a person looks on.</param>
    public OrderedOutput(IAnsiConsole console, TimeProvider clock, bool isLive)
    {
        this.console = console;
        if (!isLive)
            return;
        live = new LiveLine(console, clock);
        timer = clock.CreateTimer(_ => Redraw(), state: null, Beat, Beat);
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
    public IDisposable? Running(string what)
    {
        if (live is null)
            return null;
        lock (gate)
            return live.Begin(what, gate);
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
        live?.Draw();
    }

    private void Redraw()
    {
        lock (gate)
        {
            live!.Erase();
            live.Draw();
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
