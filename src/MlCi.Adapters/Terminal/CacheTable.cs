using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>What is kept for later runs, as a table or as JSON.</summary>
internal static class CacheTable
{
    public static void WriteStatus(IAnsiConsole console, string root, IReadOnlyList<CacheEntry> entries, DateTimeOffset now, bool asJson)
    {
        if (asJson)
        {
            console.Profile.Out.Writer.Write(new JsonArray([.. entries.Select(entry => new JsonObject
            {
                ["kind"] = entry.Kind,
                ["path"] = Path.GetRelativePath(root, entry.Path).Replace('\\', '/'),
                ["bytes"] = entry.Bytes,
                ["lastUse"] = entry.LastUse.UtcDateTime,
                ["isWhole"] = entry.IsWhole,
            })]).ToJsonString(GateReportJson.Options) + "\n");
            return;
        }

        Table table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("[grey]kind[/]").NoWrap());
        foreach (string column in new[] { "results", "size", "last use", "broken" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]").RightAligned().NoWrap());
        foreach (IGrouping<string, CacheEntry> kind in entries.GroupBy(entry => entry.Kind))
        {
            table.AddRow(
                InertText.Of(kind.Key).EscapeMarkup(), Numerals.Count(kind.Count()), ByteSize.Of(kind.Sum(entry => entry.Bytes)), Ago(now - kind.Max(entry => entry.LastUse)),
                kind.Count(entry => !entry.IsWhole) is > 0 and var broken ? $"[yellow]{broken}[/]" : "");
        }

        if (entries.Count > 0)
            console.Write(new Unwrapped(table));
        console.Write(new Unwrapped($"[grey]{Numerals.Count(entries.Count, "results")}, {ByteSize.Of(entries.Sum(entry => entry.Bytes))}, in {InertText.Of(Path.Combine(root, ".mlci")).EscapeMarkup()}[/]"));
    }

    public static void WritePruned(IAnsiConsole console, IReadOnlyList<CacheEntry> removed, IReadOnlyList<CacheEntry> before, bool isDry)
    {
        long bytes = removed.Sum(entry => entry.Bytes);
        foreach (IGrouping<string, CacheEntry> kind in removed.GroupBy(entry => entry.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            console.Write(new Unwrapped($"  {InertText.Of(kind.Key).EscapeMarkup()}: {Numerals.Count(kind.Count(), "results")}, {ByteSize.Of(kind.Sum(entry => entry.Bytes))}"));
        console.Write(new Unwrapped(
            $"{(isDry ? "would remove" : "removed")} {Numerals.Count(removed.Count, "results")}, {ByteSize.Of(bytes)}; {ByteSize.Of(before.Sum(entry => entry.Bytes) - bytes)} {(isDry ? "would stay" : "stay")}"));
    }

    private static string Ago(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min ago",
        { TotalDays: < 1 } => $"{(int)age.TotalHours} h ago",
        _ => $"{(int)age.TotalDays} days ago",
    };
}
