using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Runs;
using Spectre.Console;
using static MlCi.Adapters.Terminal.RecordTables;

namespace MlCi.Adapters.Terminal;

/// <summary>Prints models of a registry: a list, one in full, two side by side.</summary>
public static class ModelTables
{
    /// <summary>Prints a list.</summary>
    public static void WriteList(IAnsiConsole console, IReadOnlyList<ModelDossier> models)
    {
        Table table = Columns("pipeline", "version", "digest", "aliases", "registered (UTC)", "who", "commit", "metric", "verdict");
        foreach (ModelDossier model in models)
        {
            ModelMetric? metric = ModelMetric.HeadlineOf(model);
            table.AddRow(
            [
                Inert(model.Pipeline), Inert(model.Version is { } version ? "v" + version : "–"), Inert(model.ShortDigest), Inert(model.Aliases.Count == 0 ? "–" : string.Join(", ", model.Aliases)),
                Inert(model.Registration?.WhenText ?? "–"), Inert(model.Registration?.Who ?? "–"), Inert(Commit(model.Registration?.Commit, model.Registration?.Dirty)),
                Inert(metric is null ? "–" : $"{metric.Name} {metric.Shown}"), Verdict(model),
            ]);
        }

        console.Write(new Unwrapped(table));
    }

    /// <summary>Prints all of a model.</summary>
    public static void WriteModel(IAnsiConsole console, ModelDossier model)
    {
        Line(console, $"[bold]{Inert(model.Name)}[/]: {Verdict(model)}{(ModelDossierReason(model) is { } reason ? Inert(": " + reason) : "")}");
        Line(console, $"  {Inert(model.Digest)}");
        Line(console, $"  [grey]tags[/] {Inert(string.Join(", ", model.Tags))}");
        if (model.Registration is { } record)
        {
            Line(console, $"  registered {Inert($"{record.WhenText} UTC by {record.Who} as {record.Version}, MlCi {record.Tool}")}");
            foreach (string why in record.VersionBecause)
                Line(console, $"    {Inert(why)}");
            Line(console, $"  commit {Inert((record.Commit ?? "–") + (record.Dirty == true ? " + changes" : "") + (record.Source is { } source ? " of " + source : ""))}, run {Inert(record.Run ?? "–")}");
        }

        Section(console, "Metrics", ["metric", "value", "rows"], ModelMetric.Of(model.Evaluation).Select(metric => new[] { metric.Name, metric.Shown, metric.Rows is { } rows ? Numerals.Count(rows) : "–" }));
        Section(console, "Parameters", ["name", "value"], Parameters(model.Registration));
        Section(console, "Data", ["of", "rows", "columns", "digest", "path"], (model.Registration?.Data ?? []).Select(data => new[]
        {
            data.Role, Numerals.Count(data.Rows), Numerals.Count(data.Columns), data.Digest, data.Path + (data.Period is { } period ? $", {period.Column} {period.From} – {period.To}" : ""),
        }));
        Section(console, "Digests", ["of", "digest"], Digests(model));
        Section(console, "Where it stood and stands", ["alias", "since (UTC)", "until (UTC)", "who", "why"], model.Stays.Select(stay => new[] { stay.Alias, Time(stay.Since, "–"), Time(stay.Until, "now"), stay.Who ?? "–", stay.Why ?? "–" }));
        Section(console, "Attached", ["kind", "digest", "says"], model.Attachments.Select(attachment => new[] { AttachmentSummary.KindOf(attachment), ModelDossier.Short(attachment.Digest), AttachmentSummary.Of(attachment) }));
        Section(console, "Files", ["path", "size", "digest"], model.Layers.Select(layer => new[] { layer.Path, ByteSize.Of(layer.Size), ModelDossier.Short(layer.Digest) }));
    }

