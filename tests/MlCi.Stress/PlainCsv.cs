using System.Text;

namespace MlCi.Stress;

/// <summary>
/// What a CSV says, read character by character by one who does nothing else: the slow truth that the fast reader is held
/// against. It shares no code with it.
/// </summary>
/// <param name="Names">The header.</param>
/// <param name="Rows">The rows: null where a value is missing.</param>
/// <param name="Lines">The line on which each row starts.</param>
/// <param name="Ragged">The lines of rows that have not as many fields as the header.</param>
/// <param name="IsBroken">Whether nobody can read it: not UTF-8, a quote misplaced, a header without a name or with one twice.</param>
public sealed record PlainCsv(string[] Names, List<string?[]> Rows, List<int> Lines, List<int> Ragged, bool IsBroken)
{
    /// <summary>Reads a file.</summary>
    public static PlainCsv Read(byte[] bytes, char delimiter)
    {
        var read = new PlainCsv([], [], [], [], IsBroken: false);
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return read with { IsBroken = true };
        }

        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        if (text.Length == 0)
            return read with { IsBroken = true };
        int at = 0, line = 1;
        if (Row(text, delimiter, ref at, ref line) is not { } header || header.Contains(null) || header.Contains("") || header.Distinct().Count() < header.Length)
            return read with { IsBroken = true };
        while (at < text.Length)
        {
            int begin = line;
            if (Row(text, delimiter, ref at, ref line) is not { } row)
                return read with { IsBroken = true };
            if (row.Length == header.Length)
            {
                read.Rows.Add(row);
                read.Lines.Add(begin);
            }
            else if (row is not [null])
            {
                read.Ragged.Add(begin);
            }
        }

        return read with { Names = header! };
    }

    private static string?[]? Row(string text, char delimiter, ref int at, ref int line)
    {
        List<string?> fields = [];
        while (true)
        {
            bool isQuoted = at < text.Length && text[at] == '"';
            var value = new StringBuilder();
            if (isQuoted)
            {
                for (at++; ; at++)
                {
                    if (at >= text.Length)
                        return null;
                    if (text[at] == '"' && (at + 1 >= text.Length || text[at + 1] != '"'))
                        break;
                    if (text[at] == '"')
                        at++;
                    line += text[at] == '\n' ? 1 : 0;
                    value.Append(text[at]);
                }

                at++;
                if (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'))
                    return null;
            }
            else
            {
                for (; at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'); at++)
                    value.Append(text[at]);
            }

            fields.Add(value.Length == 0 && !isQuoted ? null : value.ToString());
            if (at >= text.Length)
                return [.. fields];
            if (text[at] == delimiter)
            {
                at++;
                continue;
            }

            at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
            line++;
            return [.. fields];
        }
    }
}
