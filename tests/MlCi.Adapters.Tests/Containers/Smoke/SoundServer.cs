using System.Globalization;
using System.Text;
using System.Text.Json;
using MlCi.Schemas;
using MlCi.Serving;

namespace MlCi.Adapters.Tests.Containers.Smoke;

/// <summary>A server that is as it should be, to be spoiled in one thing or another.</summary>
internal static class SoundServer
{
    private const string Contract = """
        {
          "type": "object",
          "properties": {
            "id": {"type": "integer"},
            "x": {"type": "number", "minimum": 0, "maximum": 1},
            "z": {"type": ["number", "null"], "minimum": -10, "maximum": 10},
            "group": {"type": "string", "enum": ["even", "odd"]},
            "note": {"type": ["string", "null"], "maxLength": 8},
            "y": {"type": "string", "enum": ["no", "yes"]}
          },
          "required": ["id", "x", "group", "y"],
          "additionalProperties": false
        }
        """;

    public static readonly RowSchema Schema = RowSchema.Read(Encoding.UTF8.GetBytes(Contract), "schema.json");
    private static readonly RowGuard Guard = new(Schema, "y");

    /// <summary>What the model says of a row.</summary>
    public static double Score(RequestRow row)
    {
        double x = double.Parse(row.Text("x")!, CultureInfo.InvariantCulture);
        double z = row.Text("z") is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : 0;
        return 1 / (1 + Math.Exp(1 - x - (z / 10) - (row.Text("group") == "odd" ? .5 : 0)));
    }

    /// <summary>Answers as the server of a C# program does: the contract decides what reaches the model.</summary>
    public static Answering Answer(Func<RequestRow, double> score) => (method, path, type, body) =>
    {
        if (path == "/v2/health/ready")
            return (200, "{}");
        if (path != "/predict")
            return (404, "{}");
        if (method != "POST")
            return (405, "{}");
        if (type != "application/json")
            return (415, "{}");
        if (body.Length > 4 << 20)
            return (413, "{}");
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            JsonElement root = json.RootElement;
            JsonElement[] rows = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : root.TryGetProperty("rows", out JsonElement list) ? [.. list.EnumerateArray()] : [root];
            RequestRow[] read = [.. rows.Select(row => new RequestRow([.. row.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, Text(field.Value)))]))];
            if (read.Length is 0 or > 5_000 || Array.Exists(read, row => !ContractRows.IsAdmitted(Guard, row)) || Array.Exists(read, row => row.Fields.Any(field => Schema.Find(field.Key) is null)))
                return (400, "{}");
            return (200, $"{{\"predictions\":[{string.Join(',', read.Select(row => $"{{\"score\":{score(row):R}}}"))}]}}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (400, "{}");
        }
    };

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array or JsonValueKind.Object => throw new JsonException("no field"),
        _ => value.GetRawText(),
    };
}
