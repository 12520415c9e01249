using System.Text;
using MlCi.Data;

namespace MlCi.Stress;

/// <summary>Holds the two ways to read plain numbers against each other: by vectors, and digit by digit where a machine has none.</summary>
public static class PlainNumbers
{
    /// <summary>How a text is read otherwise in one way than in the other; null where it is not.</summary>
    public static string? Difference(string text)
    {
        byte[] buffer = [.. new byte[16], .. Encoding.UTF8.GetBytes(text), .. new byte[16]];
        int end = buffer.Length - 16;
        bool byVectors = PlainNumber.TryRead(ref buffer[0], 16, end, ref PlainNumber.Table, out double value, out int decimals);
        if (end - 16 is < 1 or > 16)
            return byVectors ? "found a plain number, expected none of that length" : null;
        bool byDigits = PlainNumber.TryReadDigits(ref buffer[16], end - 16, out double other, out int otherDecimals);
        if (byVectors != byDigits)
            return $"found {byVectors} by vectors of '{text}', {byDigits} by digits";
        return byVectors && (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(other) || decimals != otherDecimals)
            ? $"found {value} with {decimals} decimals by vectors of '{text}', {other} with {otherDecimals} by digits"
            : null;
    }
}
