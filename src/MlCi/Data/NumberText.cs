using System.Globalization;
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
    private const ulong MostExact = 999_999_999_999_999;

    private static readonly double[] Powers = [.. Enumerable.Range(0, Width).Select(i => Math.Pow(10, i))];

    // Row n: keeps the last n of 16 bytes.
    private static readonly byte[] Kept = [.. Enumerable.Repeat((byte)0, Width), .. Enumerable.Repeat((byte)0xFF, Width)];

    // Row i: moves the bytes before a point at i one place to the right, over the point.
    private static readonly byte[] Shifts =
        [.. Enumerable.Range(0, Width + 1).SelectMany(point => Enumerable.Range(0, Width).Select(i => (byte)(point == Width || i > point ? i : i == 0 ? 0x80 : i - 1)))];

    /// <summary>
    /// Reads a number that is written as short as can be: without needless zeros, sign or exponent, in at most 15 digits and 16
    /// bytes, and not near zero. Of such a number the text can be made again, so that it need not be kept.
    /// </summary>
    /// <param name="buffer">The buffer, with 16 bytes before the text.</param>
    /// <param name="start">Where the text begins.</param>
    /// <param name="end">Behind its last byte.</param>
    /// <param name="value">The number.</param>
    /// <param name="decimals">How many digits stand behind its point.</param>
    /// <returns>False where it is not such a number; it may still be one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadShortest(ref byte buffer, int start, int end, out double value, out int decimals)
    {
        value = 0;
        decimals = 0;
        int length = end - start;
        if (!Sse41.IsSupported || (uint)(length - 1) >= Width)
            return false;
        byte first = Unsafe.Add(ref buffer, start);
        bool negative = first == '-';
        int digits = length - (negative ? 1 : 0);
        first = Unsafe.Add(ref buffer, end - digits);
        Vector128<byte> text = Vector128.LoadUnsafe(ref buffer, (nuint)(end - Width));
        Vector128<byte> kept = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(Kept), (nuint)digits);
        uint points = (Vector128.Equals(text, Vector128.Create((byte)'.')) & kept).ExtractMostSignificantBits();
        int point = System.Numerics.BitOperations.TrailingZeroCount(points | (1u << Width));
        text = Vector128.Subtract(text, Vector128.Create((byte)'0')) & kept;
        text = Ssse3.Shuffle(text, Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(Shifts), (nuint)(point * Width)));
        Vector128<short> twos = Ssse3.MultiplyAddAdjacent(text, Vector128.Create((sbyte)10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(twos, Vector128.Create((short)100, 1, 100, 1, 100, 1, 100, 1));
        Vector128<ushort> packed = Sse41.PackUnsignedSaturate(fours, fours);
        Vector128<int> eights = Sse2.MultiplyAddAdjacent(packed.AsInt16(), Vector128.Create((short)10000, 1, 10000, 1, 10000, 1, 10000, 1));
        ulong whole = ((ulong)(uint)eights.GetElement(0) * 100_000_000) + (uint)eights.GetElement(1);
        decimals = point == Width ? 0 : Width - 1 - point;
        value = whole / Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Powers), decimals);
        bool isShortest = !Vector128.GreaterThanAny(text, Vector128.Create((byte)9))
            && whole <= MostExact
            && (first != '0' || digits == 1 || Unsafe.Add(ref buffer, end - digits + 1) == '.')
            && (point == Width || (decimals > 0 && first != '.' && Unsafe.Add(ref buffer, end - 1) != '0'))
            && (whole == 0 ? !negative : value >= 1e-4);
        if (negative)
            value = -value;
        return isShortest;
    }

    /// <summary>Reads any number.</summary>
    /// <returns>The number; NaN where the text is no finite number.</returns>
    public static double Read(ReadOnlySpan<byte> text) =>
        double.TryParse(text, Styles, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : double.NaN;

    /// <summary>Reads any number.</summary>
    /// <returns>The number; NaN where the text is no finite number.</returns>
    public static double Read(ReadOnlySpan<char> text) =>
        double.TryParse(text, Styles, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : double.NaN;

    /// <summary>The text of a number that <see cref="TryReadShortest"/> read.</summary>
    public static string Write(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
