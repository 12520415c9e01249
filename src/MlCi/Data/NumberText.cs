using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlCi.Data;

/// <summary>Reads numbers of UTF-8 text: correctly rounded, and most of them in a few vector operations.</summary>
internal static class NumberText
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int Width = 16;

    // Below 10^15 each decimal is told from every other by its double, which then gives its text back.
    private const long MostExact = 999_999_999_999_999;

    // Tables that are part of the program itself: whoever reads them need not ask whether they were made.
    private static ReadOnlySpan<double> Powers => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

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

    /// <summary>
    /// Reads a number that is written without needless sign, leading zeros or exponent, in at most 15 digits and 16 bytes, and not
    /// near zero. Of such a number, and how many decimals it has, the text can be made again, so that it need not be kept.
    /// </summary>
    /// <param name="buffer">The buffer, with 16 bytes before the text.</param>
    /// <param name="start">Where the text begins.</param>
    /// <param name="end">Behind its last byte.</param>
    /// <param name="value">The number.</param>
    /// <param name="decimals">How many digits stand behind its point; 0 where it has none.</param>
    /// <returns>False where it is not such a number; it may still be one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadPlain(ref byte buffer, int start, int end, out double value, out int decimals)
    {
        value = 0;
        decimals = 0;
        int length = end - start;
        if ((uint)(length - 1) >= Width)
            return false;
        if (!Sse41.IsSupported)
            return TryReadDigits(ref Unsafe.Add(ref buffer, start), length, out value, out decimals);
        bool negative = Unsafe.Add(ref buffer, start) == '-';
        int digits = length - (negative ? 1 : 0);
        byte first = Unsafe.Add(ref buffer, end - digits);
        Vector128<byte> text = Vector128.LoadUnsafe(ref buffer, (nuint)(end - Width));
        Vector128<byte> kept = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Kept), (nuint)digits);
        uint points = (Vector128.Equals(text, Vector128.Create((byte)'.')) & kept).ExtractMostSignificantBits();
        int point = BitOperations.TrailingZeroCount(points | (1u << Width));
        text = Vector128.Subtract(text, Vector128.Create((byte)'0')) & kept;
        text = Ssse3.Shuffle(text, Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Shifts), (nuint)(point * Width)));
        Vector128<short> twos = Ssse3.MultiplyAddAdjacent(text, Vector128.Create((sbyte)10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(twos, Vector128.Create((short)100, 1, 100, 1, 100, 1, 100, 1));
        Vector128<ushort> packed = Sse41.PackUnsignedSaturate(fours, fours);
        ulong eights = Sse2.MultiplyAddAdjacent(packed.AsInt16(), Vector128.Create((short)10000, 1, 10000, 1, 10000, 1, 10000, 1)).AsUInt64().ToScalar();
        long whole = ((long)(uint)eights * 100_000_000) + (long)(eights >> 32);
        decimals = point == Width ? 0 : Width - 1 - point;
        value = whole / Unsafe.Add(ref MemoryMarshal.GetReference(Powers), decimals);
        bool isPlain = !Vector128.GreaterThanAny(text, Vector128.Create((byte)9))
            && whole <= MostExact
            && (first != '0' || digits == 1 || Unsafe.Add(ref buffer, end - digits + 1) == '.')
            && (point == Width || (decimals > 0 && first != '.'))
            && (whole == 0 ? !negative : value >= 1e-4);
        value = negative ? -value : value;
        return isPlain;
    }

    /// <summary>The same as <see cref="TryReadPlain"/> of at most 16 bytes, digit by digit, for machines without these vectors.</summary>
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

    /// <summary>Reads any number.</summary>
    /// <returns>The number; NaN where the text is no finite number.</returns>
    public static double Read(ReadOnlySpan<byte> text) =>
        // The library lets zero bytes follow a number.
        text.Length > 0 && text[^1] != 0 && double.TryParse(text, Styles, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : double.NaN;

    /// <summary>Reads any number.</summary>
    /// <returns>The number; NaN where the text is no finite number.</returns>
    public static double Read(ReadOnlySpan<char> text) =>
        // The library lets zero bytes follow a number.
        text.Length > 0 && text[^1] != 0 && double.TryParse(text, Styles, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : double.NaN;

    /// <summary>The text of a number that <see cref="TryReadPlain"/> read.</summary>
    /// <param name="number">The number.</param>
    /// <param name="style">How it was written.</param>
    public static string Write(double number, NumberStyle style)
    {
        if (style.Decimals > 0)
            return number.ToString($"F{style.Decimals}", CultureInfo.InvariantCulture);
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return style == NumberStyle.AlwaysPoint && !text.Contains('.', StringComparison.Ordinal) ? text + ".0" : text;
    }
}
