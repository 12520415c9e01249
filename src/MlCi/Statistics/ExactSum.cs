using System.Numerics;

namespace MlCi.Statistics;

/// <summary>
/// A sum of doubles without any rounding until it is read, so that the order of the terms changes nothing. Each term is added
/// to a wide fixed-point number (Neal, "Fast exact summation using small and large superaccumulators", 2015).
/// </summary>
public sealed class ExactSum
{
    // A finite double is a 53-bit integer times 2^(e − 1075) with 1 ≤ e ≤ 2046; part i weighs 2^(32·i − 1075).
    private const int Scale = 1075;
    private const int CarryEvery = 1 << 10;
    private readonly long[] parts = new long[67];
    private int pending;

    /// <summary>The sum, rounded once to the nearest double.</summary>
    public double Value
    {
        get
        {
            BigInteger total = BigInteger.Zero;
            for (int i = parts.Length - 1; i >= 0; i--)
                total = (total << 32) + parts[i];
            BigInteger size = BigInteger.Abs(total);
            int shift = (int)Math.Max(0, size.GetBitLength() - 64);
            ulong top = (ulong)(size >> shift);
            // What lies below 64 bits only has to break ties.
            if (shift > 0 && !(size & ((BigInteger.One << shift) - 1)).IsZero)
                top |= 1;
            return Math.ScaleB(top, shift - Scale) * total.Sign;
        }
    }

    /// <summary>Adds a term.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public void Add(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        if (exponent == 0x7FF)
            throw new ArgumentOutOfRangeException(nameof(value), value, "expected a finite number");
        long mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0)
            exponent = 1;
        else
            mantissa |= 1L << 52;

        int part = exponent >> 5;
        int shift = exponent & 31;
        long low = (mantissa << shift) & 0xFFFF_FFFF;
        long high = mantissa >> (32 - shift);
        long sign = bits < 0 ? -1 : 1;
        parts[part] += sign * low;
        parts[part + 1] += sign * high;
        if (++pending == CarryEvery)
            Carry();
    }

    /// <summary>The exact sum of some numbers, rounded once.</summary>
    /// <param name="values">Finite numbers.</param>
    public static double Of(ReadOnlySpan<double> values)
    {
        var sum = new ExactSum();
        foreach (double value in values)
            sum.Add(value);
        return sum.Value;
    }

    // Each part gains less than 2^53 a term: 2^10 terms fit before the parts must be brought back to 32 bits.
    private void Carry()
    {
        for (int i = 0; i < parts.Length - 1; i++)
        {
            long carry = parts[i] >> 32;
            parts[i] -= carry << 32;
            parts[i + 1] += carry;
        }

        pending = 0;
    }
}
