using System.Text;
using MlCi.Findings;

namespace MlCi.Reports;

/// <summary>Text from data in GitHub's Markdown: shown as it is, never as markup, link, mention or HTML.</summary>
public static class MarkdownText
{
    // GitHub looks for mentions, issues, commits and emoji after the Markdown is rendered, so only a character between stops it; it
    // takes no space on the screen (cmark-gfm issue 181).
    private const string Stop = "&#8203;";

    // What GitHub takes for a commit has seven hexadecimal digits at least.
    private const int MostDigits = 6;

    /// <summary>The text with every character escaped that GitHub would read as something else; also at the start of a line.</summary>
    /// <param name="text">Any text.</param>
    public static string Escape(string text)
    {
        string inert = InertText.Of(text).Trim();
        var escaped = new StringBuilder(inert.Length + 8);
        int number = inert.AsSpan().IndexOfAnyExceptInRange('0', '9');
        for (int i = 0; i < inert.Length; i++)
        {
            bool startsLine = i == 0 && inert[0] is '-' or '+' or '=';
            bool numbersLine = i > 0 && i == number && inert[i] is '.' or ')' && (i + 1 == inert.Length || inert[i + 1] == ' ');
            if (startsLine || numbersLine || inert[i] is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '!' or '~')
                escaped.Append('\\');
            Append(escaped, inert, i);
        }

        return escaped.ToString();
    }

    /// <summary>The text for a place in which HTML is read and Markdown is not, such as the line of a folded part.</summary>
    /// <param name="text">Any text.</param>
    public static string Html(string text)
    {
        string inert = InertText.Of(text).Trim();
        var escaped = new StringBuilder(inert.Length + 8);
        for (int i = 0; i < inert.Length; i++)
            Append(escaped, inert, i);
        return escaped.ToString();
    }

    /// <summary>The text as code, which nothing looks into; inside a table too.</summary>
    /// <param name="text">Any text.</param>
    public static string Code(string text)
    {
        string inert = InertText.Of(text);
        return inert.AsSpan().Trim().Length == 0 || inert.AsSpan().ContainsAny('`', '|', '\\') ? $"<code>{Escape(inert)}</code>" : $"`{inert}`";
    }

    /// <summary>What a program printed, as a block of code; nothing where it is empty.</summary>
    /// <param name="text">Its lines.</param>
    /// <param name="indent">What each line of the block starts with, as in a list.</param>
    public static string Log(string text, string indent)
    {
        string[] lines = [.. text.Trim(':').ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(InertText.Of)];
        if (lines.Length == 0)
            return "";
        // Longer than any run of backticks in it, so that none of them ends the block.
        string fence = new('`', Math.Max(3, lines.Max(line => line.Count(letter => letter == '`')) + 1));
        return string.Concat([$"{indent}{fence}text\n", .. lines.Select(line => $"{indent}{line}\n"), $"{indent}{fence}\n"]);
    }

    private static void Append(StringBuilder escaped, string text, int at) => escaped.Append(text[at] switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        // Two of them are a formula to GitHub, which says of no other way to write one.
        '$' => "<span>$</span>",
        '.' when IsAddress(text, at) => Stop + ".",
        var letter when EndsReference(text, at) => letter + Stop,
        var letter => letter.ToString(),
    });

    // A mention, an issue (#1, GH-1), an advisory, the ticket of another tracker, an emoji, an address, a commit.
    private static bool EndsReference(string text, int at) => text[at] switch
    {
        '@' or '#' => true,
        ':' => StartsEmojiOrAddress(text, at),
        '-' => at > 0 && at + 1 < text.Length && char.IsAsciiLetter(text[at - 1])
            && (char.IsAsciiDigit(text[at + 1]) || text.AsSpan(0, at).EndsWith("GHSA", StringComparison.OrdinalIgnoreCase)),
        var letter => char.IsAsciiHexDigit(letter) && at + 1 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && DigitsUpTo(text, at) % MostDigits == 0,
    };

    private static bool IsAddress(string text, int dot) => text.AsSpan(0, dot).EndsWith("www", StringComparison.OrdinalIgnoreCase);

    private static int DigitsUpTo(string text, int at)
    {
        int start = at;
        while (start > 0 && char.IsAsciiHexDigit(text[start - 1]))
            start--;
        return at - start + 1;
    }

    // ":100:" is an emoji, "://" an address.
    private static bool StartsEmojiOrAddress(string text, int colon)
    {
        int end = colon + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '+' or '-'))
            end++;
        return end < text.Length && text[end] == (end == colon + 1 ? '/' : ':');
    }
}
