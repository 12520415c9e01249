using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>The last line of a terminal: what is running. Whoever writes above it erases it first.</summary>
/// <param name="console">The terminal.</param>
internal sealed class LiveLine(IAnsiConsole console)
{
    // Carriage return, and erase in line.
    private const string EraseLine = "\r\u001b[2K";
    private bool isDrawn;

    public void Draw(IEnumerable<RunningStage> running)
    {
        string text = string.Join(" · ", running.Select(stage => stage.Text));
        if (text.Length == 0)
            return;
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
}
