using System.Text.Unicode;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>
/// Reads a file batch by batch on several cores: whoever is free takes the next block of records in turn, and parses it while
/// others take theirs. No more of the file than a block for each core is held.
/// </summary>
internal sealed class BatchReader : IDisposable
{
    private readonly Lock turn = new();
    private readonly RowSource source;
    private readonly Stream stream;
    private readonly Stream file;
    private readonly RecordBlocks blocks;
    private readonly int blockSize;
    private readonly Func<string, bool> chosen;
    private readonly bool isPart;
    private string[]? names;
    private bool isReused;

    /// <summary>Opens a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="blockSize">The size of a block in bytes.</param>
    public BatchReader(RowSource source, int blockSize = RecordBlocks.DefaultSize)
        : this(source.Open(), source, null, (1, 0), _ => true, blockSize)
    {
    }

    /// <summary>Reads part of a file.</summary>
    /// <param name="stream">The part, as it lies in the file; closed with this.</param>
    /// <param name="source">The file.</param>
    /// <param name="names">Its columns, where the part lacks the header.</param>
    /// <param name="begin">The line of the file on which the part begins, and how many bytes stand before it.</param>
    /// <param name="chosen">Which columns are wanted.</param>
    /// <param name="blockSize">The size of a block in bytes.</param>
    public BatchReader(Stream stream, RowSource source, string[]? names, (int Line, long Offset) begin, Func<string, bool> chosen, int blockSize = RecordBlocks.DefaultSize)
    {
        (file, this.source, this.names, this.chosen, isPart) = (stream, source, names, chosen, names is not null);
        this.stream = source.Form.Unpacked(stream);
        blocks = new RecordBlocks(this.stream, source.File, begin, source.Form.Format == RowFormat.Delimited ? source.Form.Delimiter : null, isPart);
        // A byte order mark is looked for in the first block alone.
        this.blockSize = Math.Max(4, this.stream.CanSeek ? (int)Math.Min(stream.Length + 1, blockSize) : blockSize);
    }

    /// <summary>
    /// Reads all batches: each is given to <paramref name="map"/> on the core that parsed it, and what came of it to
    /// <paramref name="take"/>, in the file's order.
    /// </summary>
    /// <param name="cores">How many cores to use at most.</param>
    /// <param name="map">What to do with a batch; side by side.</param>
    /// <param name="take">What to do with the result; one after the other.</param>
    /// <param name="isReused">Whether <paramref name="map"/> keeps nothing of a batch, so that its memory can be used again.</param>
    /// <exception cref="FaultException">The first fault that makes the file unreadable (exit 2).</exception>
    public void Read<T>(int cores, Func<RowBatch, T> map, Action<T> take, bool isReused = false)
    {
        var results = new InOrder<T>(take);
        this.isReused = isReused;
        var first = new RecordBlock(blockSize);
        if (!Next(first))
        {
            if (isPart)
                return;
            throw FaultException.Misconfigured($"found an empty file, expected {(source.Form.Format == RowFormat.Delimited ? "a header line" : "a line for each row")}", new SourcePlace(source.File, 1));
        }

        if (cores == 1 || blocks.HasEnded)
            Work(first, isFull: true, map, results);
        else
            Parallel.For(0, cores, core => Work(core == 0 ? first : new RecordBlock(blockSize), core == 0, map, results));
        results.End();
        // A packed file may have bytes behind those that are asked for: whoever digests it must see them, too.
        Span<byte> rest = stackalloc byte[256];
        while (file.Read(rest) > 0)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        file.Dispose();
    }

    private void Work<T>(RecordBlock block, bool isFull, Func<RowBatch, T> map, InOrder<T> results)
    {
        IBlockRows? rows = null;
        List<ColumnParser?> parsers = [];
        var rooms = new Rooms(isReused);
        while (isFull || (!results.HasFailed && results.Try(int.MaxValue, () => Next(block))))
        {
            isFull = false;
            results.Run(block.Index, () => map(Parse(block, rows ??= RowsOf(), parsers, rooms)));
        }
    }

    private IBlockRows RowsOf() => source.Form.Format == RowFormat.Delimited
        ? new DelimitedRows(names!, source.Form.Delimiter, source.File)
        : new JsonRows(source.File);

    private bool Next(RecordBlock block)
    {
        lock (turn)
        {
            if (!blocks.Next(block))
                return false;
            if (names is null && source.Form.Format == RowFormat.Delimited)
                names = DelimitedHeader.Take(block, source.Form.Delimiter, source.File);
            return true;
        }
    }

    private RowBatch Parse(RecordBlock block, IBlockRows rows, List<ColumnParser?> parsers, Rooms rooms)
    {
        rooms.Begin();
        if (!Utf8.IsValid(block.Bytes))
            CsvReader.Decode(block.Bytes, source.File, block.Offset, block.FirstLine);
        rows.Find(block);
        while (parsers.Count < rows.Names.Count)
            parsers.Add(chosen(rows.Names[parsers.Count]) ? new ColumnParser(rooms) : null);
        List<string> columns = [];
        List<ColumnSegment> segments = [];
        for (int i = 0; i < parsers.Count; i++)
        {
            if (parsers[i] is not { } parser)
                continue;
            columns.Add(rows.Names[i]);
            segments.Add(rows.IsMissing(i) ? new MissingSegment(rows.Count) : parser.Parse(rows.Column(i), blocks.HasEnded));
        }

        return new RowBatch(source.File, block.FirstLine, rows.Lines, rows.Count, columns, [.. segments], rows.Ragged);
    }
}
