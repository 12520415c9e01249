using System.Text.RegularExpressions;

namespace MlCi.Schemas;

/// <summary>Names and addresses of hosts and mailboxes.</summary>
internal static partial class NetFormats
{
    /// <summary>A host's name (RFC 1123): labels of letters, digits and inner hyphens, each of at most 63 characters, 253 together.</summary>
    public static bool IsHostName(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 253)
            return false;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> label = text[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (char letter in label)
            {
                if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
                    return false;
            }
        }

        return true;
    }

    /// <summary>Four numbers from 0 to 255 without leading zeros (RFC 2673).</summary>
    public static bool IsIPv4(ReadOnlySpan<char> text)
    {
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0') || int.Parse(part) > 255)
                return false;
            parts++;
        }

        return parts == 4;
    }

    /// <summary>Eight groups of up to four hexadecimal digits, some of which <c>::</c> may leave out; the last two may be an IPv4 address (RFC 4291).</summary>
    public static bool IsIPv6(string text)
    {
        string[] halves = text.Split("::");
        if (halves.Length > 2)
            return false;
        int groups = 0;
        for (int half = 0; half < halves.Length; half++)
        {
            string[] parts = halves[half].Length == 0 && halves.Length == 2 ? [] : halves[half].Split(':');
            for (int i = 0; i < parts.Length; i++)
            {
                bool isLast = half == halves.Length - 1 && i == parts.Length - 1;
                if (isLast && parts[i].Contains('.', StringComparison.Ordinal) && IsIPv4(parts[i]))
                    groups++;
                else if (parts[i].Length is 0 or > 4 || !parts[i].All(char.IsAsciiHexDigit))
                    return false;
                groups++;
            }
        }

        return halves.Length == 2 ? groups <= 7 : groups == 8;
    }

    /// <summary>A mailbox (RFC 5321): words joined by dots, or text in quotes, then @ and a host's name or an address in brackets.</summary>
    public static bool IsEmail(string text)
    {
        int at = text.LastIndexOf('@');
        if (at < 1 || at > 64 || !LocalPart().IsMatch(text.AsSpan(0, at)))
            return false;
        string domain = text[(at + 1)..];
        if (domain is not ['[', .. var inner, ']'])
            return IsHostName(domain);
        return inner.StartsWith("IPv6:", StringComparison.Ordinal) ? IsIPv6(inner[5..]) : IsIPv4(inner);
    }

    [GeneratedRegex("""^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"(?:[\x20\x21\x23-\x5B\x5D-\x7E]|\\[\x20-\x7E])*")\z""")]
    private static partial Regex LocalPart();
}
