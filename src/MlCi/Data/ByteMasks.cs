using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCi.Data;

/// <summary>Looks at 64 bytes at once: bit i tells of byte i (Langdale and Lemire, "Parsing gigabytes of JSON per second", VLDB Journal 2019).</summary>
internal static class ByteMasks
{
    /// <summary>Which of the bytes from a place on have a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Equal(ref byte bytes, int at, byte value)
    {
        Vector256<byte> wanted = Vector256.Create(value);
        return Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)at), wanted).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)(at + 32)), wanted).ExtractMostSignificantBits() << 32);
    }

    /// <summary>Which of the bytes are returns that end a line by themselves: no line feed follows.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="at">The place.</param>
    /// <param name="newLines">Which of the bytes are line feeds.</param>
    public static ulong LoneReturns(ref byte bytes, int at, ulong newLines) =>
        Equal(ref bytes, at, (byte)'\r') & ~((newLines >> 1) | (Unsafe.Add(ref bytes, at + 64) == '\n' ? 1UL << 63 : 0));

    /// <summary>Bit i tells whether an odd number of bits is set up to and with i: from an opening quote up to its closing one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PrefixXor(ulong quotes)
    {
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(quotes), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        for (int shift = 1; shift < 64; shift *= 2)
            quotes ^= quotes << shift;
        return quotes;
    }

    /// <summary>The bits of those bytes that stand before an end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Before(int end, int at) => end - at < 64 ? (1UL << (end - at)) - 1 : ulong.MaxValue;
}