    /// <summary>Prints two models side by side, what differs with a mark.</summary>
    public static void WriteDifference(IAnsiConsole console, ModelDifference difference)
    {
        Table table = Columns(["", "", .. difference.Models.Select(model => model.Name)]);
        string section = "model";
        foreach (ComparedRow row in difference.Rows)
        {
            if (row.Section != section)
                table.AddRow([new Markup(""), new Markup($"[bold]{Inert(section = row.Section)}[/]")]);
            string style = row.Differs ? "bold" : "grey";
            table.AddRow([row.Differs ? "[yellow]≠[/]" : "", Inert(row.Name), .. row.Values.Select(value => $"[{style}]{Inert(Shortened(value))}[/]")]);
        }

        console.Write(new Unwrapped(table));
        if (difference.CommitRange is { } range)
            Line(console, $"git log {Inert(range)}");
        Line(console, difference.HoldoutsDiffer
            ? "[yellow]![/] the models were judged on different holdouts: their metrics are of different rows"
            : "[grey]intervals side by side are no test: Compare, on the same rows, is one[/]");
    }

    /// <summary>Prints what a digest has to do with, model by model.</summary>
    public static void WriteLineage(IAnsiConsole console, string asked, IReadOnlyList<ModelLineage> lineage)
    {
        foreach (ModelLineage one in lineage)
        {
            ModelDossier model = one.Model;
            Line(console, $"{Inert(asked)}: [bold]{Inert(one.As)}[/], {Inert(model.Name)}, {Inert(model.Digest)}");
            if (model.Registration is { } record)
            {
                foreach (RegisteredData data in record.Data)
                    Line(console, Inert($"  made of    {data.Role} {data.Path}, {Numerals.Count(data.Rows)} rows, {data.Digest}{string.Concat(data.Snapshots.Select(snapshot => snapshot.Repository is { } kept ? $"; {snapshot.Path} kept in {kept}" : $"; {snapshot.Path} not pushed"))}"));
                Line(console, Inert($"             code {record.Code ?? "–"}, commit {record.Commit ?? "–"}{(record.Dirty == true ? " + changes" : "")}{(record.Source is { } source ? " of " + source : "")}"));
                Line(console, Inert($"             params {string.Join(", ", Parameters(record).Select(one => $"{one[0]}={one[1]}"))}"));
                Line(console, Inert($"             schema {record.Schema}, rules {record.Rules}"));
                Line(console, Inert($"  made by    run {record.Run ?? "–"}, registered {record.WhenText} UTC by {record.Who} as {record.Version}"));
                Line(console, Inert($"  compared   with {record.Champion ?? "nothing: there was no champion"}"));
            }

            foreach (ModelAttachment attachment in model.Attachments)
                Line(console, Inert($"  attached   {AttachmentSummary.KindOf(attachment)} {attachment.Digest}: {AttachmentSummary.Of(attachment)}"));
            foreach (AliasStay stay in model.Stays)
                Line(console, Inert($"  {(stay.Until is null ? "runs as" : "ran as ")}    {stay.Alias}{(stay.Since is null ? "" : " since " + Time(stay.Since, ""))}{(stay.Until is null ? "" : " until " + Time(stay.Until, ""))}{(stay.Who is null ? "" : $", {stay.Who}: {stay.Why}")}"));
            foreach (ModelDossier other in one.ChampionOf)
                Line(console, Inert($"  champion   of {other.Name}, {other.Digest}"));
        }
    }

    private static IEnumerable<string[]> Parameters(RegistrationRecord? record) => record is null ? [] :
        [.. record.Params.Select(one => new[] { one.Key, RunRecord.Text(one.Value) }), ["seed", record.Seed.ToString(CultureInfo.InvariantCulture)]];

    private static IEnumerable<string[]> Digests(ModelDossier model)
    {
        RegistrationRecord? record = model.Registration;
        return new (string Of, string? Digest)[] { ("files", model.ModelFiles), ("schema", record?.Schema), ("rules", record?.Rules), ("code", record?.Code), ("champion", record?.Champion) }
            .Where(one => one.Digest is not null).Select(one => new[] { one.Of, one.Digest! });
    }

    private static string? ModelDossierReason(ModelDossier model) => model.Gate?["reason"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Verdict(ModelDossier model) => model.Verdict switch { "passed" => "[green]passed[/]", "failed" => "[red]failed[/]", null => "[yellow]no gate report[/]", var other => Inert(other) };

    private static string Shortened(string? value) => value switch { null => "–", _ when Data.Digest.IsWellFormed(value) => ModelDossier.Short(value), _ => value };

    private static string Time(DateTimeOffset? time, string none) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? none;
}
