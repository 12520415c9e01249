using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Promotion;
using MlCi.Runs;

namespace MlCi.Models;

/// <summary>Two models side by side. Intervals beside each other are no test: Compare tests, on the same rows.</summary>
/// <param name="Models">The two.</param>
/// <param name="Rows">What they have; every row names both.</param>
public sealed record ModelDifference(IReadOnlyList<ModelDossier> Models, IReadOnlyList<ComparedRow> Rows)
{
    /// <summary>Whether their metrics are of different rows, so that they cannot be compared at all.</summary>
    public bool HoldoutsDiffer => Models.Select(model => ModelDossier.Text(model.Evaluation, "holdout")).OfType<string>().Distinct().Count() > 1;

    /// <summary>Puts two models side by side.</summary>
    /// <param name="one">The older, or whatever was named first.</param>
    /// <param name="other">The other.</param>
    /// <param name="label">The label's column, which callers do not send; or null.</param>
    public static ModelDifference Of(ModelDossier one, ModelDossier other, string? label)
    {
        ModelDossier[] both = [one, other];
        return new ModelDifference(both,
        [
            Row(both, "model", "model", model => model.Name),
            Row(both, "model", "digest", model => model.Digest),
            Row(both, "model", "registered", model => model.Registration is { } record ? $"{record.WhenText} by {record.Who}" : null),
            Row(both, "model", "verdict", model => model.Verdict),
            .. Names(both, model => ModelMetric.Of(model.Evaluation).Select(metric => metric.Name)).Select(name =>
                Row(both, "metrics", name, model => ModelMetric.Of(model.Evaluation).FirstOrDefault(metric => metric.Name == name)?.Shown)),
            .. Names(both, model => model.Registration?.Params.Keys ?? []).Select(name =>
                Row(both, "params", name, model => model.Registration?.Params.TryGetValue(name, out JsonElement value) == true ? RunRecord.Text(value) : null)),
            Row(both, "params", "seed", model => model.Registration?.Seed.ToString(CultureInfo.InvariantCulture)),
            .. new[] { RegisteredData.Train, RegisteredData.Holdout }.SelectMany(role => DataRows(both, role)),
            .. SchemaRows(both, ContractChange.Between(one.Schema, other.Schema, label)),
            Row(both, "rules", "digest", model => model.Registration?.Rules ?? ModelDossier.Text(model.Gate?["digests"], "rules")),
            .. Names(both, model => Limits(model).Keys).Select(id => Row(both, "rules", id, model => Limits(model).GetValueOrDefault(id))),
            Row(both, "code", "digest", model => model.Registration?.Code),
            Row(both, "code", "commit", model => Commit(model.Registration)),
            Row(both, "code", "source", model => model.Registration?.Source),
            .. Names(both, model => model.Layers.Select(layer => layer.Path)).Select(path => Row(both, "files", path, model =>
                model.Layers.FirstOrDefault(layer => layer.Path == path) is { } layer ? $"{ModelDossier.Short(layer.Digest)}, {Numerals.Count(layer.Size)} bytes" : null)),
        ]);
    }

    /// <summary>The range of commits between them, as <c>git log</c> takes it; null where one has none, or both the same.</summary>
    public string? CommitRange => (Models[0].Registration?.Commit, Models[1].Registration?.Commit) is ({ } from, { } to) && from != to ? $"{from}..{to}" : null;

    /// <summary>The comparison as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["models"] = new JsonArray([.. Models.Select(model => JsonValue.Create(model.Digest))]),
        ["holdoutsDiffer"] = HoldoutsDiffer,
        ["commitRange"] = CommitRange,
        ["rows"] = new JsonArray([.. Rows.Select(row => new JsonObject
        {
            ["section"] = row.Section,
            ["name"] = row.Name,
            ["values"] = new JsonArray([.. row.Values.Select(value => JsonValue.Create(value))]),
            ["differs"] = row.Differs,
        })]),
    };

    private static IEnumerable<ComparedRow> DataRows(ModelDossier[] both, string role)
    {
        RegisteredData? Data(ModelDossier model) => model.Registration?.DataOf(role);
        yield return Row(both, "data", $"{role} digest", model => Data(model)?.Digest ?? ModelDossier.Text(model.Gate?["digests"], role == RegisteredData.Train ? "data" : role));
        yield return Row(both, "data", $"{role} rows", model => Data(model) is { } data ? Numerals.Count(data.Rows) : null);
        yield return Row(both, "data", $"{role} columns", model => Data(model) is { } data ? Numerals.Count(data.Columns) : null);
        yield return Row(both, "data", $"{role} period", model => Data(model)?.Period is { } period ? $"{period.Column} {period.From} – {period.To}" : null);
    }

    private static IEnumerable<ComparedRow> SchemaRows(ModelDossier[] both, ContractDifference difference)
    {
        yield return Row(both, "schema", "digest", model => Data.Digest.OfText(model.Schema));
        foreach (string change in difference.Breaking)
            yield return new ComparedRow("schema", "breaks callers", [null, change], Differs: true);
        foreach (string change in difference.Other)
            yield return new ComparedRow("schema", "changed", [null, change], Differs: true);
    }

    private static Dictionary<string, string> Limits(ModelDossier model)
    {
        Dictionary<string, string> limits = new(StringComparer.Ordinal);
        foreach (JsonObject gate in ModelDossier.Objects(model.Gate, "gates").Where(gate => ModelDossier.Text(gate, "slice") is null))
        {
            string? limit = ModelDossier.Number(gate, "threshold") is { } threshold ? $"{(ModelDossier.Text(gate, "direction") == "max" ? "≤" : "≥")} {Numerals.Exact(threshold)}"
                : ModelDossier.Number(gate, "margin") is { } margin ? $"margin {Numerals.Exact(margin)}" : null;
            if (limit is not null && ModelDossier.Text(gate, "id") is { } id)
                limits[id] = limit;
        }

        return limits;
    }

    private static string? Commit(RegistrationRecord? record) => record?.Commit is { } commit ? commit + (record.Dirty == true ? " + changes" : "") : null;

    private static IEnumerable<string> Names(ModelDossier[] both, Func<ModelDossier, IEnumerable<string>> names) => both.SelectMany(names).Distinct(StringComparer.Ordinal);

    private static ComparedRow Row(ModelDossier[] both, string section, string name, Func<ModelDossier, string?> value)
    {
        string?[] values = [.. both.Select(value)];
        return new ComparedRow(section, name, values, values[0] != values[1]);
    }
}
