using System.Text;

namespace MlCi.Adapters.Containers;

/// <summary>One header block of a tar: v7, ustar or GNU.</summary>
/// <param name="Type">The type flag.</param>
/// <param name="Name">The path.</param>
/// <param name="Mode">The permissions.</param>
/// <param name="Owner">The owner's number.</param>
/// <param name="Group">The group's number.</param>
/// <param name="Size">The bytes that follow.</param>
/// <param name="Target">What a link points at.</param>
internal sealed record TarHeader(char Type, string Name, int Mode, long Owner, long Group, long Size, string Target)
{
    /// <summary>The bytes of a block.</summary>
    public const int Block = 512;

    /// <summary>Reads a block.</summary>
    /// <returns>The header, or null where the block is none: its sum is wrong, or a number cannot be read.</returns>
    public static TarHeader? Read(ReadOnlySpan<byte> block)
    {
        long sum = 8 * ' ';
        for (int i = 0; i < Block; i++)
            sum += i is >= 148 and < 156 ? 0 : block[i];
        if (Number(block[148..156]) != sum
            || Number(block[100..108]) is not { } mode || Number(block[108..116]) is not { } owner || Number(block[116..124]) is not { } group
            || Number(block[124..136]) is not { } size || size < 0)
            return null;
        string name = Text(block[..100]);
        // GNU's form keeps times where ustar has the beginning of a long path.
        if (block[257..263].SequenceEqual("ustar\0"u8) && Text(block[345..500]) is { Length: > 0 } prefix)
            name = $"{prefix}/{name}";
        return new TarHeader((char)block[156], name, (int)(mode & 0xFFF), owner, group, size, Text(block[157..257]));
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    // Octal digits between blanks, or, where the first bit is set, as many bytes of a number.
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
            return Binary(field);
        long number = 0;
        field = field.Trim(" \0"u8);
        foreach (byte digit in field)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return null;
            number = (number << 3) | (uint)(digit - '0');
        }

        return number;
    }

    private static long? Binary(ReadOnlySpan<byte> field)
    {
        // 0xFF begins a negative number, which nothing here may be.
        if (field[0] != 0x80 || (field.Length > 8 && field[1..^8].ContainsAnyExcept((byte)0)))
            return null;
        ulong number = 0;
        foreach (byte part in field[Math.Max(1, field.Length - 8)..])
            number = (number << 8) | part;
        return number <= long.MaxValue ? (long)number : null;
    }
}
