using System.Buffers;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>One field: where it stands in the text, and how.</summary>
/// <param name="Start">Index of its first character, inside the quotes if there are any.</param>
/// <param name="Length">Its length, without quotes.</param>
/// <param name="Quoted">Whether it stood in quotes.</param>
/// <param name="HasEscapes">Whether it holds doubled quotes.</param>
internal readonly record struct CsvField(int Start, int Length, bool Quoted, bool HasEscapes)
{
    public bool IsMissing => Length == 0 && !Quoted;

    public string? Text(string source)
    {
        if (IsMissing)
            return null;
        string raw = source.Substring(Start, Length);
        return HasEscapes ? raw.Replace("\"\"", "\"", StringComparison.Ordinal) : raw;
    }
}

/// <summary>Walks over a CSV text row by row, without copying it.</summary>
internal sealed class CsvFields(string text, string file, char delimiter = ',', int firstLine = 1)
{
    private readonly SearchValues<char> ends = SearchValues.Create([delimiter, '\n', '\r', '"']);
    private int at;
    private int nextLine = firstLine;

    /// <summary>The fields of the row read last.</summary>
    public List<CsvField> Row { get; } = [];

    /// <summary>The line after the rows read so far.</summary>
    public int NextLine => nextLine;

    /// <summary>The 1-based line on which the row read last starts.</summary>
    public int Line { get; private set; }

    /// <summary>Reads the next row; false at the end of the text.</summary>
    public bool ReadRow()
    {
        Row.Clear();
        if (at >= text.Length)
            return false;
        Line = nextLine;
        while (true)
        {
            Row.Add(at < text.Length && text[at] == '"' ? ReadQuoted() : ReadPlain());
            if (at >= text.Length)
                return true;
            if (text[at] == delimiter)
            {
                at++;
                continue;
            }

            at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
            nextLine++;
            return true;
        }
    }

    private CsvField ReadPlain()
    {
        int start = at;
        int length = text.AsSpan(at).IndexOfAny(ends);
        at = length < 0 ? text.Length : at + length;
        if (at < text.Length && text[at] == '"')
            throw Misplaced("found a quote inside a field without quotes, expected the whole field in quotes");
        return new CsvField(start, at - start, Quoted: false, HasEscapes: false);
    }

    private CsvField ReadQuoted()
    {
        int start = at + 1;
        bool escapes = false;
        for (int search = start; ;)
        {
            int quote = text.AsSpan(search).IndexOf('"');
            if (quote < 0)
                throw Misplaced("found a quote that is never closed, expected a closing quote");
            int end = search + quote;
            if (end + 1 < text.Length && text[end + 1] == '"')
            {
                escapes = true;
                search = end + 2;
                continue;
            }

            nextLine += text.AsSpan(start, end - start).Count('\n');
            at = end + 1;
            if (at < text.Length && text[at] != delimiter && text[at] is not ('\n' or '\r'))
                throw Misplaced($"found '{text[at]}' after a closing quote, expected {(delimiter == ',' ? "a comma" : "a delimiter")} or the end of the line");
            return new CsvField(start, end - start, Quoted: true, escapes);
        }
    }

    private FaultException Misplaced(string message) => FaultException.Misconfigured(message, new SourcePlace(file, nextLine));
}
