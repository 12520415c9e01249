using System.Security.Cryptography;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>One of several parts of a CSV, with the columns that were asked for: no more of the file is held in memory.</summary>
/// <param name="Table">The rows of the part, which may be none.</param>
/// <param name="Digest">The digest of the whole file.</param>
public sealed record CsvPart(Table Table, string Digest)
{
    private const int PieceSize = 1 << 20;

    /// <summary>
    /// Reads a part. Parts are blocks of about as many bytes each: a row is in the part in which it begins, so that each row
    /// is in one of them, and whoever reads another part only has to look for quotes and ends of lines in this one.
    /// </summary>
    /// <param name="stream">The file, from its start; it is sought in.</param>
    /// <param name="file">The file's path, for messages.</param>
    /// <param name="index">Which part, from 1.</param>
    /// <param name="count">Of how many.</param>
    /// <param name="choose">Is given the names of all columns; says which are read.</param>
    /// <exception cref="FaultException">What makes the file unreadable and stands in this part, or in the header (exit 2).</exception>
    public static CsvPart Read(Stream stream, string file, int index, int count, Func<IReadOnlyList<string>, IReadOnlyCollection<string>> choose)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, count);
        (long begin, long data, int dataLine) = FindHeader(stream);
        string[] names = DelimitedHeader.Read(Bytes(stream, begin, data), ',', file, begin);
        IReadOnlyCollection<string> chosen = choose(names);

        Int128 length = stream.Length - data;
        (long from, long to, int line, string digest) = FindPart(
            stream, data, dataLine, data + (long)(length * (index - 1) / count), index == count ? long.MaxValue : data + (long)(length * index / count));
        List<RowBatch> batches = [];
        RaggedRows? ragged = null;
        using var reader = new BatchReader(new StreamRange(stream, from, to), new RowSource(file, DataForm.Csv, () => stream), names, (line, from), chosen.Contains);
        reader.Read(Environment.ProcessorCount, batch => batch, batch =>
        {
            ragged = RaggedRows.Join(ragged, batch.Ragged);
            batches.Add(batch);
        });
        if (ragged is not null)
            throw ragged.ToException();
        return new CsvPart(JoinedBatches.ToTable(batches, file, [.. names.Where(chosen.Contains)]), digest);
    }

    private static (long Begin, long Data, int Line) FindHeader(Stream stream)
    {
        long begin = Bytes(stream, 0, Math.Min(stream.Length, CsvReader.ByteOrderMark.Length)).AsSpan().SequenceEqual(CsvReader.ByteOrderMark)
            ? CsvReader.ByteOrderMark.Length : 0;
        var ends = new RecordEnds();
        stream.Position = begin;
        byte[] piece = new byte[PieceSize];
        long before = begin;
        while (stream.Read(piece) is > 0 and var read)
        {
            int at = 0;
            if (ends.Next(piece.AsSpan(0, read), ref at))
                return (begin, before + at, 1 + ends.Lines);
            before += read;
        }

        return (begin, before, 1 + ends.Lines);
    }

    // The first row that begins at or after `from`, and the first at or after `to`: each the end of the file where there is none.
    private static (long From, long To, int Line, string Digest) FindPart(Stream stream, long data, int dataLine, long from, long to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Bytes(stream, 0, data));
        (long start, int line) = from <= data ? (data, dataLine) : (-1, dataLine);
        long end = to <= data ? data : -1;
        var ends = new RecordEnds();
        byte[] piece = new byte[PieceSize];
        long before = data;
        while (stream.Read(piece) is > 0 and var read)
        {
            hash.AppendData(piece.AsSpan(0, read));
            for (int at = 0; end < 0 && ends.Next(piece.AsSpan(0, read), ref at);)
            {
                if (start < 0 && before + at >= from)
                    (start, line) = (before + at, dataLine + ends.Lines);
                if (before + at >= to)
                    end = before + at;
            }

            before += read;
        }

        return (start < 0 ? before : start, end < 0 ? before : end, line, MlCi.Data.Digest.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static byte[] Bytes(Stream stream, long from, long to)
    {
        byte[] bytes = new byte[checked((int)(to - from))];
        stream.Position = from;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
