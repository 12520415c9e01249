using System.Buffers;
using System.Globalization;

namespace MlCi.Schemas;

/// <summary>
/// A pattern of the commonest kind, such as <c>^R\d{7}$</c>: from begin to end, one ASCII class after the other, each so many
/// times. It is matched on UTF-8 bytes in one way only, without trying others.
/// </summary>
internal sealed class BytePattern
{
    private const string Special = "\\^$.|?*+()[]{}/";
    private readonly List<(SearchValues<byte> Class, string Members, int Least, int Most)> parts = [];

    // Where each part has one length: for each byte the ASCII letters that it may be, as bits.
    private UInt128[]? places;

    private BytePattern()
    {
    }

    /// <summary>Reads a pattern of ECMA-262; null where it is of another kind, which says nothing of whether it is one.</summary>
    public static BytePattern? Read(string source)
    {
        if (source.Length < 2 || source[0] != '^' || source[^1] != '$')
            return null;
        var pattern = new BytePattern();
        for (int at = 1; at < source.Length - 1;)
        {
            if (Members(source, ref at) is not { } members || Times(source, ref at) is not { } times)
                return null;
            pattern.parts.Add((SearchValues.Create([.. members.Select(letter => (byte)letter)]), members, times.Least, times.Most));
        }

        if (pattern.parts.TrueForAll(part => part.Least == part.Most && part.Most <= 64))
            pattern.places = [.. pattern.parts.SelectMany(part => Enumerable.Repeat(Bits(part.Members), part.Most))];
        return pattern.HasOneWay() ? pattern : null;
    }

    /// <summary>Whether a text matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        if (places is not null)
            return IsMatch(places, text);
        foreach ((SearchValues<byte> letters, _, int least, int most) in parts)
        {
            ReadOnlySpan<byte> near = text[..Math.Min(text.Length, most)];
            int count = near.IndexOfAnyExcept(letters);
            count = count < 0 ? near.Length : count;
            if (count < least)
                return false;
            text = text[count..];
        }

        return text.IsEmpty;
    }

    private static bool IsMatch(UInt128[] places, ReadOnlySpan<byte> text)
    {
        if (text.Length != places.Length)
            return false;
        for (int i = 0; i < places.Length; i++)
        {
            ulong half = text[i] < 64 ? (ulong)places[i] : text[i] < 128 ? (ulong)(places[i] >> 64) : 0;
            if ((half >> text[i] & 1) == 0)
                return false;
        }

        return true;
    }

    private static UInt128 Bits(string members) => members.Aggregate(UInt128.Zero, (bits, letter) => bits | (UInt128.One << letter));

    // As many as can be is the one way to match where none of them could begin what follows.
    private bool HasOneWay()
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].Least == parts[i].Most)
                continue;
            for (int next = i + 1; next < parts.Count; next++)
            {
                if (parts[i].Members.AsSpan().IndexOfAny(parts[next].Members) >= 0)
                    return false;
                if (parts[next].Least > 0)
                    break;
            }
        }

        return true;
    }

    private static string? Members(string source, ref int at)
    {
        char letter = source[at++];
        if (letter == '\\')
            return Escaped(source, ref at);
        if (letter != '[')
            return Special.Contains(letter, StringComparison.Ordinal) || !char.IsAscii(letter) ? null : letter.ToString();
        string members = "";
        for (; at < source.Length - 1 && source[at] != ']';)
        {
            if (Member(source, ref at) is not { } from)
                return null;
            if (from.Length == 1 && source[at] == '-' && source[at + 1] != ']')
            {
                at++;
                if (Member(source, ref at) is not [var to] || to < from[0])
                    return null;
                for (char between = from[0]; between <= to; between++)
                    members += between;
            }
            else
            {
                members += from;
            }
        }

        return at++ < source.Length - 1 && members.Length > 0 ? members : null;
    }

    private static string? Member(string source, ref int at)
    {
        char letter = source[at++];
        return letter == '\\' ? Escaped(source, ref at) : letter is '[' or '^' or '-' || !char.IsAscii(letter) ? null : letter.ToString();
    }

    private static string? Escaped(string source, ref int at) => source[at++] switch
    {
        'd' => "0123456789",
        'w' => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_",
        var letter when Special.Contains(letter, StringComparison.Ordinal) && at <= source.Length - 1 => letter.ToString(),
        _ => null,
    };

    private static (int Least, int Most)? Times(string source, ref int at)
    {
        (int Least, int Most)? found = (1, 1);
        if (source[at] is '?' or '+' or '*')
        {
            found = source[at] switch { '?' => (0, 1), '+' => (1, int.MaxValue), _ => (0, int.MaxValue) };
            at++;
        }
        else if (source[at] == '{')
        {
            int end = source.IndexOf('}', at);
            found = end < 0 ? null : Limits(source[(at + 1)..end].Split(','));
            at = end < 0 ? at : end + 1;
        }

        // What tries few first, or comes twice, is left to others.
        return source[at] is '?' or '+' or '*' or '{' ? null : found;
    }

    private static (int Least, int Most)? Limits(string[] limits) => limits.Length > 2 || !int.TryParse(limits[0], NumberStyles.None, CultureInfo.InvariantCulture, out int least) ? null
        : limits is [_, ""] ? (least, int.MaxValue)
        : int.TryParse(limits[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int most) && most >= least ? (least, most) : null;
}
