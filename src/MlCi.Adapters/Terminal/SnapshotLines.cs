using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>What is said of data while they are added, pushed and pulled: a line each, and on a terminal how far a download is.</summary>
/// <param name="console">Where to.</param>
/// <param name="clock">Says how often the progress is drawn.</param>
internal sealed class SnapshotLines(IAnsiConsole console, TimeProvider clock)
{
    private const string EraseLine = "\r\u001b[2K";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private long drawn;
    private bool isDrawn;

    /// <summary>Something that was done.</summary>
    public void Done(string text) => Write($"[green]✓[/] {Inert(text)}");

    /// <summary>Something beside it.</summary>
    public void Note(string text) => Write($"[grey]  {Inert(text)}[/]");

    /// <summary>The end.</summary>
    public void Summary(string text) => Write(Inert(text));

    /// <summary>How far a download is; nothing where the console is a log.</summary>
    public void Progress(string what, long received, long? total)
    {
        if (!console.Profile.Capabilities.Ansi || (isDrawn && clock.GetElapsedTime(drawn) < Pause))
            return;
        (drawn, isDrawn) = (clock.GetTimestamp(), true);
        string share = total is > 0 and { } all ? $" of {ByteSize.Of(all)}, {100 * received / all} %" : "";
        console.Write(new ControlCode($"{EraseLine}… {InertText.Of(what)}: {ByteSize.Of(received)}{share}"));
    }

    /// <summary>Takes the progress away.</summary>
    public void Erase()
    {
        if (isDrawn)
            console.Write(new ControlCode(EraseLine));
        isDrawn = false;
    }

    private void Write(string markup)
    {
        Erase();
        console.Write(new Unwrapped(markup));
    }

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();
}
