using System.Text;
using MlCi.Findings;

namespace MlCi.Reports.Html;

/// <summary>Text from data in HTML, in an element as in a quoted attribute: shown as it is, never as markup, and never without end.</summary>
internal static class EscapedText
{
    /// <summary>One line of text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most letters that are shown; where there are more, the last one is an ellipsis.</param>
    public static string Of(string text, int most)
    {
        string inert = InertText.Of(text.Length > most ? Shortened(text, most) : text);
        if (!inert.AsSpan().ContainsAny("&<>\"'") && !inert.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return inert;
        var escaped = new StringBuilder(inert.Length + 16);
        // Half of a pair is no letter: it would not survive being written.
        foreach (Rune letter in inert.EnumerateRunes())
        {
            _ = letter.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }

    private static string Shortened(string text, int most) =>
        string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), "…");
}
