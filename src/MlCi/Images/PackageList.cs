using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlCi.Images;

/// <summary>Files in which package managers list what they installed.</summary>
public static partial class PackageList
{
    private const string RuntimePack = "runtimepack.";

    /// <summary>Whether a path is such a file.</summary>
    public static bool Is(string path) => IsRelease(path) || path.EndsWith(".deps.json", StringComparison.Ordinal) || IsDebian(path) || Python().IsMatch(path);

    /// <summary>Whether a path tells which system it is.</summary>
    public static bool IsRelease(string path) => path is "usr/lib/os-release" or "etc/os-release";

    /// <summary>The packages that a file lists; none where it cannot be read as what its name says.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">Its content.</param>
    /// <param name="system">The system of the image (<see cref="SystemOf"/>), or null where nothing tells it.</param>
    public static IEnumerable<BomComponent> Read(string path, string text, BomComponent? system) => (
        IsRelease(path) ? [] : path.EndsWith(".deps.json", StringComparison.Ordinal) ? DotNet(text) : IsDebian(path) ? Debian(text, system) : PythonPackage(text))
        .Select(component => component with { ListedIn = path });

    /// <summary>The system that os-release names.</summary>
    public static BomComponent? SystemOf(string text)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                fields[line[..equals].Trim()] = line[(equals + 1)..].Trim().Trim('"');
        }

        return fields.GetValueOrDefault("ID") is { Length: > 0 } id ? new BomComponent("operating-system", id, fields.GetValueOrDefault("VERSION_ID")) : null;
    }

    private static List<BomComponent> DotNet(string text)
    {
        List<BomComponent> found = [];
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (JsonProperty library in document.RootElement.GetProperty("libraries").EnumerateObject())
            {
                int slash = library.Name.LastIndexOf('/');
                if (slash < 1)
                    continue;
                (string name, string version) = (library.Name[..slash], library.Name[(slash + 1)..]);
                string type = library.Value.GetProperty("type").GetString() ?? "";
                string? hash = library.Value.TryGetProperty("sha512", out JsonElement sum) ? sum.GetString() : null;
                if (type == "runtimepack" && name.StartsWith(RuntimePack, StringComparison.Ordinal))
                    name = name[RuntimePack.Length..];
                found.Add(new BomComponent(type == "runtimepack" ? "framework" : "library", name, version)
                {
                    Purl = type is "package" or "runtimepack" ? PackageUrl.NuGet(name, version) : null,
                    Hash = HashOf(hash) is { } hex ? ("SHA-512", hex) : null,
                });
            }
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A file that only ends like one; the program that it is of would not start.
            return [];
        }

        return found;
    }

    private static string? HashOf(string? written)
    {
        byte[] bytes = new byte[64];
        return written is not null && written.StartsWith("sha512-", StringComparison.Ordinal) && Convert.TryFromBase64String(written[7..], bytes, out int length) && length == bytes.Length
            ? Convert.ToHexStringLower(bytes) : null;
    }

    private static IEnumerable<BomComponent> Debian(string text, BomComponent? system)
    {
        foreach (string stanza in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Dictionary<string, string> fields = Fields(stanza);
            // What was removed and left its configuration behind is listed, too.
            if (fields.GetValueOrDefault("Package") is { Length: > 0 } name && fields.GetValueOrDefault("Version") is { Length: > 0 } version
                && (!fields.TryGetValue("Status", out string? status) || status.EndsWith(" installed", StringComparison.Ordinal) || status.EndsWith(" unpacked", StringComparison.Ordinal)))
                yield return new BomComponent("library", name, version) { Purl = PackageUrl.Debian(system?.Name ?? "debian", name, version, fields.GetValueOrDefault("Architecture", "all"), system?.Version) };
        }
    }

    private static IEnumerable<BomComponent> PythonPackage(string text)
    {
        string head = text.ReplaceLineEndings("\n").Split("\n\n", 2)[0];
        Dictionary<string, string> fields = Fields(head);
        if (fields.GetValueOrDefault("Name") is { Length: > 0 } name && fields.GetValueOrDefault("Version") is { Length: > 0 } version)
            yield return new BomComponent("library", name, version) { Purl = PackageUrl.PyPi(name, version) };
    }

    // "Key: value", as mails have it; lines that begin with a blank go on.
    private static Dictionary<string, string> Fields(string stanza)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string line in stanza.Split('\n'))
        {
            if (line.Length > 0 && line[0] is not (' ' or '\t') && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                fields.TryAdd(line[..colon], line[(colon + 1)..].Trim());
        }

        return fields;
    }

    private static bool IsDebian(string path) => path == "var/lib/dpkg/status" || (path.StartsWith("var/lib/dpkg/status.d/", StringComparison.Ordinal) && !path.EndsWith(".md5sums", StringComparison.Ordinal));

    [GeneratedRegex(@"(?:^|/)[^/]+(?:\.dist-info/METADATA|\.egg-info(?:/PKG-INFO)?)\z")]
    private static partial Regex Python();
}
