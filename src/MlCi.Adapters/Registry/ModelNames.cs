using System.Buffers;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>The names by which models of a repository are asked for: tag, alias, version, digest, the beginning of one.</summary>
public static class ModelNames
{
    private const string OwnPrefix = "model-";
    private const int OwnDigits = 12;
    private const int FewestDigits = 8;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>The tag that a model keeps while aliases move on, so that none is ever without a name.</summary>
    public static string OwnTag(string digest) => string.Concat(OwnPrefix, digest.AsSpan(Digest.Prefix.Length, OwnDigits));

    /// <summary>Whether a tag is one of those.</summary>
    public static bool IsOwnTag(string tag) =>
        tag.Length == OwnPrefix.Length + OwnDigits && tag.StartsWith(OwnPrefix, StringComparison.Ordinal) && !tag.AsSpan(OwnPrefix.Length).ContainsAnyExcept(Hexadecimal);

    /// <summary>Whether a tag is an alias, which moves: neither a version nor a tag that MlCi made for a digest.</summary>
    public static bool IsAlias(string tag) =>
        SemanticVersion.OfTag(tag) is null && !IsOwnTag(tag) && RegistryName.IsShown(tag);

    /// <summary>The manifest that a name means, or null where nothing has it.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="name">A tag or alias; a version with or without v; a digest, or at least 8 hexadecimal digits that one begins with.</param>
    /// <exception cref="FaultException">Several models begin with it (exit 2).</exception>
    public static Descriptor? Find(IRepository registry, string name)
    {
        IReadOnlyDictionary<string, Descriptor> tagged = registry.Tagged();
        if (tagged.TryGetValue(name, out Descriptor? exact))
            return exact;
        if (Digest.IsWellFormed(name))
            return registry.Exists() ? registry.Resolve(name) : null;
        if (SemanticVersion.Parse(name) is { } version && tagged.TryGetValue(version.Tag, out Descriptor? released))
            return released;
        string digits = name.StartsWith(Digest.Prefix, StringComparison.Ordinal) ? name[Digest.Prefix.Length..] : name;
        if (digits.Length < FewestDigits || digits.AsSpan().ContainsAnyExcept(Hexadecimal))
            return null;
        Descriptor[] fitting = [.. tagged.Where(tag => tag.Value.Digest.AsSpan(Digest.Prefix.Length).StartsWith(digits) && RegistryName.IsShown(tag.Key)).Select(tag => tag.Value).DistinctBy(one => one.Digest)];
        return fitting.Length <= 1 ? fitting.FirstOrDefault() : throw FaultException.Misconfigured(
            $"found {fitting.Length} models whose digest begins with '{name}', expected one: {string.Join(", ", fitting.Select(one => one.Digest).Order(StringComparer.Ordinal))}");
    }

    /// <summary>The versions of a repository with their manifests, the highest last.</summary>
    public static IReadOnlyList<(SemanticVersion Version, Descriptor Manifest)> Versions(IRepository registry) =>
    [
        .. registry.Tagged().Select(tag => (Version: SemanticVersion.OfTag(tag.Key)!, Manifest: tag.Value)).Where(one => one.Version is not null)
            .OrderBy(one => one.Version, SemanticVersion.Precedence),
    ];
}
