using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MlCi.Data;

namespace MlCi.Schemas;

/// <summary>What tells each value of a run of rows from every other, in 16 bytes: a short text itself, half of the SHA-256 of a longer one.</summary>
internal sealed class UniqueKeys
{
    private const int Size = 16;
    private readonly UInt128[] keys;
    private readonly Dictionary<int, string> longTexts = [];

    private UniqueKeys(int count) => keys = new UInt128[count];

    /// <summary>The number of rows.</summary>
    public int Count => keys.Length;

    /// <summary>A row's key; 0 where it has no value.</summary>
    public UInt128 this[int row] => keys[row];

    /// <summary>The keys of a column; none where there is no column.</summary>
    public static UniqueKeys Of(Column? column)
    {
        var found = new UniqueKeys(column?.RowCount ?? 0);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        for (int row = 0; row < found.Count; row++)
        {
            if (column!.Text(row) is not { } text)
                continue;
            // The last byte tells how long a short text is, or that it is a long one.
            if (Encoding.UTF8.TryGetBytes(text, bytes[..(Size - 1)], out int length))
            {
                bytes[length..Size].Clear();
                bytes[Size - 1] = (byte)(length + 1);
            }
            else
            {
                SHA256.HashData(Encoding.UTF8.GetBytes(text), bytes);
                bytes[Size - 1] = byte.MaxValue;
                found.longTexts.Add(row, text);
            }

            found.keys[row] = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        }

        return found;
    }

    /// <summary>A row's text; null where it has no value.</summary>
    public string? Text(int row)
    {
        if (keys[row] == 0 || longTexts.TryGetValue(row, out _))
            return longTexts.GetValueOrDefault(row);
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, keys[row]);
        return Encoding.UTF8.GetString(bytes[..(bytes[Size - 1] - 1)]);
    }
}
