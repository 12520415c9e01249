using System.Text.RegularExpressions;

namespace MlCi.Pipelines;

/// <summary>What a pointer names in a remote registry: <c>oci://host/repository</c>, with <c>:tag</c> or <c>@sha256:…</c> behind it or not.</summary>
/// <param name="Address">The registry, with the repository's parents as namespace.</param>
/// <param name="Repository">The last part of the repository's name.</param>
/// <param name="Tag">The tag, or null.</param>
/// <param name="Digest">The digest of a manifest or of the data themselves, or null.</param>
public sealed partial record RegistryReference(RegistryAddress Address, string Repository, string? Tag, string? Digest)
{
    /// <summary>What a reference must be, for messages.</summary>
    public const string Expected = "oci://host/namespace/repository, with :tag or @sha256:… behind it or not";

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The reference.</param>
    /// <param name="reference">What it means.</param>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    public static string? Parse(string text, out RegistryReference? reference)
    {
        reference = null;
        Match match = Form().Match(text);
        if (!match.Success)
            return YamlValues.Shown(text);
        if (RegistryAddress.Parse($"oci://{match.Groups["place"].Value}", out RegistryAddress? address) is { } wrong)
            return wrong;
        // A scheme of its own would hide that this machine's own registries are mostly plain.
        address = address! with { IsPlain = address.IsLoopback };
        reference = new RegistryReference(address, match.Groups["name"].Value, Group("tag"), Group("digest"));
        return null;

        string? Group(string name) => match.Groups[name] is { Success: true } group ? group.Value : null;
    }

    [GeneratedRegex(@"\A(?:oci|registry)://(?<place>[^@?#\s]+)/(?<name>[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)(?::(?<tag>[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
