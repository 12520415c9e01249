using MlCi.Findings;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>The spread over the seeds as a table on a console, where more than one model was trained.</summary>
internal static class SeedSpreadTable
{
    /// <summary>Prints the table; nothing where there is none.</summary>
    public static void Write(IAnsiConsole console, GateReport report)
    {
        if (report.SeedSpread.Count == 0)
            return;
        console.WriteLine();
        console.Write(new Unwrapped($"[bold]{SeedSpreadRow.Title(report)}[/]"));
        Table table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("[grey]metric[/]").NoWrap());
        foreach (string column in new[] { "mean", "standard deviation", "least", "greatest" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (SeedSpreadRow row in SeedSpreadRow.Of(report))
            table.AddRow(row.Metric.EscapeMarkup(), row.Mean, row.StandardDeviation, row.Least, row.Greatest, $"[yellow]{InertText.Of(row.Note).EscapeMarkup()}[/]");
        console.Write(new Unwrapped(table));
        console.Write(new Unwrapped($"[grey]  {SeedSpreadRow.About(report)}[/]"));
    }
}
