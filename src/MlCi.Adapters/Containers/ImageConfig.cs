using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlCi.Adapters.Containers;

/// <summary>The config of an image, as OCI and Docker have it: what runs, and the layers that it runs on.</summary>
internal sealed record ImageConfig
{
    /// <summary>The processor that MlCi makes images for.</summary>
    public const string Amd64 = "amd64";

    /// <summary>The system that MlCi makes images for.</summary>
    public const string Linux = "linux";

    /// <summary>When it was made, in ISO 8601, or null.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    /// <summary>The processor.</summary>
    [JsonPropertyName("architecture")]
    public required string Architecture { get; init; }

    /// <summary>The system.</summary>
    [JsonPropertyName("os")]
    public required string Os { get; init; }

    /// <summary>What runs, or null.</summary>
    [JsonPropertyName("config")]
    public ContainerConfig? Config { get; init; }

    /// <summary>The layers.</summary>
    [JsonPropertyName("rootfs")]
    public required ImageRoot Root { get; init; }

    /// <summary>What came of what, the lowest layer first, or null.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<HistoryEntry>? History { get; init; }

    /// <summary>The bytes of it: the same every time.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ImageJson.Form.ImageConfig);

    /// <summary>Reads one.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ImageConfig Read(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, ImageJson.Form.ImageConfig) ?? throw new JsonException("null");
}

/// <summary>What a container of the image runs, and how.</summary>
internal sealed record ContainerConfig
{
    public string? User { get; init; }

    public SortedDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public HealthCheck? Healthcheck { get; init; }

    public string? WorkingDir { get; init; }

    public SortedDictionary<string, string>? Labels { get; init; }

    public string? StopSignal { get; init; }
}

/// <summary>Docker's check of a running container; OCI has none, and whoever does not know it leaves it aside.</summary>
/// <param name="Test">The command.</param>
/// <param name="Interval">Nanoseconds between two.</param>
/// <param name="Timeout">Nanoseconds that one may take.</param>
/// <param name="StartPeriod">Nanoseconds in which a failure does not count.</param>
/// <param name="Retries">How many failures in a row count.</param>
internal sealed record HealthCheck(IReadOnlyList<string>? Test, long Interval, long Timeout, long StartPeriod, int Retries);

/// <summary>JSON's way to write a set.</summary>
internal sealed record EmptyObject;

/// <summary>The layers as tars.</summary>
internal sealed record ImageRoot
{
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("diff_ids")]
    public required IReadOnlyList<string> DiffIds { get; init; }
}

/// <summary>A step that made the image.</summary>
internal sealed record HistoryEntry
{
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; init; }

    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    [JsonPropertyName("empty_layer")]
    public bool? IsEmptyLayer { get; init; }
}

/// <summary>The JSON of configs: properties in the order of declaration.</summary>
[JsonSerializable(typeof(ImageConfig))]
internal sealed partial class ImageJson : JsonSerializerContext
{
    public static readonly ImageJson Form = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
