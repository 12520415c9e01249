using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>The feature catalogue on a console, as wide as that is.</summary>
public static class CatalogueTable
{
    /// <summary>Prints it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="catalogue">The catalogue.</param>
    public static void Write(IAnsiConsole console, FeatureCatalogue catalogue)
    {
        IReadOnlyList<(string Title, Func<CatalogueEntry, string> Text)> columns = CatalogueReport.ColumnsOf(catalogue);
        Table table = new Table().Border(TableBorder.Simple);
        foreach ((string title, _) in columns)
        {
            var column = new TableColumn($"[grey]{title}[/]");
            table.AddColumn(title == "column" ? column.NoWrap() : column);
        }

        HashSet<string> disputed = [.. catalogue.Disagreements.Select(one => one.Column)];
        foreach (CatalogueEntry entry in catalogue.Entries)
        {
            table.AddRow([.. columns.Select(column => column.Title != "column" ? Inert(column.Text(entry))
                : disputed.Contains(entry.Column.Name) ? $"[yellow]{Inert(entry.Column.Name)}[/]" : $"[bold]{Inert(entry.Column.Name)}[/]")]);
        }

        if (catalogue.Entries.Count > 0)
            console.Write(table);
        foreach (CatalogueDisagreement one in catalogue.Disagreements)
            console.Write(new Unwrapped($"[yellow]![/] {Inert(one.ToString())}"));
        console.Write(new Unwrapped($"[grey]{Inert(CatalogueReport.Summary(catalogue))}[/]"));
    }

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();
}
