using System.Text.RegularExpressions;

namespace MlCi.Pipelines;

/// <summary>Where a remote registry is: a host, and the namespace in which each pipeline has its repository.</summary>
/// <param name="Host">The host, with its port where one is named.</param>
/// <param name="Namespace">The parts of a repository's name before the pipeline's.</param>
/// <param name="IsPlain">Whether it is asked over http, which others on the way can read.</param>
public sealed partial record RegistryAddress(string Host, string Namespace, bool IsPlain)
{
    /// <summary>What an address must be, for messages.</summary>
    public const string Expected = "host[:port]/namespace, such as ghcr.io/acme/models, or folder for .mlci/registry";

    // OCI allows 255 characters for a repository; the pipeline's name comes behind the namespace.
    private const int LongestNamespace = 180;

    /// <summary>Host and namespace, as messages have them.</summary>
    public string Shown => $"{Host}/{Namespace}";

    /// <summary>Whether the host is this machine.</summary>
    public bool IsLoopback => IsLoopbackHost(Host);

    /// <summary>Reads an address.</summary>
    /// <param name="text"><c>host[:port]/namespace</c>; <c>http://</c>, <c>https://</c> or <c>oci://</c> may stand before it.</param>
    /// <param name="address">The address.</param>
    /// <returns>What is wrong with it, without what must not be printed; null where nothing is.</returns>
    public static string? Parse(string text, out RegistryAddress? address)
    {
        address = null;
        string rest = text;
        string scheme = "";
        foreach (string known in new[] { "http", "https", "oci" })
        {
            if (text.StartsWith(known + "://", StringComparison.OrdinalIgnoreCase))
                (scheme, rest) = (known, text[(known.Length + 3)..]);
        }

        if (rest.Contains('@', StringComparison.Ordinal))
            return "an address with a name or password in it";
        string host = rest.Split('/')[0].ToLowerInvariant();
        string inside = rest[host.Length..].Trim('/');
        if (!HostPattern().IsMatch(host) || !Uri.TryCreate($"https://{host}/", UriKind.Absolute, out _))
            return $"{YamlValues.Shown(text)}, which names no host";
        // A name without dot and port is rather a namespace whose host was forgotten.
        if (scheme.Length == 0 && !host.Contains('.', StringComparison.Ordinal) && !host.Contains(':', StringComparison.Ordinal) && host != "localhost")
            return $"{YamlValues.Shown(text)}, which names no host";
        if (!NamespacePattern().IsMatch(inside) || inside.Length > LongestNamespace)
            return $"{YamlValues.Shown(text)}, which names no namespace of lower-case letters and digits, parted by '/', '.', '_' or '-'";
        address = new RegistryAddress(host, inside, IsPlain: scheme == "http" || (scheme.Length == 0 && IsLoopbackHost(host)));
        return null;
    }

    private static bool IsLoopbackHost(string host) =>
        Uri.TryCreate($"http://{host}/", UriKind.Absolute, out Uri? uri) && uri.IsLoopback;

    [GeneratedRegex(@"\A(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::[0-9]{1,5})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamespacePattern();
}
