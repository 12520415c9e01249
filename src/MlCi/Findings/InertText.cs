using System.Globalization;
using System.Text;

namespace MlCi.Findings;

/// <summary>Text from data or programs on one line, without characters that move a cursor, start a command or reorder what stands beside them.</summary>
public static class InertText
{
    /// <summary>The text with line breaks and tabs as spaces, and other control and direction characters as U+FFFD.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsActive))
            return text;
        var inert = new StringBuilder(text.Length);
        foreach (char letter in text)
            inert.Append(!IsActive(letter) ? letter : letter is '\r' or '\n' or '\t' ? ' ' : '\uFFFD');
        return inert.ToString();
    }

    // U+200D joins emoji and is of the same category, but moves nothing.
    private static bool IsActive(char letter) =>
        char.IsControl(letter) || letter is '\u2028' or '\u2029'
        || (char.GetUnicodeCategory(letter) == UnicodeCategory.Format && letter is not ('\u200D' or '\u200C' or '\u00AD'));
}
