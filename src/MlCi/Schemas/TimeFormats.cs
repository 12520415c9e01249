using System.Text.RegularExpressions;

namespace MlCi.Schemas;

/// <summary>Dates, times and durations as RFC 3339 writes them.</summary>
internal static partial class TimeFormats
{
    /// <summary><c>2026-01-31</c>.</summary>
    public static bool IsDate(ReadOnlySpan<char> text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;
        int year = Digits(text[..4]), month = Digits(text[5..7]), day = Digits(text[8..]);
        // The year 0 is a leap year that .NET does not know, as 2000 is.
        return year >= 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 2000 : year, month);
    }

    /// <summary><c>10:20:30.5+01:00</c>; a leap second only where it can be one.</summary>
    public static bool IsTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':')
            return false;
        int hour = Digits(text[..2]), minute = Digits(text[3..5]), second = Digits(text[6..8]);
        ReadOnlySpan<char> zone = text[8..];
        if (zone[0] == '.')
        {
            int end = 1;
            while (end < zone.Length && char.IsAsciiDigit(zone[end]))
                end++;
            if (end == 1)
                return false;
            zone = zone[end..];
        }

        return hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && Offset(zone) is { } offset
            && (second is >= 0 and <= 59 || (second == 60 && ((((hour * 60) + minute - offset) % 1440) + 1440) % 1440 == 1439));
    }

    /// <summary><c>2026-01-31T10:20:30Z</c>.</summary>
    public static bool IsDateTime(ReadOnlySpan<char> text) => text.Length > 11 && text[10] is 'T' or 't' && IsDate(text[..10]) && IsTime(text[11..]);

    /// <summary><c>P3DT12H</c> (RFC 3339, appendix A).</summary>
    public static bool IsDuration(string text) => Duration().IsMatch(text);

    // Minutes east of UTC.
    private static int? Offset(ReadOnlySpan<char> zone)
    {
        if (zone is "Z" or "z")
            return 0;
        if (zone.Length != 6 || zone[0] is not ('+' or '-') || zone[3] != ':')
            return null;
        int hour = Digits(zone[1..3]), minute = Digits(zone[4..]);
        return hour is < 0 or > 23 || minute is < 0 or > 59 ? null : ((hour * 60) + minute) * (zone[0] == '+' ? 1 : -1);
    }

    // The number that ASCII digits write, or −1.
    private static int Digits(ReadOnlySpan<char> text)
    {
        int number = 0;
        foreach (char digit in text)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            number = (number * 10) + digit - '0';
        }

        return number;
    }

    [GeneratedRegex(@"^P(?!\z)(?:[0-9]+W|(?:[0-9]+D|[0-9]+M(?:[0-9]+D)?|[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?)?(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?)\z")]
    private static partial Regex Duration();
}
