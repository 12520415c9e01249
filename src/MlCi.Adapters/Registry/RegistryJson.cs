using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>The JSON of everything in the registry: properties in the order of declaration, the same bytes every time.</summary>
[JsonSerializable(typeof(LayoutVersion))]
[JsonSerializable(typeof(OciIndex))]
[JsonSerializable(typeof(OciManifest))]
[JsonSerializable(typeof(ModelConfig))]
[JsonSerializable(typeof(PromotionRecord))]
[JsonSerializable(typeof(HoldoutDecision))]
internal sealed partial class RegistryJson : JsonSerializerContext
{
    private static readonly RegistryJson Form = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        // The default escapes the plus sign of every media type; nothing here is ever put into HTML unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The bytes of a value.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)Form.GetTypeInfo(typeof(T))!);

    /// <summary>The value of bytes.</summary>
    /// <exception cref="JsonException">They are not JSON, or not of this form.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, (JsonTypeInfo<T>)Form.GetTypeInfo(typeof(T))!) ?? throw new JsonException("null");

    /// <summary>A list as it was read; the serializer lets null into lists of what is never null.</summary>
    public static IReadOnlyList<T> WithoutNull<T>(IReadOnlyList<T> list)
        where T : class => list.Contains(null) ? throw new JsonException("null in a list") : list;
}

/// <summary>The file <c>oci-layout</c>.</summary>
internal sealed record LayoutVersion
{
    public const string Supported = "1.0.0";

    [JsonPropertyName("imageLayoutVersion")]
    public required string Version { get; init; }
}
