using System.Text.RegularExpressions;

namespace MlCi.Schemas;

/// <summary>URIs (RFC 3986), UUIDs (RFC 4122) and JSON Pointers (RFC 6901).</summary>
internal static partial class UriFormats
{
    private const string Plain = "[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}";
    private const string PathLetter = $"(?:{Plain}|[:@])";
    private const string Authority = $@"//(?:(?:{Plain}|:)*@)?(?:\[(?<six>[0-9A-Fa-f:.]*)\]|\[[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+\]|(?:{Plain})*)(?::[0-9]*)?(?:/{PathLetter}*)*";
    private const string Rooted = $"/(?:{PathLetter}+(?:/{PathLetter}*)*)?";
    private const string End = $@"(?:\?(?:{PathLetter}|[/?])*)?(?:\#(?:{PathLetter}|[/?])*)?\z";

    /// <summary>A URI with its scheme.</summary>
    public static bool IsUri(string text) => Holds(WithScheme().Match(text));

    /// <summary>A URI or a reference relative to one.</summary>
    public static bool IsReference(string text) => IsUri(text) || Holds(Relative().Match(text));

    /// <summary>Eight, four, four, four and twelve hexadecimal digits.</summary>
    public static bool IsUuid(string text) => Uuid().IsMatch(text);

    /// <summary>Nothing, or names that each follow a slash.</summary>
    public static bool IsJsonPointer(string text) => JsonPointer().IsMatch(text);

    /// <summary>How many levels up, then a JSON Pointer or #.</summary>
    public static bool IsRelativeJsonPointer(string text) => RelativeJsonPointer().IsMatch(text);

    private static bool Holds(Match match) => match.Success && (!match.Groups["six"].Success || NetFormats.IsIPv6(match.Groups["six"].Value));

    [GeneratedRegex($"^[A-Za-z][A-Za-z0-9+.-]*:(?:{Authority}|{Rooted}|{PathLetter}+(?:/{PathLetter}*)*|){End}", RegexOptions.ExplicitCapture)]
    private static partial Regex WithScheme();

    [GeneratedRegex($"^(?:{Authority}|{Rooted}|(?:{Plain}|@)+(?:/{PathLetter}*)*|){End}", RegexOptions.ExplicitCapture)]
    private static partial Regex Relative();

    [GeneratedRegex(@"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^(?:/(?:[^/~]|~[01])*)*\z")]
    private static partial Regex JsonPointer();

    [GeneratedRegex(@"^(?:0|[1-9][0-9]*)(?:\#|(?:/(?:[^/~]|~[01])*)*)\z")]
    private static partial Regex RelativeJsonPointer();
}
