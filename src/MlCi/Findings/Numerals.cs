using System.Globalization;

namespace MlCi.Findings;

/// <summary>Numbers as people read them in reasons and reports: the same in every culture, and never rounded across a limit.</summary>
public static class Numerals
{
    private const int MostDecimals = 17;

    /// <summary>
    /// A measured number: three decimals from 0.01 to 10, else three significant digits. Where that would show the number
    /// on, or on the other side of, one of the numbers that it is compared with, it gets as many decimals as tell them apart.
    /// </summary>
    /// <param name="value">The number.</param>
    /// <param name="beside">The limits or margins that the reader compares it with.</param>
    public static string Of(double value, params ReadOnlySpan<double> beside) => Number(value, Decimals(value), beside);

    /// <summary>A measured number with its interval, in decimals that fit the largest of the three: <c>0.742 [0.721, 0.762]</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="lower">The lower end of its interval.</param>
    /// <param name="upper">The upper end of its interval.</param>
    /// <param name="beside">The limits or margins that the reader compares number and ends with.</param>
    public static string WithInterval(double value, double lower, double upper, params ReadOnlySpan<double> beside)
    {
        int decimals = Decimals(Largest(value, lower, upper));
        return $"{Number(value, decimals, beside)} [{Number(lower, decimals, beside)}, {Number(upper, decimals, beside)}]";
    }

    /// <summary>A relative number with its interval in percent, otherwise as <see cref="WithInterval"/>: <c>2.5 % [1.2 %, 3.8 %]</c>.</summary>
    /// <param name="share">The number, 1 for all.</param>
    /// <param name="lower">The lower end of its interval.</param>
    /// <param name="upper">The upper end of its interval.</param>
    /// <param name="beside">The margins that the reader compares number and ends with.</param>
    public static string PercentWithInterval(double share, double lower, double upper, params ReadOnlySpan<double> beside)
    {
        int decimals = Largest(share, lower, upper) is > 0 and < .01 ? 2 : 1;
        return $"{Percent(share, decimals, beside)} [{Percent(lower, decimals, beside)}, {Percent(upper, decimals, beside)}]";
    }

    /// <summary>A number that somebody wrote, such as a limit, in the fewest digits that give it back: <c>0.8</c>.</summary>
    /// <param name="value">The number.</param>
    public static string Exact(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return Signed(text.Contains('E', StringComparison.Ordinal)
            ? value.ToString("0.####################", CultureInfo.InvariantCulture)
            : text);
    }

    /// <summary>A written share in percent, in the fewest digits: <c>2 %</c>.</summary>
    /// <param name="share">The share, 1 for all.</param>
    public static string ExactPercent(double share) => Exact(Math.Round(share * 100, 10)) + " %";

    /// <summary>A count with separated thousands: <c>24,730</c>.</summary>
    /// <param name="count">The count.</param>
    public static string Count(long count) => Signed(count.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>A count of something: <c>1 row</c>, <c>24,730 rows</c>.</summary>
    /// <param name="count">The count.</param>
    /// <param name="several">What several are called; of one, the first word that ends in an s loses it: <c>1 row of class 'bus'</c>.</param>
    public static string Count(long count, string several)
    {
        int end = count == 1 ? (several + ' ').IndexOf("s ", StringComparison.Ordinal) : -1;
        return $"{Count(count)} {(end < 0 ? several : several.Remove(end, 1))}";
    }

    /// <summary>How many more rows would do: <c>about 1,900 more rows</c>.</summary>
    /// <param name="count">The count, not negative.</param>
    public static string MoreRows(long count) => $"about {About(count)} more row{(count == 1 ? "" : "s")}";

    /// <summary>A count rounded up to two significant digits: <c>1,900</c> for 1,834.</summary>
    /// <param name="count">The count, not negative.</param>
    public static string About(long count) => Count(RoundedUp(count));

    /// <summary>A count rounded up to two significant digits: 1900 for 1834.</summary>
    /// <param name="count">The count, not negative.</param>
    public static long RoundedUp(long count)
    {
        long unit = 1;
        while (count / unit >= 100)
            unit *= 10;
        return (count / unit + (count % unit == 0 ? 0 : 1)) * unit;
    }

    /// <summary>A p-value: three decimals, and below a thousandth <c>&lt; 0.001</c> unless a level below that is beside it.</summary>
    /// <param name="p">The p-value.</param>
    /// <param name="level">The level that it is compared with.</param>
    public static string PValue(double p, double level) => p < .001 && level > .001 ? "< 0.001" : Of(p, level);

    private static string Number(double value, int decimals, ReadOnlySpan<double> beside)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
        while (decimals < MostDecimals && !Tells(value, decimals, beside))
            decimals++;
        return Signed(value.ToString("F" + decimals, CultureInfo.InvariantCulture));
    }

    private static string Percent(double share, int decimals, ReadOnlySpan<double> beside)
    {
        while (decimals < MostDecimals && !Tells(share, decimals + 2, beside))
            decimals++;
        return Signed((share * 100).ToString("F" + decimals, CultureInfo.InvariantCulture)) + " %";
    }

    private static double Largest(double value, double lower, double upper) =>
        Math.Max(Math.Abs(value), Math.Max(Math.Abs(lower), Math.Abs(upper)));

    private static int Decimals(double value)
    {
        double size = Math.Abs(value);
        if (size == 0 || (size >= .01 && size < 10))
            return 3;
        return Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, MostDecimals);
    }

    private static bool Tells(double value, int decimals, ReadOnlySpan<double> beside)
    {
        double shown = double.Parse(value.ToString("F" + decimals, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        foreach (double other in beside)
        {
            if (shown.CompareTo(other) != value.CompareTo(other))
                return false;
        }

        return true;
    }

    private static string Signed(string text) => text.Replace('-', '−');
}
