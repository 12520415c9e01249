using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCi.Data;

/// <summary>
/// Finds where fields end: the delimiters and ends of line outside of quotes, 64 bytes at a time (Langdale and Lemire, "Parsing
/// gigabytes of JSON per second", VLDB Journal 2019).
/// </summary>
internal sealed class FieldMarks(byte delimiter)
{
    private int[] places = [];

    /// <summary>The places of the marks in the block's buffer, after the place before its first byte: field <c>i</c> of the block lies between marks <c>i</c> and <c>i + 1</c>.</summary>
    public ReadOnlySpan<int> Places => places.AsSpan(0, Count + 1);

    /// <summary>How many fields were found.</summary>
    public int Count { get; private set; }

    /// <summary>How many ends of line were found.</summary>
    public int Lines { get; private set; }

    /// <summary>Whether the block ends inside quotes.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Finds the marks of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(RecordBlock block)
    {
        // One more mark than bytes, and eight that are written too many.
        if (places.Length < block.End - block.Start + 16)
            places = GC.AllocateUninitializedArray<int>(block.End - block.Start + 16);
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(block.Buffer);
        ref int place = ref MemoryMarshal.GetArrayDataReference(places);
        place = block.Start - 1;
        int count = 1;
        int lines = 0;
        ulong quoted = 0;
        for (int at = block.Start; at < block.End; at += 64)
        {
            // Behind the block stands whatever an earlier one left.
            ulong there = block.End - at < 64 ? (1UL << (block.End - at)) - 1 : ulong.MaxValue;
            ulong newLines = Equal(ref bytes, at, (byte)'\n') & there;
            ulong marks = Equal(ref bytes, at, delimiter) & there;
            if (block.HasReturns)
                newLines |= LoneReturns(ref bytes, at, newLines) & there;
            if (block.HasQuotes)
            {
                ulong inside = PrefixXor(Equal(ref bytes, at, (byte)'"') & there) ^ quoted;
                quoted = (ulong)((long)inside >> 63);
                newLines &= ~inside;
                marks &= ~inside;
            }

            lines += BitOperations.PopCount(newLines);
            marks |= newLines;
            count = Write(ref place, count, at, marks);
        }

        Count = count - 1;
        Lines = lines;
        IsOpen = quoted != 0;
    }

    // Eight at once, whether there are as many or not: that costs less than to ask each time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(ref int place, int count, int at, ulong marks)
    {
        int next = count + BitOperations.PopCount(marks);
        while (true)
        {
            ref int to = ref Unsafe.Add(ref place, count);
            for (int i = 0; i < 8; i++)
            {
                Unsafe.Add(ref to, i) = at + BitOperations.TrailingZeroCount(marks);
                marks &= marks - 1;
            }

            count += 8;
            if (count >= next)
                return next;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal(ref byte bytes, int at, byte value)
    {
        Vector256<byte> wanted = Vector256.Create(value);
        return Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)at), wanted).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)(at + 32)), wanted).ExtractMostSignificantBits() << 32);
    }

    // A return that no line feed follows ends a line, too.
    private static ulong LoneReturns(ref byte bytes, int at, ulong newLines)
    {
        ulong returns = Equal(ref bytes, at, (byte)'\r');
        ulong followed = (newLines >> 1) | ((ulong)(Unsafe.Add(ref bytes, at + 64) == '\n' ? 1 : 0) << 63);
        return returns & ~followed;
    }

    // Bit i tells whether an odd number of bits is set up to and with i: from an opening quote up to its closing one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PrefixXor(ulong quotes)
    {
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(quotes), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        for (int shift = 1; shift < 64; shift *= 2)
            quotes ^= quotes << shift;
        return quotes;
    }
}
