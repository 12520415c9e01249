using System.Globalization;

namespace MlCi.Proposals;

/// <summary>Numbers as they are written into files that machines read.</summary>
internal static class Written
{
    /// <summary>A number in the fewest digits that give it back, with a minus that YAML and JSON know.</summary>
    public static string Number(double value) => (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number of at most so many significant digits, not above the value.</summary>
    public static double Floor(double value, int digits) => Rounded(value, digits, Math.Floor);

    /// <summary>A number of at most so many significant digits, not below the value.</summary>
    public static double Ceiling(double value, int digits) => Rounded(value, digits, Math.Ceiling);

    /// <summary>The nearest number of at most so many significant digits.</summary>
    public static double Nearest(double value, int digits) => Rounded(value, digits, Math.Round);

    private static double Rounded(double value, int digits, Func<double, double> round)
    {
        if (value == 0 || !double.IsFinite(value))
            return value;
        int decimals = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        // A power of ten below one is no number of base two: dividing by one above gives the nearest.
        double unit = Math.Pow(10, Math.Abs(decimals));
        double scaled = round(decimals >= 0 ? value * unit : value / unit);
        double rounded = decimals >= 0 ? scaled / unit : scaled * unit;
        return double.IsFinite(rounded) ? rounded : value;
    }
}
