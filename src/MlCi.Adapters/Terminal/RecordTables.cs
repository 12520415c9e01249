using MlCi.Findings;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>What the tables of runs and those of models are made of.</summary>
internal static class RecordTables
{
    private const int ShortCommit = 8;

    /// <summary>A commit by its first digits, with a star where files were changed after it.</summary>
    public static string Commit(string? commit, bool? dirty) => commit is null ? "–" : commit[..Math.Min(commit.Length, ShortCommit)] + (dirty == true ? "*" : "");

    /// <summary>Prints a table under a title; nothing where it has no rows.</summary>
    public static void Section(IAnsiConsole console, string title, string[] columns, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        if (all.Length == 0)
            return;
        console.WriteLine();
        Line(console, $"[bold]{title}[/]");
        Table table = Columns(columns);
        foreach (string[] row in all)
            table.AddRow([.. row.Select(Inert)]);
        console.Write(new Unwrapped(table));
    }

    /// <summary>A table without rows.</summary>
    public static Table Columns(params string[] titles)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string title in titles)
            table.AddColumn(new TableColumn($"[grey]{Inert(title)}[/]").NoWrap());
        return table;
    }

    /// <summary>A text that cannot act on the terminal.</summary>
    public static string Inert(string text) => InertText.Of(text).EscapeMarkup();

    /// <summary>Prints a line, however long.</summary>
    public static void Line(IAnsiConsole console, string markup) => console.Write(new Unwrapped(markup));
}
