using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Modeling.Serving;

/// <summary>The server's log: one line for each event, JSON for machines or text for people.</summary>
/// <param name="writer">Where lines go.</param>
/// <param name="isText">Whether people read them.</param>
/// <param name="time">The clock.</param>
internal sealed class ServeLog(TextWriter writer, bool isText, TimeProvider time)
{
    private readonly Lock turn = new();

    /// <summary>Tells of something that is as it should be.</summary>
    public void Info(string what, params ReadOnlySpan<(string Name, string Value)> details) => Write("info", what, details);

    /// <summary>Tells of something that someone should look at.</summary>
    public void Warn(string what, params ReadOnlySpan<(string Name, string Value)> details) => Write("warning", what, details);

    /// <summary>Tells of something that went wrong.</summary>
    public void Error(string what, params ReadOnlySpan<(string Name, string Value)> details) => Write("error", what, details);

    private void Write(string level, string what, ReadOnlySpan<(string Name, string Value)> details)
    {
        string at = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        string line = isText ? Text(at, level, what, details) : Json(at, level, what, details);
        lock (turn)
            writer.WriteLine(line);
    }

    private static string Text(string at, string level, string what, ReadOnlySpan<(string Name, string Value)> details)
    {
        var line = new StringBuilder($"{at} {level,-7} {what}");
        foreach ((string name, string value) in details)
            line.Append($"  {name}={InertText.Of(value)}");
        return line.ToString();
    }

    private static string Json(string at, string level, string what, ReadOnlySpan<(string Name, string Value)> details)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("time", at);
            json.WriteString("level", level);
            json.WriteString("event", what);
            foreach ((string name, string value) in details)
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
