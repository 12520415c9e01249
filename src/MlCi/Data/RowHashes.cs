using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>
/// 128-bit hashes of rows without their label, so that a row that stands in two data sets is found even where it was labelled
/// anew. The order of columns does not matter.
/// </summary>
public static class RowHashes
{
    private const int Size = 16;

    /// <summary>The hash of each row: the first half of SHA-256 over its names and values, sorted by name.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="label">The column to leave out.</param>
    public static UInt128[] Of(Table table, string label)
    {
        Column[] columns = [.. table.Columns.Where(column => column.Name != label).OrderBy(column => column.Name, StringComparer.Ordinal)];
        UInt128[] hashes = new UInt128[table.RowCount];
        var text = new StringBuilder();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (int row = 0; row < hashes.Length; row++)
        {
            text.Clear();
            foreach (Column column in columns)
            {
                // Lengths keep a value from running into the next; −1 tells a missing value from empty text.
                string? value = column.Text(row);
                text.Append(column.Name).Append('\0').Append(value?.Length ?? -1).Append('\0').Append(value);
            }

            SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
            hashes[row] = BinaryPrimitives.ReadUInt128BigEndian(hash);
        }

        return hashes;
    }

    /// <summary>Hashes as bytes: each once, in increasing order, big-endian.</summary>
    /// <exception cref="FaultException">More than fit into one array (exit 2).</exception>
    public static byte[] Write(IEnumerable<UInt128> hashes)
    {
        UInt128[] sorted = [.. hashes.Distinct().Order()];
        if (sorted.Length > Array.MaxLength / Size)
            throw FaultException.Misconfigured($"found {sorted.Length} different training rows, expected at most {Array.MaxLength / Size}");
        byte[] bytes = new byte[sorted.Length * Size];
        for (int i = 0; i < sorted.Length; i++)
            BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(i * Size), sorted[i]);
        return bytes;
    }

    /// <summary>Hashes out of bytes that <see cref="Write"/> made.</summary>
    public static HashSet<UInt128> Read(ReadOnlySpan<byte> bytes)
    {
        HashSet<UInt128> hashes = [];
        for (; bytes.Length >= Size; bytes = bytes[Size..])
            hashes.Add(BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return hashes;
    }
}
