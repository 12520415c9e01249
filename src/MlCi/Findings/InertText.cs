using System.Globalization;
using System.Text;

namespace MlCi.Findings;

/// <summary>
/// Text from data or programs on one line, without characters that move a cursor, hide, or reorder what stands beside them, and without
/// what a host that shows the log takes for a command.
/// </summary>
public static class InertText
{
    private const char Instead = '\uFFFD';
    private const int LastLatin = 0x2FF;

    /// <summary>
    /// The text with line breaks and tabs as spaces; other control, direction and invisible characters and half surrogate pairs are U+FFFD.
    /// GitHub's and Azure's old form of a command, which they look for anywhere in a line of a log, is taken apart by a space.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        if (!text.Any(NeedsLook))
            return text;
        Rune[] runes = [.. text.EnumerateRunes()];
        var inert = new StringBuilder(text.Length);
        for (int i = 0; i < runes.Length; i++)
        {
            Rune rune = runes[i];
            if (rune.Value is '\r' or '\n' or '\t')
                inert.Append(' ');
            else if (IsJoiner(rune) ? !Joins(runes, i) : IsActive(rune))
                inert.Append(Instead);
            else
                inert.Append(IsCommand(runes, i) ? " " : "").Append(rune);
        }

        return inert.ToString();
    }

    /// <summary>The text, or its beginning with an ellipsis where it is longer; no pair of surrogates is cut in two.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">The most UTF-16 units, at least 1.</param>
    public static string Shortened(string text, int most)
    {
        if (text.Length <= most)
            return text;
        int end = most - 1;
        return text[..(end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    private static bool NeedsLook(char letter) => !char.IsAscii(letter) || char.IsControl(letter) || letter == '#';

    // Directions and zero-width characters are of the category Format; the others are letters or marks that nobody sees.
    private static bool IsActive(Rune rune) =>
        Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0;

    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D or 0x00AD;

    // They shape emoji and many scripts; between Latin letters they only make two names look the same.
    private static bool Joins(Rune[] runes, int at) =>
        at > 0 && at + 1 < runes.Length && runes[at - 1].Value > LastLatin && runes[at + 1].Value > LastLatin && !IsJoiner(runes[at - 1]);

    // "##[error]" of GitHub's runner (ActionCommand.TryParse), "##vso[" of Azure's agent.
    private static bool IsCommand(Rune[] runes, int at)
    {
        if (at == 0 || runes[at].Value != '#' || runes[at - 1].Value != '#')
            return false;
        int end = at + 1;
        while (end < runes.Length && runes[end].IsAscii && Rune.IsLetter(runes[end]))
            end++;
        return end < runes.Length && runes[end].Value == '[';
    }
}
