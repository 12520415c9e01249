using MlCi.Findings;

namespace MlCi.Data;

/// <summary>
/// Cuts a stream into blocks of whole records. It does the least that must be done in order (it counts lines and quotes), so
/// that blocks can be parsed side by side.
/// </summary>
internal sealed class RecordBlocks(Stream stream, string file, (int Line, long Offset) begin, bool hasQuoting, bool isPart)
{
    /// <summary>The size of a block in bytes: with its fields' places it stays in a core's own cache.</summary>
    public const int DefaultSize = 1 << 20;

    // A quote that is never closed makes the rest of the file one record: longer than this, nobody meant it.
    private const int LongestRecord = 1 << 28;

    private byte[] rest = [];
    private int line = begin.Line;
    private long offset = begin.Offset;
    private int index;
    private bool ended;
    private bool begun = isPart;

    /// <summary>Whether the stream has been read to its end.</summary>
    public bool HasEnded => Volatile.Read(ref ended);

    /// <summary>Fills a block with the next records; false where there are no more.</summary>
    /// <param name="block">Takes them; it grows where a record is longer.</param>
    /// <exception cref="FaultException">The stream is damaged, or has a record without end (exit 2).</exception>
    public bool Next(RecordBlock block)
    {
        if (ended)
            return false;
        while (block.Capacity < rest.Length)
            block.Grow();
        rest.CopyTo(block.Buffer, RecordBlock.Slack);
        int held = rest.Length;
        while (true)
        {
            held = Fill(block, held);
            SkipByteOrderMark(block, ref held);
            int whole = ended ? held : LastEnd(block.Buffer.AsSpan(RecordBlock.Slack, held));
            if (whole == 0 && !ended)
            {
                if (held >= LongestRecord)
                    throw FaultException.Misconfigured($"found a record of more than {LongestRecord >> 20} MB, expected its end: is a quote never closed?", new SourcePlace(file, line));
                block.Grow();
                continue;
            }

            rest = block.Buffer.AsSpan(RecordBlock.Slack + whole, held - whole).ToArray();
            if (whole == 0)
                return false;
            Describe(block, whole);
            return true;
        }
    }

    private int Fill(RecordBlock block, int held)
    {
        while (held < block.Capacity && !ended)
        {
            int read = Read(block.Buffer.AsSpan(RecordBlock.Slack + held, block.Capacity - held));
            held += read;
            ended = read == 0;
        }

        return held;
    }

    private int Read(Span<byte> into)
    {
        try
        {
            return stream.Read(into);
        }
        catch (InvalidDataException e)
        {
            throw FaultException.Misconfigured($"found packed data that cannot be unpacked, expected them whole: {e.Message.TrimEnd('.')}", new SourcePlace(file, line));
        }
    }

    private void SkipByteOrderMark(RecordBlock block, ref int held)
    {
        if (begun)
            return;
        begun = true;
        Span<byte> bytes = block.Buffer.AsSpan(RecordBlock.Slack, held);
        if (!bytes.StartsWith(CsvReader.ByteOrderMark))
            return;
        held -= CsvReader.ByteOrderMark.Length;
        offset = CsvReader.ByteOrderMark.Length;
        bytes[CsvReader.ByteOrderMark.Length..].CopyTo(bytes);
    }

    private void Describe(RecordBlock block, int whole)
    {
        Span<byte> bytes = block.Buffer.AsSpan(RecordBlock.Slack, whole);
        (block.Start, block.End) = (RecordBlock.Slack, RecordBlock.Slack + whole);
        (block.Index, block.FirstLine, block.Offset) = (index++, line, offset);
        block.HasQuotes = hasQuoting && bytes.Contains((byte)'"');
        block.HasReturns = bytes.Contains((byte)'\r');
        offset += whole;
        if (bytes[^1] is not ((byte)'\n' or (byte)'\r'))
            block.Buffer[block.End++] = (byte)'\n';
        line += block.HasReturns && hasQuoting ? LinesWithReturns(bytes) : bytes.Count((byte)'\n');
    }

    private static int LinesWithReturns(ReadOnlySpan<byte> bytes)
    {
        var ends = new RecordEnds();
        for (int at = 0; ends.Next(bytes, ref at);)
        {
        }

        return ends.Lines;
    }

    // The end of the last whole record: an end of line before which as many quotes were opened as closed.
    private int LastEnd(ReadOnlySpan<byte> bytes)
    {
        int quotes = hasQuoting ? bytes.Count((byte)'"') : 0;
        bool isOpen = (quotes & 1) == 1;
        for (ReadOnlySpan<byte> head = bytes; ;)
        {
            int last = head.LastIndexOf((byte)'\n');
            if (last < 0)
                return hasQuoting && bytes.Contains((byte)'\r') ? LastEndAfterReturn(bytes) : 0;
            if (quotes > 0)
                isOpen ^= (head[(last + 1)..].Count((byte)'"') & 1) == 1;
            if (!isOpen)
                return last + 1;
            head = head[..last];
        }
    }

    // Lines that end with a return alone. One that is the very last byte may be half of a CRLF.
    private static int LastEndAfterReturn(ReadOnlySpan<byte> bytes)
    {
        var ends = new RecordEnds();
        int last = 0;
        for (int at = 0; ends.Next(bytes, ref at);)
            last = at;
        return last;
    }
}
