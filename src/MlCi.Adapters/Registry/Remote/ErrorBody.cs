using System.Text.Json;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>What a registry says beside an error's code, as OCI's distribution specification has it; somebody else's words.</summary>
internal static class ErrorBody
{
    private const int Most = 8 << 10;
    private const int Longest = 200;

    /// <summary>The words in brackets, without secrets; nothing where there are none that can be read.</summary>
    public static async Task<string> Of(HttpResponseMessage response, IEnumerable<string> secrets, CancellationToken interrupted)
    {
        try
        {
            byte[] bytes = await LimitedBody.Read(response, Most, interrupted) ?? [];
            using JsonDocument body = JsonDocument.Parse(bytes);
            string[] words = [.. body.RootElement.GetProperty("errors").EnumerateArray().Take(3).Select(error => $"{Text(error, "code")} {Text(error, "message")}".Trim())];
            string text = new SecretTexts(secrets).Without(InertText.Of(string.Join("; ", words)));
            return text.Length == 0 ? "" : $" ({(text.Length > Longest ? text[..Longest] + "…" : text)})";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or HttpRequestException or IOException)
        {
            return "";
        }
    }

    private static string Text(JsonElement error, string key) => error.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
