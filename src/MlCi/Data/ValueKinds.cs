namespace MlCi.Data;

/// <summary>Tells what kind of value a text is, and of what kind several are together.</summary>
internal static class ValueKinds
{
    /// <summary>The narrowest kind of one value.</summary>
    /// <param name="text">The value.</param>
    /// <param name="number">The value as a number, NaN where it is none.</param>
    public static ColumnKind Of(ReadOnlySpan<char> text, double number)
    {
        if (!double.IsNaN(number))
            return HasLeadingZero(text) ? ColumnKind.Text : IsWhole(text) ? ColumnKind.Integer : ColumnKind.Number;
        if (text is "true" or "false")
            return ColumnKind.Boolean;
        return !DateText.TryRead(text, out _, out bool hasTime) ? ColumnKind.Text : hasTime ? ColumnKind.Timestamp : ColumnKind.Date;
    }

    /// <summary>The narrowest kind that holds values of both.</summary>
    public static ColumnKind Join(ColumnKind one, ColumnKind other) => (one, other) switch
    {
        _ when one == other || other == ColumnKind.Empty => one,
        (ColumnKind.Empty, _) => other,
        (ColumnKind.Integer or ColumnKind.Number, ColumnKind.Integer or ColumnKind.Number) => ColumnKind.Number,
        _ => ColumnKind.Text,
    };

    private static bool IsWhole(ReadOnlySpan<char> text) => text.IndexOfAny(".eE") < 0;

    private static bool HasLeadingZero(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> digits = text.TrimStart("+-");
        return digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
    }
}
