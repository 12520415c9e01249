using System.Globalization;
using System.Text;
using MlCi.Findings;
using MlCi.Reports;
using MlCi.Runs;

namespace MlCi.Models;

/// <summary>A model card as Markdown. Text from data is shown as it is, never as markup.</summary>
public static class CardMarkdown
{
    private const int MostSlices = 60;
    private const string NotStated = "not stated";

    /// <summary>The text of card.md.</summary>
    public static string Write(ModelCard card)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Escape(card.Pipeline)).Append(' ').Append(card.Version is { } version ? "v" + Escape(version) : "without a version").Append("\n\n");
        text.Append(Code(card.Model)).Append("\n\n");
        text.Append("- **Purpose**: ").Append(Escape(card.Purpose ?? NotStated)).Append('\n');
        text.Append("- **Owner**: ").Append(Escape(card.Owner ?? NotStated)).Append('\n');
        text.Append("- **Verdict of its gate**: ").Append(Escape(card.Verdict is { } verdict ? $"{verdict}: {Headline.FirstLine(card.Reason ?? "")}" : "none")).Append("\n\n");
        Data(text, card);
        Metrics(text, card);
        List(text, "Fairness", card.Fairness.Select(gate => $"{gate.Verdict}: {gate.Reason}"));
        Calibration(text, card);
        Limits(text, card);
        Lineage(text, card);
        Calling(text, card);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Data(StringBuilder text, ModelCard card)
    {
        text.Append("## Data\n\n");
        Table(text, ["of", "rows", "columns", "time", "digest", "path"], "not known: it was registered without a record", card.Data.Select(data => new[]
        {
            Escape(data.Role), Numerals.Count(data.Rows), Numerals.Count(data.Columns), Escape(data.Period is { } period ? $"{period.From} – {period.To} ({period.Column})" : "not known"),
            Code(data.Digest), Code(data.Path),
        }));
    }

    private static void Metrics(StringBuilder text, ModelCard card)
    {
        text.Append("## Metrics\n\n");
        if (card.Level is { } level && card.Metrics.Count > 0)
            text.Append(Numerals.ExactPercent(Math.Round(level, 10))).Append(" intervals, on the holdout.\n\n");
        Table(text, ["metric", "value", "rows"], "none: no evaluation is attached", card.Metrics.Select(metric => new[] { Code(metric.Name), Escape(metric.Shown), metric.Rows is { } rows ? Numerals.Count(rows) : "–" }));
        if (card.Slices.Count == 0)
            return;
        text.Append("### In slices: ").Append(Escape(card.Slices[0].Metric.Name)).Append("\n\n");
        Table(text, ["slice", "value", "rows"], "", card.Slices.Take(MostSlices).Select(slice => new[] { Code(slice.Slice), Escape(slice.Metric.Shown), Numerals.Count(slice.Rows) }));
        if (card.Slices.Count > MostSlices)
            text.Append("… and ").Append(Numerals.Count(card.Slices.Count - MostSlices)).Append(" more in card.json\n\n");
    }

    private static void Calibration(StringBuilder text, ModelCard card)
    {
        if (card.Calibration is not { } calibration)
            return;
        text.Append("## Calibration\n\n");
        if (calibration.Brier is not { } brier)
            text.Append(Escape(calibration.Reason ?? "not known")).Append("\n\n");
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"Brier score {Number(brier)}: miscalibration {Number(calibration.Miscalibration)} − discrimination {Number(calibration.Discrimination)} + ");
            text.Append(CultureInfo.InvariantCulture, $"uncertainty {Number(calibration.Uncertainty)}.\n\n");
        }
    }

    private static void Limits(StringBuilder text, ModelCard card)
    {
        text.Append("## Limits\n\n");
        foreach (string limit in card.StatedLimits)
            text.Append("- ").Append(Escape(limit)).Append('\n');
        if (card.StatedLimits.Count == 0)
            text.Append("- What it is not to be used for: ").Append(NotStated).Append('\n');
        foreach (string limit in card.FoundLimits)
            text.Append("- ").Append(Escape(Headline.FirstLine(limit))).Append('\n');
        text.Append('\n');
    }

    private static void Lineage(StringBuilder text, ModelCard card)
    {
        text.Append("## Lineage\n\n");
        if (card.Registration is not { } record)
        {
            text.Append("Not known: it was registered without a record.\n\n");
            return;
        }

        Item(text, "Registered", Escape($"{record.WhenText} UTC by {record.Who}, with MlCi {record.Tool}"));
        foreach (string why in record.VersionBecause)
            Item(text, "Version", Escape($"{record.Version}, {why}"));
        Item(text, "Commit", (record.Commit is { } commit ? Code(commit) : "none") + (record.Dirty == true ? ", with changes" : "") + (record.Source is { } source ? $" of {Code(source)}" : ""));
        Item(text, "Run", Code(record.Run ?? "not recorded"));
        Item(text, "Parameters", string.Join(", ", record.Params.Select(one => Code($"{one.Key}={RunRecord.Text(one.Value)}")).Append(Code($"seed={record.Seed.ToString(CultureInfo.InvariantCulture)}"))));
        foreach ((string what, string? digest) in new[] { ("Program", record.Code), ("Contract", record.Schema), ("Rules", record.Rules), ("Champion at that time", record.Champion) })
            Item(text, what, digest is null ? "none" : Code(digest));
        text.Append('\n');
    }

    private static void Calling(StringBuilder text, ModelCard card)
    {
        text.Append("## How to call it\n\n");
        text.Append("The program is the layer `program.tar`, the model the layers below `model/`. As a command: `predict --model DIR --data rows.csv --out predictions.csv`, which writes ")
            .Append(card.Task switch { "multiclass" => "`row_id,p_<class>…`", "regression" => "`row_id,prediction`", _ => "`row_id,score`" })
            .Append(".\nA row is held to `schema.json`:\n\n");
        Table(text, ["column", "type or values", "required", "meaning"], "no columns are known", card.Columns.Select(column => new[]
        {
            Code(column.Name), Escape(column.Type ?? "any"), column.Required ? "yes" : "no", Escape(column.Description ?? "–"),
        }));
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
            return;
        text.Append("## ").Append(title).Append("\n\n");
        foreach (string line in all)
            text.Append("- ").Append(Escape(Headline.FirstLine(line))).Append('\n');
        text.Append('\n');
    }

    /// <summary>A table, or a sentence where there is no row.</summary>
    internal static void Table(StringBuilder text, string[] titles, string none, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        if (all.Length == 0)
        {
            text.Append(none).Append("\n\n");
            return;
        }

        text.Append("| ").AppendJoin(" | ", titles).Append(" |\n|").Insert(text.Length, "---|", titles.Length).Append('\n');
        foreach (string[] row in all)
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        text.Append('\n');
    }

    private static void Item(StringBuilder text, string name, string value) => text.Append("- **").Append(name).Append("**: ").Append(value).Append('\n');

    private static string Number(double? value) => value is { } number ? Numerals.Of(number) : "–";

    private static string Escape(string text) => MarkdownText.Escape(text);

    private static string Code(string text) => MarkdownText.Code(text);
}
