using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCi.Data;

/// <summary>
/// Reads numbers that are written without needless sign, leading zeros or exponent, in at most 15 digits and 16 bytes, and not near
/// zero, in a few vector operations. Of such a number, and how many decimals it has, the text can be made again, so that it need not
/// be kept.
/// </summary>
internal static class PlainNumber
{
    private const int Width = 16;

    // Below 10^15 each decimal is told from every other by its double, which then gives its text back.
    private const int MostDigits = 15;
    private const long MostExact = 999_999_999_999_999;

    private static readonly double[] Least = LeastOfEach();

    // Tables that are part of the program itself: whoever reads them need not ask whether they were made.
    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
        -1e0, -1e1, -1e2, -1e3, -1e4, -1e5, -1e6, -1e7, -1e8, -1e9, -1e10, -1e11, -1e12, -1e13, -1e14, -1e15,
    ];

    // From n on: keeps the last n of 16 bytes.
    private static ReadOnlySpan<byte> Kept =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];

    // Row i: moves the bytes before a point at i one place to the right, over the point; the last row moves none.
    private static ReadOnlySpan<byte> Shifts =>
    [
        128, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15,
        128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    /// <summary>The table that <see cref="TryRead"/> asks: whoever reads many numbers takes it out once.</summary>
    public static ref double Table => ref MemoryMarshal.GetArrayDataReference(Least);

    /// <summary>Reads such a number.</summary>
    /// <param name="buffer">The buffer, with 16 bytes before the text.</param>
    /// <param name="start">Where the text begins.</param>
    /// <param name="end">Behind its last byte.</param>
    /// <param name="least"><see cref="Table"/>.</param>
    /// <param name="value">The number.</param>
    /// <param name="decimals">How many digits stand behind its point; 0 where it has none.</param>
    /// <returns>False where it is not such a number; it may still be one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref byte buffer, int start, int end, ref double least, out double value, out int decimals)
    {
        value = 0;
        decimals = 0;
        int length = end - start;
        if ((uint)(length - 1) >= Width)
            return false;
        if (!Sse41.IsSupported)
            return TryReadDigits(ref Unsafe.Add(ref buffer, start), length, out value, out decimals);
        int sign = Unsafe.BitCast<bool, byte>(Unsafe.Add(ref buffer, start) == '-');
        int digits = length - sign;
        Vector128<byte> text = Vector128.LoadUnsafe(ref buffer, (nuint)(end - Width));
        Vector128<byte> kept = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Kept), (nuint)digits);
        uint points = (Vector128.Equals(text, Vector128.Create((byte)'.')) & kept).ExtractMostSignificantBits();
        int point = BitOperations.TrailingZeroCount(points | (1u << Width));
        text = Vector128.Subtract(text, Vector128.Create((byte)'0')) & kept;
        text = Ssse3.Shuffle(text, Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Shifts), (nuint)(point * Width)));
        Vector128<short> twos = Ssse3.MultiplyAddAdjacent(text, Vector128.Create((sbyte)10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(twos, Vector128.Create((short)100, 1, 100, 1, 100, 1, 100, 1));
        Vector128<ushort> packed = Sse41.PackUnsignedSaturate(fours, fours);
        // Exact as floats: each has at most eight digits, and both together 15.
        Vector128<double> eights = Sse2.ConvertToVector128Double(
            Sse2.MultiplyAddAdjacent(packed.AsInt16(), Vector128.Create((short)10000, 1, 10000, 1, 10000, 1, 10000, 1)));
        double whole = (eights.ToScalar() * 1e8) + eights.GetElement(1);
        decimals = Width - 1 - point;
        decimals &= ~(decimals >> 31);
        value = whole / Unsafe.Add(ref MemoryMarshal.GetReference(Powers), (sign * Width) + decimals);
        // Few branches, and none that is hard to foresee; the exceptions, as a zero of many decimals, are told digit by digit.
        text = Sse2.SubtractSaturate(text, Vector128.Create((byte)9));
        return (Sse41.TestZ(text, text) && whole >= Unsafe.Add(ref least, PlaceOf(point, sign, digits)))
            || TryReadDigits(ref Unsafe.Add(ref buffer, start), length, out value, out decimals);
    }

    /// <summary>The same as <see cref="TryRead"/> of at most 16 bytes, digit by digit, for machines without these vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryReadDigits(ref byte text, int length, out double value, out int decimals)
    {
        value = 0;
        decimals = 0;
        int first = text == '-' ? 1 : 0;
        int point = -1;
        long whole = 0;
        for (int i = first; i < length; i++)
        {
            byte letter = Unsafe.Add(ref text, i);
            if (letter == '.' && point < 0)
                point = i;
            else if ((uint)(letter - '0') <= 9)
                whole = (whole * 10) + (letter - '0');
            else
                return false;
        }

        bool hasNeedlessZero = length - first > 1 && Unsafe.Add(ref text, first) == '0' && point != first + 1;
        if (length == first || point == first || point == length - 1 || whole > MostExact || hasNeedlessZero)
            return false;
        decimals = point < 0 ? 0 : length - 1 - point;
        value = whole / Powers[decimals];
        bool isPlain = whole == 0 ? first == 0 : value >= 1e-4;
        value = first == 1 ? -value : value;
        return isPlain;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlaceOf(int point, int sign, int digits) => (point << 6) | (sign << 5) | digits;

    // By where the point stands, the sign and how many bytes follow it: the least that all digits together are in a number that is
    // plain. So one comparison tells leading zeros, a point without digits on both sides, too many digits, −0, and what is near zero.
    private static double[] LeastOfEach()
    {
        double[] table = new double[(Width + 1) << 6];
        Array.Fill(table, double.PositiveInfinity);
        for (int point = 0; point <= Width; point++)
        {
            int decimals = point == Width ? 0 : Width - 1 - point;
            for (int digits = 1; digits <= Width; digits++)
            {
                int before = digits - (point == Width ? 0 : decimals + 1);
                if (before < 1 || point == Width - 1 || before + decimals > MostDigits)
                    continue;
                for (int sign = 0; sign <= 1; sign++)
                {
                    table[PlaceOf(point, sign, digits)] =
                        before > 1 ? Powers[before - 1 + decimals]
                        : decimals > 4 ? Powers[decimals - 4]
                        : sign;
                }
            }
        }

        return table;
    }
}
