using System.Buffers;
using System.Text.Json;
using MlCi.Data;
using MlCi.Schemas;

namespace MlCi.Modeling.Serving;

/// <summary>What the server says of itself and of its model in the Open Inference Protocol.</summary>
internal static class MetadataAnswers
{
    public static byte[] Server { get; } = Json(json =>
    {
        json.WriteString("name", "mlci");
        json.WriteString("version", typeof(MetadataAnswers).Assembly.GetName().Version?.ToString(3) ?? "0");
        json.WriteStartArray("extensions");
        json.WriteEndArray();
    });

    public static byte[] Live { get; } = Json(json => json.WriteBoolean("live", true));

    public static byte[] Ready { get; } = Json(json => json.WriteBoolean("ready", true));

    public static byte[] NotReady { get; } = Json(json => json.WriteBoolean("ready", false));

    public static byte[] Model(ServedModel model, Contract contract) => Json(json =>
    {
        json.WriteString("name", model.Name);
        json.WriteStartArray("versions");
        json.WriteStringValue(model.Digest);
        json.WriteEndArray();
        json.WriteString("platform", "mlci_dotnet");
        json.WriteStartArray("inputs");
        foreach (ColumnSchema column in contract.Columns)
            Tensor(json, column.Name, Datatype(column.Kind));
        json.WriteEndArray();
        json.WriteStartArray("outputs");
        foreach (string output in model.Outputs)
            Tensor(json, output, "FP64");
        json.WriteEndArray();
    });

    public static byte[] ModelReady(string name) => Json(json =>
    {
        json.WriteString("name", name);
        json.WriteBoolean("ready", true);
    });

    private static string Datatype(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer => "INT64",
        ColumnKind.Number => "FP64",
        ColumnKind.Boolean => "BOOL",
        _ => "BYTES",
    };

    private static void Tensor(Utf8JsonWriter json, string name, string datatype)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("datatype", datatype);
        json.WriteStartArray("shape");
        json.WriteNumberValue(-1);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
