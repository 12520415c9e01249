using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MlCi.Data;

/// <summary>Finds the code of a text by its bytes: an open-addressed table whose slots hold the first eight bytes, so that short texts are told at once.</summary>
internal sealed class LevelTable
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private Slot[] slots = new Slot[256];
    private int shift = 56;
    private int[] ends = new int[64];
    private byte[] bytes = new byte[512];
    private string?[] texts = [];
    private double[] numbers = [];

    /// <summary>The number of levels.</summary>
    public int Count { get; private set; }

    /// <summary>The code of a text; a new one is added.</summary>
    /// <param name="buffer">A buffer with eight bytes behind the text.</param>
    /// <param name="start">Where the text begins.</param>
    /// <param name="length">Its length in bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Code(ref byte buffer, int start, int length)
    {
        ref byte text = ref Unsafe.Add(ref buffer, start);
        ulong key = length <= 8 ? Head(ref text, length) : Mixed(ref text, length);
        ulong hash = (key + (ulong)length) * Multiplier;
        ref Slot first = ref MemoryMarshal.GetArrayDataReference(slots);
        for (int at = (int)(hash >> shift); ; at = (at + 1) & (slots.Length - 1))
        {
            ref Slot slot = ref Unsafe.Add(ref first, at);
            if (slot.Key == key && slot.Length == length && slot.Code > 0 && (length <= 8 || Bytes(slot.Code - 1).SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref text, length))))
                return slot.Code - 1;
            if (slot.Code == 0)
                return Add(ref slot, key, MemoryMarshal.CreateReadOnlySpan(ref text, length));
        }
    }

    /// <summary>A level's UTF-8 bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int code)
    {
        int start = code == 0 ? 0 : ends[code - 1];
        return bytes.AsSpan(start, ends[code] - start);
    }

    /// <summary>A level's text.</summary>
    public string Text(int code)
    {
        string?[] known = texts;
        if (known.Length <= code)
        {
            Array.Resize(ref known, Count);
            texts = known;
        }

        return known[code] ??= Encoding.UTF8.GetString(Bytes(code));
    }

    /// <summary>A level as a number; NaN where it is none.</summary>
    public double Number(int code)
    {
        double[] known = numbers;
        if (known.Length <= code)
        {
            // Others may read meanwhile: they see all numbers or none of the new ones.
            int count = known.Length;
            Array.Resize(ref known, Count);
            for (int i = count; i < known.Length; i++)
                known[i] = NumberText.Read(Bytes(i));
            numbers = known;
        }

        return known[code];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Head(ref byte text, int length) =>
        length == 0 ? 0 : Unsafe.ReadUnaligned<ulong>(ref text) & (ulong.MaxValue >> (64 - (8 * length)));

    private static ulong Mixed(ref byte text, int length)
    {
        ulong mixed = 0;
        for (int at = 0; at < length - 8; at += 8)
            mixed = (System.Numerics.BitOperations.RotateLeft(mixed, 29) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, at))) * Multiplier;
        return mixed ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, length - 8));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Add(ref Slot slot, ulong key, ReadOnlySpan<byte> text)
    {
        int code = Count++;
        int start = code == 0 ? 0 : ends[code - 1];
        slot = new Slot { Key = key, Length = text.Length, Code = code + 1 };
        if (code == ends.Length)
            Array.Resize(ref ends, 2 * ends.Length);
        if (start + text.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, start + text.Length));
        text.CopyTo(bytes.AsSpan(start));
        ends[code] = start + text.Length;
        if (2 * Count > slots.Length)
            Rehash();
        return code;
    }

    private void Rehash()
    {
        Slot[] old = slots;
        slots = new Slot[2 * old.Length];
        shift--;
        foreach (Slot slot in old)
        {
            if (slot.Code == 0)
                continue;
            int at = (int)(((slot.Key + (ulong)slot.Length) * Multiplier) >> shift);
            while (slots[at].Code != 0)
                at = (at + 1) & (slots.Length - 1);
            slots[at] = slot;
        }
    }

    private struct Slot
    {
        public ulong Key;
        public int Length;
        public int Code;
    }
}
