using System.Globalization;
using System.Numerics;

namespace MlCi.Schemas;

/// <summary>A decimal number with all its digits, ±mantissa · 10^exponent; the mantissa has no trailing zero.</summary>
/// <remarks>No operation costs more than the written digits: <c>1e1000000000</c> is as cheap as <c>1</c>.</remarks>
internal readonly record struct ExactNumber(BigInteger Mantissa, long Exponent)
{
    private const long MostExponent = long.MaxValue / 4;

    /// <summary>Whether it has no fraction.</summary>
    public bool IsWhole => Exponent >= 0;

    /// <summary>Reads digits with an optional sign, point and exponent.</summary>
    public static ExactNumber Parse(ReadOnlySpan<char> text)
    {
        int e = text.IndexOfAny('e', 'E');
        ReadOnlySpan<char> digits = e < 0 ? text : text[..e];
        long exponent = e < 0 ? 0 : ParseExponent(text[(e + 1)..]);
        int point = digits.IndexOf('.');
        BigInteger mantissa = point < 0
            ? BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : BigInteger.Parse($"{digits[..point]}{digits[(point + 1)..]}", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return Normal(mantissa, exponent - (point < 0 ? 0 : digits.Length - point - 1));
    }

    /// <summary>Negative where it is less than another, 0 where it is the same, else positive.</summary>
    public int Compare(ExactNumber other)
    {
        if (Mantissa.Sign != other.Mantissa.Sign || Mantissa.IsZero)
            return Mantissa.Sign.CompareTo(other.Mantissa.Sign);
        int bySize = (Digits(Mantissa) + Exponent).CompareTo(Digits(other.Mantissa) + other.Exponent);
        if (bySize != 0)
            return Mantissa.Sign * bySize;
        // Of the same size, the exponents differ by no more than there are digits.
        long common = Math.Min(Exponent, other.Exponent);
        return (Mantissa * BigInteger.Pow(10, (int)(Exponent - common))).CompareTo(other.Mantissa * BigInteger.Pow(10, (int)(other.Exponent - common)));
    }

    /// <summary>Whether it is a whole number of times a divisor, which is not zero.</summary>
    public bool IsMultipleOf(ExactNumber divisor)
    {
        if (Mantissa.IsZero)
            return true;
        // A mantissa without a trailing zero is no multiple of ten.
        if (Exponent < divisor.Exponent)
            return false;
        BigInteger modulus = BigInteger.Abs(divisor.Mantissa);
        return (Mantissa % modulus * BigInteger.ModPow(10, Exponent - divisor.Exponent, modulus) % modulus).IsZero;
    }

    private static ExactNumber Normal(BigInteger mantissa, long exponent)
    {
        if (mantissa.IsZero)
            return new ExactNumber(mantissa, 0);
        string digits = mantissa.ToString(CultureInfo.InvariantCulture);
        int zeros = digits.Length - digits.TrimEnd('0').Length;
        return zeros == 0 ? new ExactNumber(mantissa, exponent)
            : new ExactNumber(BigInteger.Parse(digits.AsSpan(0, digits.Length - zeros), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent + zeros);
    }

    private static int Digits(BigInteger mantissa) => BigInteger.Abs(mantissa).ToString(CultureInfo.InvariantCulture).Length;

    private static long ParseExponent(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long exponent)
            ? Math.Clamp(exponent, -MostExponent, MostExponent)
            : text[0] == '-' ? -MostExponent : MostExponent;
}
