using System.Globalization;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>The last line of a terminal: what is running, and for how long. Whoever writes above it erases it first.</summary>
/// <param name="console">The terminal.</param>
/// <param name="clock">Says how long something runs.</param>
internal sealed class LiveLine(IAnsiConsole console, TimeProvider clock)
{
    // Carriage return, and erase in line.
    private const string EraseLine = "\r\u001b[2K";
    private readonly List<Entry> running = [];
    private bool isDrawn;

    /// <summary>Something begins to run, until what is given back is disposed of.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="gate">What whoever writes holds.</param>
    public IDisposable Begin(string what, Lock gate)
    {
        var entry = new Entry(this, what, clock.GetTimestamp(), gate);
        running.Add(entry);
        return entry;
    }

    public void Draw()
    {
        if (running.Count == 0)
            return;
        string text = string.Join(" · ", running.Select(entry =>
            string.Create(CultureInfo.InvariantCulture, $"{entry.What} {clock.GetElapsedTime(entry.Since).TotalSeconds:0} s")));
        // A line that wraps could not be erased.
        int room = Math.Max(8, console.Profile.Width - 4);
        console.Write(new ControlCode($"… {(text.Length <= room ? text : text[..(room - 1)] + "…")}"));
        isDrawn = true;
    }

    public void Erase()
    {
        if (isDrawn)
            console.Write(new ControlCode(EraseLine));
        isDrawn = false;
    }

    private sealed class Entry(LiveLine live, string what, long since, Lock gate) : IDisposable
    {
        public string What => what;

        public long Since => since;

        public void Dispose()
        {
            lock (gate)
                live.running.Remove(this);
        }
    }
}
