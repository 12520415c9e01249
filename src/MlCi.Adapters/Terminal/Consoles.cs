using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>The console of a front door.</summary>
public static class Consoles
{
    private const int LogWidth = 160;

    /// <summary>Standard output: as wide as the terminal, or wide enough for a table where it is a log.</summary>
    public static IAnsiConsole Standard()
    {
        // GitHub's log shows colours; other files are read as text.
        bool plain = Console.IsOutputRedirected && Environment.GetEnvironmentVariable("GITHUB_ACTIONS") is not "true";
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect });
        if (Console.IsOutputRedirected)
            console.Profile.Width = LogWidth;
        return console;
    }

    /// <summary>Standard error, for what is drawn and erased again: with ANSI codes where it is a terminal only.</summary>
    public static IAnsiConsole Progress() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(Console.Error),
    });

    /// <summary>Standard error, as a log: standard output is for a machine.</summary>
    public static IAnsiConsole Error()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(Console.Error) });
        console.Profile.Width = LogWidth;
        return console;
    }
}
