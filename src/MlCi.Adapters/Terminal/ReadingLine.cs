using MlCi.Data;
using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>How far the reading of a file is, in the last line of a terminal; nothing where the console is a log, or where it does not take long.</summary>
/// <param name="console">The terminal.</param>
/// <param name="clock">Says how often it is drawn.</param>
/// <param name="file">The file, as the user typed it.</param>
internal sealed class ReadingLine(IAnsiConsole console, TimeProvider clock, string file) : IDisposable
{
    private const string EraseLine = "\r\u001b[2K";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NotLong = TimeSpan.FromSeconds(1);
    private readonly long begun = clock.GetTimestamp();
    private long? drawn;
    private Stream? stream;

    /// <summary>The same rows; how many bytes of them were read is known here.</summary>
    public RowSource Watched(RowSource source) => source with { Open = () => stream = source.Open() };

    /// <summary>Draws the line anew, if it is time.</summary>
    /// <param name="rows">The rows read so far.</param>
    public void Draw(long rows)
    {
        if (!console.Profile.Capabilities.Ansi || clock.GetElapsedTime(begun) < NotLong || (drawn is { } last && clock.GetElapsedTime(last) < Pause))
            return;
        drawn = clock.GetTimestamp();
        string share = stream is { CanSeek: true, Length: > 0 and var all } ? $", {ByteSize.Of(stream.Position)} of {ByteSize.Of(all)}, {100 * stream.Position / all} %" : "";
        string text = $"{InertText.Of(file)}: {Numerals.Count(rows, "rows")}{share}";
        // A line that wraps could not be erased.
        int room = Math.Max(8, console.Profile.Width - 4);
        console.Write(new ControlCode($"{EraseLine}… {(text.Length <= room ? text : "…" + text[^(room - 1)..])}"));
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (drawn is not null)
            console.Write(new ControlCode(EraseLine));
        drawn = null;
    }
}
