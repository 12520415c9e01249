using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MlCi.Data;

namespace MlCi.Slices;

/// <summary>
/// Splits rows into two halves by what is in them, so that neither their order nor a seed matters: one half to find in, the
/// other to test on. Equal rows are told apart by counting them, so that a few kinds of rows are split too.
/// </summary>
public static class HoldoutHalves
{
    /// <summary>The 0-based rows of both halves, increasing.</summary>
    /// <param name="table">The rows, with their label.</param>
    public static (int[] Find, int[] Test) Split(Table table)
    {
        ulong[] hashes = new ulong[table.RowCount];
        foreach (Column column in table.Columns)
        {
            ulong[] ofLevels = [.. column.Levels.Select(level => Hash(column.Name, level))];
            ulong ofMissing = Hash(column.Name, level: null);
            ReadOnlySpan<int> codes = column.Codes;
            // A sum, mixed, does not depend on the order of the columns.
            for (int row = 0; row < hashes.Length; row++)
                hashes[row] = unchecked(hashes[row] + (codes[row] < 0 ? ofMissing : ofLevels[codes[row]]));
        }

        var seen = new Dictionary<ulong, ulong>();
        List<int> find = [];
        List<int> test = [];
        for (int row = 0; row < hashes.Length; row++)
        {
            ulong count = seen.GetValueOrDefault(hashes[row]);
            seen[hashes[row]] = count + 1;
            // Each row's side is a coin of its own. Sides in turn would hand the chance of one half on to the other.
            (Mixed.Of(unchecked(Mixed.Of(hashes[row]) + count)) >> 63 == 0 ? find : test).Add(row);
        }

        return ([.. find], [.. test]);
    }

    // Without its name a value would weigh the same in every column; NUL tells a missing value from every text.
    private static ulong Hash(string column, string? level) => Mixed.Of(BinaryPrimitives.ReadUInt64BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{column.Length}\0{column}{(level is null ? "\0" : "=" + level)}"))));
}
