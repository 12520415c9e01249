using System.Text;

namespace MlCi.Reports;

/// <summary>Text from data in Markdown: shown as it is, never as markup, link, mention or HTML.</summary>
public static class MarkdownText
{
    /// <summary>The text with every character escaped that GitHub's Markdown would read as something else.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char letter in text)
        {
            switch (letter)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '@' or '#':
                    // An entity keeps a mention or an issue number from being one.
                    escaped.Append("&#").Append((int)letter).Append(';');
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '!' or '~':
                    escaped.Append('\\').Append(letter);
                    break;
                case '\r' or '\n':
                    escaped.Append(' ');
                    break;
                default:
                    escaped.Append(letter);
                    break;
            }
        }

        // Without its colon an address is no link.
        return escaped.Replace("://", "&#58;//").Replace("www.", "www&#46;").ToString();
    }
}
