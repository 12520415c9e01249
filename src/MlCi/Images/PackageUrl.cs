using System.Text;

namespace MlCi.Images;

/// <summary>Package URLs, as https://github.com/package-url/purl-spec has them.</summary>
internal static class PackageUrl
{
    public static string NuGet(string name, string version) => $"pkg:nuget/{Part(name)}@{Part(version)}";

    // PyPI's names count without case, and with '-' for '_'; what else its own rule joins, purl's does not.
    public static string PyPi(string name, string version) => $"pkg:pypi/{Part(name.ToLowerInvariant().Replace('_', '-'))}@{Part(version)}";

    public static string Debian(string system, string name, string version, string architecture, string? release) =>
        $"pkg:deb/{Part(system)}/{Part(name.ToLowerInvariant())}@{Part(version)}?arch={Part(architecture)}{(release is null ? "" : $"&distro={Part($"{system}-{release}")}")}";

    public static string Image(string name, string digest) => $"pkg:oci/{Part(name)}@{Part(digest)}";

    private static string Part(string text)
    {
        var part = new StringBuilder(text.Length);
        foreach (byte one in Encoding.UTF8.GetBytes(text))
            part.Append(char.IsAsciiLetterOrDigit((char)one) || one is (byte)'.' or (byte)'-' or (byte)'_' or (byte)'~' ? ((char)one).ToString() : $"%{one:X2}");
        return part.ToString();
    }
}
