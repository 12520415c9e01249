using MlCi.Findings;
using MlCi.Reports;
using MlCi.Slices;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>The worst slices as a table on a console, where any was confirmed.</summary>
internal static class WorstSliceTable
{
    /// <summary>Prints the table; nothing where no slice was confirmed.</summary>
    public static void Write(IAnsiConsole console, WorstSlices? worst)
    {
        if (worst is not { Confirmed.Count: > 0 })
            return;
        console.WriteLine();
        console.Write(new Unwrapped($"[bold]{WorstSliceRow.Title}[/]"));
        Table table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("[grey]slice[/]").NoWrap());
        foreach (string column in new[] { "wrong there", "elsewhere", "difference", "adjusted p", "rows" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]").RightAligned().NoWrap());
        foreach (WorstSliceRow row in WorstSliceRow.Of(worst))
            table.AddRow($"[yellow]{InertText.Of(row.Slice).EscapeMarkup()}[/]", row.There, row.Elsewhere, row.Difference.EscapeMarkup(), row.PAdjusted, row.Rows);
        console.Write(new Unwrapped(table));
        console.Write(new Unwrapped($"[grey]  {WorstSliceRow.HowFound(worst)}[/]"));
    }

    /// <summary>Prints the table, or in one line that there is nothing to show; nothing at all where nothing was searched.</summary>
    public static void WriteOrSayNone(IAnsiConsole console, WorstSlices? worst)
    {
        Write(console, worst);
        if (WorstSliceRow.Unconfirmed(worst) is { } none)
            console.Write(new Unwrapped($"[grey]  {InertText.Of(none).EscapeMarkup()}[/]"));
    }
}
