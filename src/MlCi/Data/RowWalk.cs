using System.Runtime.InteropServices;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>
/// Walks over records field by field, for all that cannot be told by marks alone: quotes, rows of other lengths, blank lines.
/// Doubled quotes are made single in the buffer.
/// </summary>
internal sealed class RowWalk(RecordBlock block, char delimiter, string file)
{
    private readonly List<(int Start, int End)> fields = [];
    private int at = block.Start;
    private int nextLine;

    /// <summary>The fields of the row read last; a missing one ends before it starts.</summary>
    public ReadOnlySpan<(int Start, int End)> Fields => CollectionsMarshal.AsSpan(fields);

    /// <summary>The line on which the row read last starts, less that of the block.</summary>
    public int Line { get; private set; }

    /// <summary>Whether the row read last is a blank line.</summary>
    public bool IsBlank => fields.Count == 1 && fields[0].End < fields[0].Start;

    /// <summary>Reads the next row; false at the end of the block.</summary>
    /// <exception cref="FaultException">A quote is misplaced (exit 2).</exception>
    public bool Next()
    {
        fields.Clear();
        if (at >= block.End)
            return false;
        Line = nextLine;
        byte[] bytes = block.Buffer;
        while (true)
        {
            if (bytes[at] == '"')
                ReadQuoted(bytes);
            else
                ReadPlain(bytes);
            // A block ends with the end of a line.
            if (bytes[at] == delimiter)
            {
                at++;
                continue;
            }

            at += bytes[at] == '\r' && at + 1 < block.End && bytes[at + 1] == '\n' ? 2 : 1;
            nextLine++;
            return true;
        }
    }

    private void ReadPlain(byte[] bytes)
    {
        int start = at;
        while (bytes[at] is not ((byte)'\n' or (byte)'\r') && bytes[at] != delimiter)
            at++;
        fields.Add((start, at == start ? at - 1 : at));
    }

    private void ReadQuoted(byte[] bytes)
    {
        int start = at + 1;
        int to = start;
        int openedOn = nextLine;
        for (int from = start; ;)
        {
            int run = bytes.AsSpan(from, block.End - from).IndexOf((byte)'"');
            // The end of line that was put behind the file's last byte is not of the text.
            if (run < 0)
                throw Misplaced("found a quote that is never closed, expected a closing quote", openedOn);
            ReadOnlySpan<byte> text = bytes.AsSpan(from, run);
            nextLine += text.Count((byte)'\n');
            if (to != from)
                text.CopyTo(bytes.AsSpan(to));
            to += run;
            from += run + 1;
            if (from < block.End && bytes[from] == '"')
            {
                bytes[to++] = (byte)'"';
                from++;
                continue;
            }

            at = from;
            break;
        }

        fields.Add((start, to));
        if (bytes[at] is not ((byte)'\n' or (byte)'\r') && bytes[at] != delimiter)
        {
            string found = System.Text.Encoding.UTF8.GetString(bytes.AsSpan(at, Math.Min(4, block.End - at)));
            throw Misplaced(
                $"found '{InertText.Of(found[..(char.IsSurrogate(found[0]) ? 2 : 1)])}' after a closing quote, expected {(delimiter == ',' ? "a comma" : "a delimiter")} or the end of the line", nextLine);
        }
    }

    private FaultException Misplaced(string message, int line) => FaultException.Misconfigured(message, new SourcePlace(file, block.FirstLine + line));
}
