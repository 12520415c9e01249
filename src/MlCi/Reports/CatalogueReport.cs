using System.Text;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>The feature catalogue as Markdown and as JSON.</summary>
public static class CatalogueReport
{
    private const int MostValues = 12;

    /// <summary>The columns of the table that say something of any entry, with what they say.</summary>
    /// <param name="catalogue">The catalogue.</param>
    public static IReadOnlyList<(string Title, Func<CatalogueEntry, string> Text)> ColumnsOf(FeatureCatalogue catalogue)
    {
        (string Title, Func<CatalogueEntry, string> Text)[] all =
        [
            ("column", entry => entry.Column.Name), ("type", entry => entry.Column.Type), ("values", entry => Values(entry.Column)), ("unit", entry => entry.Column.Unit ?? ""),
            ("meaning", entry => entry.Column.Meaning ?? ""), ("owner", entry => entry.Column.Owner ?? ""), ("since", entry => entry.Column.Since ?? ""), ("used by", entry => string.Join(", ", entry.Uses)),
        ];
        return [.. all.Where(column => catalogue.Entries.Any(entry => column.Text(entry).Length > 0))];
    }

    /// <summary>In one line what is in it.</summary>
    /// <param name="catalogue">The catalogue.</param>
    public static string Summary(FeatureCatalogue catalogue)
    {
        int names = catalogue.Entries.Select(entry => entry.Column.Name).Distinct(StringComparer.Ordinal).Count();
        int pipelines = catalogue.Entries.SelectMany(entry => entry.Uses).Select(use => use.Pipeline).Distinct(StringComparer.Ordinal).Count();
        int silent = catalogue.Entries.Count(entry => entry.Column.Meaning is null);
        return $"{Numerals.Count(names, "columns")} of {Numerals.Count(pipelines, "pipelines")}{(silent > 0 ? $"; {Numerals.Count(silent)} without a description" : "")}";
    }

    /// <summary>A page of Markdown: the table, and what pipelines disagree on.</summary>
    /// <param name="catalogue">The catalogue.</param>
    public static string Markdown(FeatureCatalogue catalogue)
    {
        IReadOnlyList<(string Title, Func<CatalogueEntry, string> Text)> columns = ColumnsOf(catalogue);
        var text = new StringBuilder($"# Feature catalogue\n\n{Summary(catalogue)}, by their schemas. Written by `mlci catalogue --markdown`.\n");
        if (catalogue.Disagreements.Count > 0)
        {
            text.Append("\n## What pipelines disagree on\n");
            foreach (CatalogueDisagreement one in catalogue.Disagreements)
                text.Append("- ").Append(MarkdownText.Escape(one.ToString())).Append('\n');
        }

        if (catalogue.Entries.Count > 0)
            text.Append($"\n## Columns\n|{string.Concat(columns.Select(column => $" {column.Title} |"))}\n|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (CatalogueEntry entry in catalogue.Entries)
            text.Append('|').Append(string.Concat(columns.Select(column => Cell(column.Title, column.Text(entry))))).Append('\n');
        return text.ToString();
    }

    /// <summary>The catalogue as JSON.</summary>
    /// <param name="catalogue">The catalogue.</param>
    public static string Json(FeatureCatalogue catalogue) => new JsonObject
    {
        ["schemaVersion"] = 1,
        ["columns"] = new JsonArray([.. catalogue.Entries.Select(entry => new JsonObject
        {
            ["name"] = entry.Column.Name,
            ["meaning"] = entry.Column.Meaning,
            ["type"] = entry.Column.Type,
            ["range"] = entry.Column.Range,
            ["values"] = new JsonArray([.. entry.Column.Values.Select(value => JsonValue.Create(value))]),
            ["unit"] = entry.Column.Unit,
            ["owner"] = entry.Column.Owner,
            ["since"] = entry.Column.Since,
            ["usedBy"] = Uses(entry.Uses),
        })]),
        ["disagreements"] = new JsonArray([.. catalogue.Disagreements.Select(one => new JsonObject
        {
            ["column"] = one.Column,
            ["forms"] = new JsonArray([.. one.Forms.Select(form => new JsonObject { ["form"] = form.Form, ["usedBy"] = Uses(form.Uses) })]),
        })]),
    }.ToJsonString(GateReportJson.Options) + "\n";

    private static JsonArray Uses(IReadOnlyList<CatalogueUse> uses) => new([.. uses.Select(use => new JsonObject { ["pipeline"] = use.Pipeline, ["role"] = use.Role })]);

    private static string Cell(string title, string text) => text.Length == 0 ? " |" : title == "column" ? $" {MarkdownText.Code(text)} |" : $" {MarkdownText.Escape(text)} |";

    private static string Values(CatalogueColumn column)
    {
        IReadOnlyList<string> values = column.Values;
        string listed = values.Count <= MostValues ? string.Join(", ", values) : $"{string.Join(", ", values.Take(MostValues - 2))} … {values[^1]} ({Numerals.Count(values.Count)})";
        return string.Join("; ", new[] { listed, column.Range }.Where(part => part.Length > 0));
    }
}
