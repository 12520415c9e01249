using MlCi.Findings;
using MlCi.Gates;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>Decisions as a table on a console.</summary>
internal static class GateTable
{
    public static Table Of(IEnumerable<ReportRow> rows)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string column in new[] { "", "gate", "value, interval", "limit" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]").NoWrap());
        table.AddColumn(new TableColumn("[grey]rows[/]").RightAligned().NoWrap());
        foreach (ReportRow row in rows)
        {
            table.AddRow(
                $"[{Color(row.Result)}]{row.Verdict.EscapeMarkup()}[/]", InertText.Of(row.Gate).EscapeMarkup(), row.Value.EscapeMarkup(),
                row.Limit.EscapeMarkup(), Numerals.Count(row.Result.Rows));
        }

        return table;
    }

    private static string Color(GateResult gate) => gate.Verdict switch
    {
        GateVerdict.Passed => "green",
        _ when !gate.Blocks => "yellow",
        _ => "red",
    };
}
