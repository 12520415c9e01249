using MlCi.Findings;

namespace MlCi.Data;

/// <summary>
/// Cuts a stream into blocks of whole records. It does the least that must be done in order (it counts lines and quotes), so
/// that blocks can be parsed side by side.
/// </summary>
internal sealed class RecordBlocks(Stream stream, string file, (int Line, long Offset) begin, char? delimiter, bool isPart)
{
    /// <summary>The size of a block in bytes: with its fields' places it stays in a core's own cache. Of 64 KB to 1 MB this took least time.</summary>
    public const int DefaultSize = 1 << 17;

    /// <summary>The size where each block is looked at as a table of its own, which costs something, too.</summary>
    public const int SizeOfRuns = 1 << 20;

    // A quote that is never closed makes the rest of the file one record: longer than this, nobody meant it.
    private const int LongestRecord = 1 << 28;

    private byte[] rest = [];
    private int line = begin.Line;
    private long offset = begin.Offset;
    private int index;
    private bool ended;
    private bool begun = isPart;

    // Once a quote stood where none opens, or closes, what it is can only be told record by record.
    private bool isExact;

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
            bool hasQuotes = delimiter is not null && block.Buffer.AsSpan(RecordBlock.Slack, held).Contains((byte)'"');
            int whole = ended ? held : hasQuotes ? LastQuotedEnd(block, held) : LastEnd(block.Buffer.AsSpan(RecordBlock.Slack, held));
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
            Describe(block, whole, hasQuotes);
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
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
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

    private void Describe(RecordBlock block, int whole, bool hasQuotes)
    {
        Span<byte> bytes = block.Buffer.AsSpan(RecordBlock.Slack, whole);
        (block.Start, block.End) = (RecordBlock.Slack, RecordBlock.Slack + whole);
        (block.Index, block.FirstLine, block.Offset) = (index++, line, offset);
        block.HasQuotes = hasQuotes;
        block.HasReturns = bytes.Contains((byte)'\r');
        offset += whole;
        if (bytes[^1] is not ((byte)'\n' or (byte)'\r'))
            block.Buffer[block.End++] = (byte)'\n';
        // Whoever looks behind a last return must not find a line feed that an earlier block left there.
        block.Buffer[block.End] = 0;
        line = checked(line + Lines(bytes, block.HasReturns));
    }

    private int Lines(ReadOnlySpan<byte> bytes, bool hasReturns) =>
        delimiter is not null && hasReturns ? LinesWithReturns(bytes) : bytes.Count((byte)'\n');

    private int LinesWithReturns(ReadOnlySpan<byte> bytes)
    {
        var records = new RecordEnds((byte)delimiter!.Value);
        for (int at = 0; records.Next(bytes, ref at);)
        {
        }

        // A return that is the last byte has ended its line, too: what follows stands in the next block.
        return records.Lines + (bytes[^1] == '\r' ? 1 : 0);
    }

    // The end of the last whole record without quotes. A return that is the very last byte may be half of an end of line.
    private int LastEnd(ReadOnlySpan<byte> bytes)
    {
        int last = bytes.LastIndexOf((byte)'\n');
        return last >= 0 || delimiter is null || bytes.IsEmpty ? last + 1 : bytes[..^1].LastIndexOf((byte)'\r') + 1;
    }

    private int LastQuotedEnd(RecordBlock block, int held)
    {
        if (!isExact)
        {
            QuotedEnds found = QuotedEnds.Find(block.Buffer, RecordBlock.Slack, RecordBlock.Slack + held, (byte)delimiter!.Value);
            if (found.IsPlain)
                return found.LastEnd - RecordBlock.Slack;
            isExact = true;
        }

        var records = new RecordEnds((byte)delimiter!.Value);
        int last = 0;
        ReadOnlySpan<byte> bytes = block.Buffer.AsSpan(RecordBlock.Slack, held);
        for (int at = 0; records.Next(bytes, ref at);)
            last = at;
        return last;
    }
}
