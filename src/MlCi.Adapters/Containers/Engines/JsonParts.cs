using System.Text.Json;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>Parts of what an engine answers; what is not there, or of another kind, is null or empty.</summary>
internal static class JsonParts
{
    public static JsonElement Part(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement part) ? part : default;

    public static string? TextOf(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool IsTrue(this JsonElement element, string name) => element.Part(name).ValueKind == JsonValueKind.True;

    public static long? NumberOf(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : null;

    public static IEnumerable<JsonElement> ListOf(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
