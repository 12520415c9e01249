using System.Text;
using MlCi.Findings;

namespace MlCi.Reports;

/// <summary>Text from data in Markdown: shown as it is, never as markup, link, mention or HTML.</summary>
public static class MarkdownText
{
    // GitHub looks for mentions, issues and emoji after the Markdown is rendered, so only a character between stops it; it takes
    // no space on the screen (cmark-gfm issue 181).
    private const string Stop = "&#8203;";

    /// <summary>The text with every character escaped that GitHub would read as something else.</summary>
    public static string Escape(string text)
    {
        string inert = InertText.Of(text);
        var escaped = new StringBuilder(inert.Length + 8);
        for (int i = 0; i < inert.Length; i++)
        {
            escaped.Append(inert[i] switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '@' or '#' => inert[i] + Stop,
                ':' when StartsEmojiOrAddress(inert, i) => ":" + Stop,
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '!' or '~' or '$' => "\\" + inert[i],
                _ => inert[i].ToString(),
            });
        }

        return escaped.Replace("www.", "www&#46;").ToString();
    }

    /// <summary>The text as code, which nothing looks into; inside a table too.</summary>
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

    // ":100:" is an emoji, "://" an address.
    private static bool StartsEmojiOrAddress(string text, int colon)
    {
        int end = colon + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '+' or '-'))
            end++;
        return end < text.Length && text[end] == (end == colon + 1 ? '/' : ':');
    }
}
