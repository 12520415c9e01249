using System.Text.RegularExpressions;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Containers;

/// <summary>What a base is called: made here, in a folder, or in a registry.</summary>
/// <param name="Name">The reference without its digest.</param>
/// <param name="Digest">The digest that it is pinned by, or null.</param>
internal abstract partial record BaseReference(string Name, string? Digest)
{
    /// <summary>What a reference must be, for messages.</summary>
    public const string Expected = "registry/name[:tag]@sha256:…, oci:FOLDER[:tag]@sha256:…, debian or debian@sha256:…";

    private const string DebianName = "debian";
    private const string LayoutPrefix = "oci:";

    /// <summary>The reference with its digest, where it has one.</summary>
    public string Pinned => Digest is null ? Name : $"{Name}@{Digest}";

    /// <summary>Made from this machine's Debian packages.</summary>
    public sealed record OfDebian(string? Digest) : BaseReference(DebianName, Digest);

    /// <summary>In a folder in OCI image layout.</summary>
    public sealed record OfLayout(string Name, string Folder, string? Tag, string? Digest) : BaseReference(Name, Digest);

    /// <summary>In a registry.</summary>
    public sealed record OfRegistry(string Name, RegistryAddress Address, string Repository, string? Tag, string? Digest) : BaseReference(Name, Digest);

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The reference.</param>
    /// <param name="place">Where it stands, or null.</param>
    /// <exception cref="FaultException">It is none (exit 2).</exception>
    public static BaseReference Parse(string text, SourcePlace? place)
    {
        bool isLayout = text.StartsWith(LayoutPrefix, StringComparison.Ordinal);
        Match match = Form().Match(isLayout ? text[LayoutPrefix.Length..] : text);
        if (!match.Success)
            throw Wrong();
        string name = match.Groups["name"].Value;
        string? tag = Group("tag");
        string? digest = Group("digest");
        string whole = tag is null ? name : $"{name}:{tag}";
        if (isLayout)
            return new OfLayout(LayoutPrefix + whole, name, tag, digest);
        if (whole == DebianName)
            return new OfDebian(digest);
        // A host has a dot or a port, or is this machine; what has none is rather a name whose registry was left out.
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !RepositoryForm().IsMatch(name[(slash + 1)..]) || RegistryAddress.Parse(name[..slash] + "/x", out RegistryAddress? address) is not null)
            throw Wrong();
        return new OfRegistry(whole, address! with { IsPlain = address.IsLoopback }, name[(slash + 1)..], tag, digest);

        string? Group(string part) => match.Groups[part] is { Success: true } group ? group.Value : null;

        FaultException Wrong() => FaultException.Misconfigured($"found '{InertText.Of(text)}' as base, expected {Expected}", place);
    }

    // A colon that a slash comes behind is that of a port.
    [GeneratedRegex(@"\A(?<name>[^@\s]+?)(?::(?<tag>[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+|/)[a-z0-9]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryForm();
}
