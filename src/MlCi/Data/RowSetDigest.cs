using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlCi.Data;

/// <summary>
/// The digest of what a table says, however its file is written: the order of rows and columns, line ends, quotes and the way
/// that a number is spelt change nothing; a value, a row more or less, or a row twice does.
/// </summary>
public static class RowSetDigest
{
    // Part of what is hashed, so that another way to do it can never give the same digest.
    private const string Form = "mlci-rows-1";

    /// <summary>
    /// SHA-256 over the number of rows and the sum of their digests (an additive multiset hash: Clarke et al., "Incremental
    /// multiset hash functions", ASIACRYPT 2003). A row's digest is SHA-256 over the sum of its cells' hashes, each of which
    /// holds the column's name.
    /// </summary>
    /// <param name="table">The rows.</param>
    public static string Of(Table table)
    {
        UInt128[] rows = new UInt128[table.RowCount];
        foreach (Column column in table.Columns)
            AddCells(column, rows);

        UInt128 high = 0, low = 0;
        Span<byte> sum = stackalloc byte[2 * sizeof(ulong)];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (UInt128 row in rows)
        {
            BinaryPrimitives.WriteUInt128BigEndian(sum, row);
            SHA256.HashData(sum, digest);
            high = unchecked(high + BinaryPrimitives.ReadUInt128BigEndian(digest));
            low = unchecked(low + BinaryPrimitives.ReadUInt128BigEndian(digest[sum.Length..]));
        }

        return Digest.OfText(string.Create(CultureInfo.InvariantCulture, $"{Form}\n{rows.Length}\n{high:x32}{low:x32}\n"));
    }

    private static void AddCells(Column column, UInt128[] rows)
    {
        // Each distinct value is hashed once.
        UInt128[] ofLevels = new UInt128[column.Levels.Count];
        ReadOnlySpan<double> numbers = column.NumbersOfLevels;
        for (int level = 0; level < ofLevels.Length; level++)
            ofLevels[level] = Hash(column.Name, double.IsNaN(numbers[level]) ? "=" + column.Levels[level] : "#" + Spelt(numbers[level]));
        UInt128 ofMissing = Hash(column.Name, "");
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < rows.Length; row++)
            rows[row] = unchecked(rows[row] + (codes[row] < 0 ? ofMissing : ofLevels[codes[row]]));
    }

    // Minus zero is zero.
    private static string Spelt(double number) => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture);

    private static UInt128 Hash(string column, string cell) => BinaryPrimitives.ReadUInt128BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{column.Length}\0{column}\0{cell}"))));
}
