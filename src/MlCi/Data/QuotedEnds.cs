using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlCi.Data;

/// <summary>Finds the last end of a record among bytes with quotes, 64 at a time.</summary>
/// <param name="LastEnd">Behind the last end of line that is not inside quotes; the begin where there is none.</param>
/// <param name="IsPlain">Whether each quote opens a field, closes one, or stands doubled in one. Elsewhere one is a letter as any other, which only who reads field by field can tell.</param>
internal readonly record struct QuotedEnds(int LastEnd, bool IsPlain)
{
    /// <summary>Looks at bytes from the begin of a record on.</summary>
    /// <param name="buffer">The buffer, with 64 bytes behind the end.</param>
    /// <param name="start">Where the record begins.</param>
    /// <param name="end">Behind the last byte.</param>
    /// <param name="delimiter">What stands between fields.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static QuotedEnds Find(byte[] buffer, int start, int end, byte delimiter)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(buffer);
        int last = start;
        ulong inside = 0, opens = 1, misplaced = 0;
        for (int at = start; at < end; at += 64)
        {
            ulong there = ByteMasks.Before(end, at);
            ulong quotes = ByteMasks.Equal(ref bytes, at, (byte)'"') & there;
            ulong newLines = ByteMasks.Equal(ref bytes, at, (byte)'\n') & there;
            ulong returns = ByteMasks.Equal(ref bytes, at, (byte)'\r') & there;
            inside = ByteMasks.PrefixXor(quotes) ^ (ulong)((long)inside >> 63);
            // A quote opens where a field begins, or behind one that closed: then it was doubled.
            ulong before = ByteMasks.Equal(ref bytes, at, delimiter) | newLines | returns | (quotes & ~inside);
            misplaced |= quotes & inside & ~((before << 1) | opens);
            opens = before >> 63;
            // A return that is the very last byte may be half of an end of line.
            ulong ends = (newLines | (returns & ~((newLines >> 1) | (at + 64 >= end || Unsafe.Add(ref bytes, at + 64) == '\n' ? 1UL << 63 : 0) | (end - at <= 64 ? 1UL << (end - at - 1) : 0)))) & ~inside;
            if (ends != 0)
                last = at + 64 - BitOperations.LeadingZeroCount(ends);
        }

        return new QuotedEnds(last, misplaced == 0);
    }
}
