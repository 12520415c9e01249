using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MlCi.Schemas;

namespace MlCi.Modeling.Serving;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    public const string Json = "application/json";

    /// <summary>Sends bytes.</summary>
    public static async Task Send(HttpContext context, int status, ReadOnlyMemory<byte> body, string type = Json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Sends a text.</summary>
    public static Task Send(HttpContext context, int status, string body, string type = Json) => Send(context, status, Encoding.UTF8.GetBytes(body), type);

    /// <summary>
    /// Says why there is no prediction: <c>{"error": …, "requestId": …, "faultCount": …, "faults": [{"row", "field", "rule", "found", "expected"}]}</c>.
    /// </summary>
    public static Task Refuse(HttpContext context, int status, string message, string? requestId = null, RowFaults? faults = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("error", message);
            json.WriteNumber("status", status);
            if (requestId is not null)
                json.WriteString("requestId", requestId);
            if (faults is not null)
                Write(json, faults);
            json.WriteEndObject();
        }

        return Send(context, status, bytes.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter json, RowFaults faults)
    {
        json.WriteNumber("faultCount", faults.Count);
        json.WriteStartArray("faults");
        foreach (RowFault fault in faults.Listed)
        {
            json.WriteStartObject();
            if (fault.Row != RowFaults.AllRows)
                json.WriteNumber("row", fault.Row);
            if (fault.Field is not null)
                json.WriteString("field", fault.Field);
            json.WriteString("rule", fault.Rule);
            json.WriteString("found", fault.Found);
            json.WriteString("expected", fault.Expected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
