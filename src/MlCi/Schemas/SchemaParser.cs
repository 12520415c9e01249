using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Reads schema.json: its root and its columns. Every fault is collected with its place.</summary>
internal sealed class SchemaParser
{
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
    };

    private readonly string file;
    private readonly JsonElement root;
    private readonly Dictionary<string, SourcePlace> places;
    private readonly List<Fault> faults = [];

    public SchemaParser(ReadOnlySpan<byte> json, string file)
    {
        this.file = file;
        try
        {
            places = JsonPlaces.Of(json, file);
            var reader = new Utf8JsonReader(json);
            root = JsonElement.ParseValue(ref reader);
        }
        catch (JsonException e)
        {
            var place = new SourcePlace(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            throw FaultException.Misconfigured($"found text that is not JSON, expected a JSON Schema: {FirstSentence(e.Message)}", place);
        }
    }

    public RowSchema Read()
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw FaultException.Misconfigured($"found {Kind(root)}, expected a JSON Schema of one row (an object)", places[""]);

        HashSet<string> required = [];
        List<ColumnSchema> columns = [];
        bool others = true;
        foreach (JsonProperty member in root.EnumerateObject())
        {
            string pointer = "/" + JsonPlaces.Escaped(member.Name);
            switch (member.Name)
            {
                case "type":
                    if (member.Value.ValueKind != JsonValueKind.String || member.Value.GetString() != "object")
                        Add(pointer, $"found type {member.Value.GetRawText()} of a row, expected \"object\"");
                    break;
                case "required":
                    required = Names(member.Value, pointer);
                    break;
                case "properties" when member.Value.ValueKind == JsonValueKind.Object:
                    break;
                case "additionalProperties" when member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                    others = member.Value.GetBoolean();
                    break;
                default:
                    if (!IsAnnotation(member.Name))
                        Add(pointer, Unsupported(member.Name, "type, required, properties, additionalProperties (true or false)"));
                    break;
            }
        }

        if (root.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty column in properties.EnumerateObject())
                columns.Add(new ColumnParser(this, column, "/properties/" + JsonPlaces.Escaped(column.Name)).Read(required.Contains(column.Name)));
        }
        else
        {
            Add("", "found no 'properties', expected one for each column");
        }

        foreach (string name in required.Where(name => columns.TrueForAll(column => column.Name != name)))
            Add("/required", $"found required column '{name}', expected it among 'properties' too");
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
        return new RowSchema(file, columns, others, places.GetValueOrDefault("/additionalProperties", places[""]));
    }

    public void Add(string pointer, string message) => faults.Add(new Fault(message, Place(pointer)));

    public SourcePlace Place(string pointer) => places.GetValueOrDefault(pointer, places[""]);

    public static bool IsAnnotation(string keyword) =>
        Annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);

    public static string Unsupported(string keyword, string supported) =>
        $"found keyword '{keyword}', which is not supported here or not of its form, expected {supported}";

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };

    private HashSet<string> Names(JsonElement list, string pointer)
    {
        if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String))
            return [.. list.EnumerateArray().Select(name => name.GetString()!)];
        Add(pointer, $"found {Kind(list)}, expected a list of column names");
        return [];
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message.TrimEnd('.') : message[..end];
    }
}
