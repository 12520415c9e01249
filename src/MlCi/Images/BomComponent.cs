namespace MlCi.Images;

/// <summary>One part of an image, as a bill of materials lists it.</summary>
/// <param name="Kind">What it is: <c>library</c>, <c>framework</c>, <c>operating-system</c>, <c>machine-learning-model</c>, <c>data</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, or null.</param>
public sealed record BomComponent(string Kind, string Name, string? Version)
{
    /// <summary>Its package URL (https://github.com/package-url/purl-spec), or null where it is no package.</summary>
    public string? Purl { get; init; }

    /// <summary>The algorithm of its hash as CycloneDX names it, with the hash in hexadecimal; null where none is known.</summary>
    public (string Algorithm, string Hex)? Hash { get; init; }

    /// <summary>The file of the image that lists it, or null.</summary>
    public string? ListedIn { get; init; }

    /// <summary>What tells it from the others.</summary>
    public string Reference => Purl ?? $"{Kind}:{Name}@{Version ?? Hash?.Hex ?? ""}";
}
