using System.Globalization;

namespace MlCi.Data;

/// <summary>Reads numbers of UTF-8 text: correctly rounded.</summary>
internal static class NumberText
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
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

    /// <summary>The text of a number that <see cref="PlainNumber"/> read.</summary>
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
