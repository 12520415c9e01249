using System.Collections.Frozen;

namespace MlCi.Schemas;

/// <summary>A format that <c>format</c> can ask for.</summary>
/// <param name="Name">Its name: <c>date</c>, <c>uuid</c> ….</param>
/// <param name="Words">What it is, in words.</param>
/// <param name="Matches">Whether a text has it.</param>
internal sealed record TextFormat(string Name, string Words, Func<string, bool> Matches)
{
    private static readonly FrozenDictionary<string, TextFormat> Known = new TextFormat[]
    {
        new("date", "a date such as 2026-01-31", text => TimeFormats.IsDate(text)),
        new("time", "a time with its zone such as 10:20:30Z", text => TimeFormats.IsTime(text)),
        new("date-time", "a date and time such as 2026-01-31T10:20:30Z", text => TimeFormats.IsDateTime(text)),
        new("duration", "a duration such as P3DT12H", TimeFormats.IsDuration),
        new("email", "an e-mail address", NetFormats.IsEmail),
        new("hostname", "a host's name", text => NetFormats.IsHostName(text)),
        new("ipv4", "an IPv4 address", text => NetFormats.IsIPv4(text)),
        new("ipv6", "an IPv6 address", NetFormats.IsIPv6),
        new("uri", "a URI", UriFormats.IsUri),
        new("uri-reference", "a URI or a relative reference", UriFormats.IsReference),
        new("uuid", "a UUID", UriFormats.IsUuid),
        new("json-pointer", "a JSON Pointer", UriFormats.IsJsonPointer),
        new("relative-json-pointer", "a relative JSON Pointer", UriFormats.IsRelativeJsonPointer),
        new("regex", "a regular expression", IsPattern),
    }.ToFrozenDictionary(format => format.Name, StringComparer.Ordinal);

    /// <summary>The names of all formats.</summary>
    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>A format by its name, or null.</summary>
    public static TextFormat? Find(string name) => Known.GetValueOrDefault(name);

    private static bool IsPattern(string text)
    {
        try
        {
            TextPattern.Read(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
