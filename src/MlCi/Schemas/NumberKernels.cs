using System.Numerics;

namespace MlCi.Schemas;

/// <summary>Looks through columns of numbers several at a time; NaN is a missing value, which breaks nothing.</summary>
internal static class NumberKernels
{
    /// <summary>The first row from <paramref name="from"/> on whose number is on the wrong side of a limit, or −1.</summary>
    public static int NextOutside(ReadOnlySpan<double> numbers, int from, double limit, bool isLower, bool isExclusive)
    {
        int row = from;
        var limits = new Vector<double>(limit);
        for (; row <= numbers.Length - Vector<double>.Count; row += Vector<double>.Count)
        {
            var some = new Vector<double>(numbers[row..]);
            // Comparisons with NaN are false, so a missing number is never outside.
            Vector<long> outside = (isLower, isExclusive) switch
            {
                (true, false) => Vector.LessThan(some, limits),
                (true, true) => Vector.LessThanOrEqual(some, limits),
                (false, false) => Vector.GreaterThan(some, limits),
                _ => Vector.GreaterThanOrEqual(some, limits),
            };
            if (!Vector.EqualsAll(outside, Vector<long>.Zero))
                break;
        }

        for (; row < numbers.Length; row++)
        {
            double number = numbers[row];
            if (isLower ? number < limit || (isExclusive && number == limit) : number > limit || (isExclusive && number == limit))
                return row;
        }

        return -1;
    }

    /// <summary>The first row from <paramref name="from"/> on whose number is not whole, or −1.</summary>
    public static int NextFraction(ReadOnlySpan<double> numbers, int from)
    {
        int row = from;
        for (; row <= numbers.Length - Vector<double>.Count; row += Vector<double>.Count)
        {
            var some = new Vector<double>(numbers[row..]);
            // Greater, as NaN is not equal to itself.
            if (Vector.GreaterThanAny(some, Vector.Floor(some)))
                break;
        }

        for (; row < numbers.Length; row++)
        {
            if (numbers[row] > Math.Floor(numbers[row]))
                return row;
        }

        return -1;
    }

    /// <summary>The first row from <paramref name="from"/> on that has no number, or −1.</summary>
    public static int NextMissing(ReadOnlySpan<double> numbers, int from)
    {
        int row = from;
        for (; row <= numbers.Length - Vector<double>.Count; row += Vector<double>.Count)
        {
            var some = new Vector<double>(numbers[row..]);
            if (!Vector.EqualsAll(some, some))
                break;
        }

        for (; row < numbers.Length; row++)
        {
            if (double.IsNaN(numbers[row]))
                return row;
        }

        return -1;
    }

    /// <summary>The first row from <paramref name="from"/> on that has a number, or −1.</summary>
    public static int NextPresent(ReadOnlySpan<double> numbers, int from)
    {
        for (int row = from; row < numbers.Length; row++)
        {
            if (!double.IsNaN(numbers[row]))
                return row;
        }

        return -1;
    }
}
