using System.Globalization;

namespace MlCi.Data;

/// <summary>Reads dates and times as RFC 3339 writes them, and as CSV files do: with a space for the T, or without a zone.</summary>
public static class DateText
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm",
    ];

    /// <summary>Reads a date, or a time on a date.</summary>
    /// <param name="text">Such as <c>2026-01-31</c> or <c>2026-01-31T10:20:30.5+01:00</c>.</param>
    /// <param name="instant">The instant; where no zone is given it is taken for UTC, and a date for its midnight.</param>
    /// <param name="hasTime">Whether there was a time.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset instant, out bool hasTime)
    {
        hasTime = text.Length > 10;
        instant = default;
        // Nearly every text that is no date is told by these bytes.
        if (text.Length < 10 || text[4] != '-' || text[7] != '-')
            return false;
        if (hasTime)
            return DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
        bool isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date);
        instant = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return isDate;
    }
}
