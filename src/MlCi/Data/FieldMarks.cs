using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlCi.Data;

/// <summary>Finds where fields end in a block without quotes: at each delimiter and end of line.</summary>
internal sealed class FieldMarks(byte delimiter)
{
    private int[] places = [];

    /// <summary>The place before the block's first byte, then that of each mark: field <c>i</c> lies between places <c>i</c> and <c>i + 1</c>.</summary>
    public ReadOnlySpan<int> Places => places.AsSpan(0, Count + 1);

    /// <summary>How many fields were found.</summary>
    public int Count { get; private set; }

    /// <summary>How many ends of line were found.</summary>
    public int Lines { get; private set; }

    /// <summary>Finds the marks of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Find(RecordBlock block)
    {
        // One more place than bytes, and eight that are written too many.
        if (places.Length < block.End - block.Start + 16)
            places = GC.AllocateUninitializedArray<int>(block.End - block.Start + 16);
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(block.Buffer);
        ref int place = ref MemoryMarshal.GetArrayDataReference(places);
        place = block.Start - 1;
        int count = 1;
        int lines = 0;
        for (int at = block.Start; at < block.End; at += 64)
        {
            // Behind the block stands whatever an earlier one left.
            ulong there = ByteMasks.Before(block.End, at);
            ulong newLines = ByteMasks.Equal(ref bytes, at, (byte)'\n') & there;
            if (block.HasReturns)
                newLines |= ByteMasks.LoneReturns(ref bytes, at, newLines) & there;
            lines += BitOperations.PopCount(newLines);
            count = Write(ref place, count, at, newLines | (ByteMasks.Equal(ref bytes, at, delimiter) & there));
        }

        Count = count - 1;
        Lines = lines;
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
}
