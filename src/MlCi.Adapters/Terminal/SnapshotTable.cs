using System.Text.Json.Nodes;
using MlCi.Adapters.Snapshots;
using MlCi.Findings;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Terminal;

/// <summary>How data stand to their pointers, as a table or as JSON.</summary>
internal static class SnapshotTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<SeenFile> files)
    {
        Table table = new Table().Border(TableBorder.None);
        foreach (string column in new[] { "", "file", "state" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]").NoWrap());
        table.AddColumn(new TableColumn("[grey]size[/]").RightAligned().NoWrap());
        foreach (string column in new[] { "kept in", "digest" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]").NoWrap());
        foreach (SeenFile seen in files)
        {
            (string mark, string state) = seen.State switch
            {
                FileState.InPlace => ("[green]✓[/]", "in place"),
                FileState.Missing => ("[red]✗[/]", "[red]missing[/]"),
                _ => ("[red]✗[/]", "[red]changed[/]"),
            };
            table.AddRow(mark, Inert(seen.File.Shown), state, ByteSize.Of(seen.File.Pointer.Size), KeptIn(seen), seen.File.Pointer.Digest);
        }

        console.Write(new Unwrapped(table));
        console.Write(new Unwrapped(Summary(files)));
    }

    public static void WriteJson(IAnsiConsole console, IReadOnlyList<SeenFile> files) => console.Profile.Out.Writer.Write(
        new JsonArray([.. files.Select(seen => new JsonObject
        {
            ["file"] = seen.File.Shown,
            ["state"] = Word(seen.State),
            ["digest"] = seen.File.Pointer.Digest,
            ["size"] = seen.File.Pointer.Size,
            ["found"] = seen.Found,
            ["stored"] = seen.IsStored,
            ["pushed"] = seen.IsPushed,
            // As it is shown: what is behind a question mark may be a signature.
            ["source"] = seen.File.Pointer.Source?.Shown,
        })]).ToJsonString(GateReportJson.Options) + "\n");

    private static string Summary(IReadOnlyList<SeenFile> files)
    {
        string states = string.Join(", ", Enum.GetValues<FileState>().Select(state => (state, count: files.Count(file => file.State == state)))
            .Where(one => one.count > 0).Select(one => $"{Numerals.Count(one.count)} {Word(one.state)}"));
        int alone = files.Count(file => !file.IsHeldElsewhere);
        string[] advice =
        [
            .. files.Any(file => file.State == FileState.Missing) ? ["mlci data pull brings what is missing"] : Array.Empty<string>(),
            .. files.Any(file => file.State == FileState.Changed) ? ["mlci data add FILE takes a change over, mlci data pull FILE --overwrite undoes it"] : Array.Empty<string>(),
            .. alone > 0 ? [$"{Numerals.Count(alone)} not pushed and without a source, so that others cannot have it: mlci data push"] : Array.Empty<string>(),
        ];
        return $"[grey]{Numerals.Count(files.Count, "files")}: {states}{string.Concat(advice.Select(one => $"; {one}")).EscapeMarkup()}[/]";
    }

    private static string KeptIn(SeenFile seen)
    {
        string[] places = [.. new[] { seen.IsStored ? "store" : null, seen.IsPushed ? "registry" : null, seen.File.Pointer.Source is null ? null : "source" }.OfType<string>()];
        string named = places.Length > 0 ? string.Join(", ", places) : seen.State == FileState.InPlace ? "its place only" : "[red]no place[/]";
        return seen.IsHeldElsewhere ? named : $"{named} [yellow](not pushed)[/]";
    }

    private static string Word(FileState state) => state switch
    {
        FileState.InPlace => "in place",
        FileState.Missing => "missing",
        _ => "changed",
    };

    private static string Inert(string text) => InertText.Of(text).EscapeMarkup();
}
