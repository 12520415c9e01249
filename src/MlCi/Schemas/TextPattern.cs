using System.Text.RegularExpressions;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>A regular expression of ECMA-262 (with its flag u, as JSON Schema advises), ready to be asked from any thread.</summary>
internal sealed class TextPattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private readonly Regex regex;
    private readonly SourcePlace? place;

    private TextPattern(string source, Regex regex, SourcePlace? place)
    {
        Source = source;
        this.regex = regex;
        this.place = place;
        OnBytes = BytePattern.Read(source);
    }

    /// <summary>The pattern as it was written.</summary>
    public string Source { get; }

    /// <summary>The same on UTF-8 bytes, where it is of the kind that can be told so.</summary>
    public BytePattern? OnBytes { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="source">The pattern.</param>
    /// <param name="place">Where it stands, for a fault of matching.</param>
    /// <exception cref="FormatException">It is no regular expression of ECMA-262, or has a part that is not supported.</exception>
    public static TextPattern Read(string source, SourcePlace? place = null)
    {
        string translated = EcmaPattern.ToDotNet(source);
        try
        {
            return Of(source, translated, place);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static TextPattern Of(string source, string translated, SourcePlace? place)
    {
        try
        {
            // Its time grows with the text alone, whatever the pattern.
            return new TextPattern(source, new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Timeout), place);
        }
        catch (NotSupportedException)
        {
            // Back references and looking around need the engine that tries one way after the other.
            return new TextPattern(source, new Regex(translated, RegexOptions.CultureInvariant, Timeout), place);
        }
    }

    /// <summary>Whether some part of a text matches.</summary>
    /// <exception cref="FaultException">Matching took more than a second, as the pattern backtracks without end (exit 2).</exception>
    public bool IsMatch(string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            string shown = InertText.Of(text.Length <= 60 ? text : text[..57] + "...");
            throw FaultException.Misconfigured($"found pattern '{Source}', which takes more than a second on '{shown}'; expected one that does not backtrack without end", place);
        }
    }
}
