using System.Text.RegularExpressions;

namespace MlCi.Nuke.CommandLines;

/// <summary>How names of targets and options are written and how they are compared.</summary>
internal static partial class Names
{
    /// <summary>As it is compared: <c>--No-Logo</c> and <c>NoLogo</c> are both <c>nologo</c>.</summary>
    public static string Bare(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>As it is typed: <c>NoLogo</c> is <c>no-logo</c>.</summary>
    public static string Dashed(string name) => Hump().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex Hump();
}
