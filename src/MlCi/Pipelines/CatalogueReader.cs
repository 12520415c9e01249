using System.Globalization;
using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Pipelines;

/// <summary>Reads what a schema.json says of its columns to people: meanings, types, ranges, and the annotations x-unit, x-owner, x-since.</summary>
internal sealed class CatalogueReader
{
    private const int MostReferences = 16;
    private readonly JsonElement root;
    private readonly string file;
    private readonly List<Fault> faults;

    private CatalogueReader(JsonElement root, string file, List<Fault> faults) => (this.root, this.file, this.faults) = (root, file, faults);

    /// <summary>The columns, in the schema's order.</summary>
    /// <param name="json">The bytes of a schema that can be used.</param>
    /// <param name="file">Its path.</param>
    /// <param name="faults">Takes down annotations that are no text.</param>
    public static IReadOnlyList<CatalogueColumn> Read(ReadOnlyMemory<byte> json, string file, List<Fault> faults)
    {
        using var document = JsonDocument.Parse(json);
        var reader = new CatalogueReader(document.RootElement, file, faults);
        (string? owner, string? since) = (reader.Annotation(document.RootElement, "x-owner", "the schema"), reader.Annotation(document.RootElement, "x-since", "the schema"));
        return !document.RootElement.TryGetProperty("properties", out JsonElement columns) ? []
            : [.. columns.EnumerateObject().Select(column => reader.Column(column.Name, column.Value, owner, since))];
    }

    private CatalogueColumn Column(string name, JsonElement written, string? owner, string? since)
    {
        JsonElement schema = Resolved(written);
        string[] values = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("enum", out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(Text)] : [];
        string where = $"column '{name}'";
        string? Own(string key) => Annotation(written, key, where) ?? Annotation(schema, key, where);
        return new CatalogueColumn(
            name, Own("description") ?? Own("title"), SchemaWords.Type(schema), SchemaWords.Range(schema), values, Own("x-unit"), Own("x-owner") ?? owner, Own("x-since") ?? since);
    }

    // A definition of the same file; whatever else it refers to, the schema's compiler decides.
    private JsonElement Resolved(JsonElement schema)
    {
        for (int at = 0; at < MostReferences && schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out JsonElement reference); at++)
        {
            JsonElement found = root;
            string[] steps = reference.GetString()?.Split('/') ?? [];
            if (steps is not ["#", ..] || !steps[1..].All(step => found.ValueKind == JsonValueKind.Object && found.TryGetProperty(Unescaped(step), out found)))
                break;
            schema = found;
        }

        return schema;
    }

    private string? Annotation(JsonElement schema, string key, string where)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty(key, out JsonElement value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString() is { Length: > 0 } text ? text : null;
        if (value.ValueKind == JsonValueKind.Number && key == "x-since")
            return value.GetRawText();
        faults.Add(new Fault($"{file}: {where}: found {SchemaWords.Kind(value)} for {key}, expected a text"));
        return null;
    }

    private static string Unescaped(string step) => Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "no value",
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };
}
