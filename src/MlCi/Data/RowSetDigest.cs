using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace MlCi.Data;

/// <summary>
/// The digest of what a table says, however its file is written: the order of rows and columns, line ends, quotes and the way
/// that a number is spelt change nothing; a value, a row more or less, or a row twice does.
/// </summary>
public static class RowSetDigest
{
    // Part of what is hashed, so that another way to do it can never give the same digest.
    private const string Form = "mlci-rows-1";

    // Rows that are hashed at a time: their sums stay in a core's cache.
    private const int Run = 1 << 12;

    /// <summary>
    /// SHA-256 over the number of rows and the sum of their digests (an additive multiset hash: Clarke et al., "Incremental
    /// multiset hash functions", ASIACRYPT 2003). A row's digest is SHA-256 over the sum of its cells' hashes, each of which
    /// holds the column's name.
    /// </summary>
    /// <param name="table">The rows.</param>
    public static string Of(Table table)
    {
        Lock turn = new();
        UInt128 high = 0, low = 0;
        // Sums are of whole numbers: in whichever order they are added up, they are the same.
        Parallel.For(
            0,
            (table.RowCount + Run - 1) / Run,
            () => new Part([.. table.Columns.Select(column => new CellHashes(column))]),
            (run, _, part) =>
            {
                part.Add(run * Run, Math.Min(Run, table.RowCount - (run * Run)));
                return part;
            },
            part =>
            {
                lock (turn)
                    (high, low) = unchecked((high + part.High, low + part.Low));
            });
        return Digest.OfText(string.Create(CultureInfo.InvariantCulture, $"{Form}\n{table.RowCount}\n{high:x32}{low:x32}\n"));
    }

    /// <summary>The sum of the digests of some of the rows, in two halves.</summary>
    private sealed class Part(CellHashes[] columns)
    {
        private readonly UInt128[] sums = new UInt128[Run];

        public UInt128 High { get; private set; }

        public UInt128 Low { get; private set; }

        public void Add(int first, int count)
        {
            Span<UInt128> rows = sums.AsSpan(0, count);
            rows.Clear();
            foreach (CellHashes column in columns)
                column.AddTo(rows, first);

            Span<byte> sum = stackalloc byte[2 * sizeof(ulong)];
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            foreach (UInt128 row in rows)
            {
                BinaryPrimitives.WriteUInt128BigEndian(sum, row);
                SHA256.HashData(sum, digest);
                High = unchecked(High + BinaryPrimitives.ReadUInt128BigEndian(digest));
                Low = unchecked(Low + BinaryPrimitives.ReadUInt128BigEndian(digest[sum.Length..]));
            }
        }
    }
}
