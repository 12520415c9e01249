using System.Globalization;
using System.Text;

namespace MlCi.Schemas;

/// <summary>A class of characters in a regular expression of ECMA-262, such as <c>[a-z\d]</c>.</summary>
internal sealed class EcmaClass
{
    private const string White = "\\u0009-\\u000D\\u0020\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";
    private const string NotWhite = "\\u0000-\\u0008\\u000E-\\u001F\\u0021-\\u009F\\u00A1-\\u167F\\u1681-\\u1FFF\\u200B-\\u2027\\u202A-\\u202E\\u2030-\\u205E\\u2060-\\u2FFF\\u3001-\\uD7FF\\uE000-\\uFEFE\\uFF00-\\uFFFF";
    private const string NotDigit = "\\u0000-\\u002F\\u003A-\\uD7FF\\uE000-\\uFFFF";
    private const string NotWord = "\\u0000-\\u002F\\u003A-\\u0040\\u005B-\\u005E\\u0060\\u007B-\\uD7FF\\uE000-\\uFFFF";

    private readonly StringBuilder body = new();
    private bool namesPairs;

    /// <summary>Whether it begins with <c>^</c>.</summary>
    public bool IsNegated { get; private init; }

    /// <summary>What stands between .NET's brackets.</summary>
    public string Body => body.ToString();

    /// <summary>The characters beyond U+FFFF in it.</summary>
    public List<int> Beyond { get; } = [];

    /// <summary>Whether it takes every character beyond U+FFFF.</summary>
    public bool HasPairs => namesPairs != IsNegated;

    /// <summary>Reads a class and goes behind it.</summary>
    /// <exception cref="FormatException">It is none of ECMA-262, or not supported.</exception>
    public static EcmaClass Read(string source, ref int next)
    {
        next++;
        bool isNegated = next < source.Length && source[next] == '^';
        next += isNegated ? 1 : 0;
        var read = new EcmaClass { IsNegated = isNegated };
        while (next < source.Length && source[next] != ']')
            read.Part(source, ref next);
        if (next >= source.Length)
            throw new FormatException("a class has no ']'");
        next++;
        return read;
    }

    /// <summary>A set such as <c>\d</c> or <c>\p{L}</c> at an escape, as the inside of .NET's brackets, or null where none stands there.</summary>
    public static string? SetAt(string source, ref int next, out bool hasPairs)
    {
        char letter = next + 1 < source.Length ? source[next + 1] : throw new FormatException("it ends with '\\'");
        hasPairs = letter is 'D' or 'W' or 'S';
        string? set = letter switch
        {
            'd' => "0-9",
            'D' => NotDigit,
            'w' => "a-zA-Z0-9_",
            'W' => NotWord,
            's' => White,
            'S' => NotWhite,
            _ => null,
        };
        if (letter is 'p' or 'P')
        {
            int end = source.IndexOf('}', next);
            if (next + 2 >= source.Length || source[next + 2] != '{' || end < 0)
                throw new FormatException($"'\\{letter}' is not followed by a property in braces");
            string name = source[(next + 3)..end];
            next = end + 1;
            return $"\\{letter}{{{UnicodeCategories.Find(name) ?? throw new FormatException($"the property '{name}' is not supported, only general categories are")}}}";
        }

        next += set is null ? 0 : 2;
        return set;
    }

    /// <summary>The one character that an escape stands for.</summary>
    public static int CharacterAt(string source, ref int next)
    {
        char letter = source[next + 1];
        next += 2;
        switch (letter)
        {
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case '0': return 0;
            case 'c' when next < source.Length && char.IsAsciiLetter(source[next]): return source[next++] % 32;
            case 'x': return Hexadecimal(source, ref next, 2);
            case 'u' when next < source.Length && source[next] == '{':
                int end = source.IndexOf('}', next);
                int length = end - next - 1;
                next++;
                int braced = length is > 0 and <= 8 ? Hexadecimal(source, ref next, length) : throw new FormatException("'\\u{' is not followed by a code point");
                next++;
                return Rune.IsValid(braced) ? braced : throw new FormatException("'\\u{' is not followed by a code point");
            case 'u':
                int first = Hexadecimal(source, ref next, 4);
                if (!char.IsHighSurrogate((char)first) || next + 6 > source.Length || source[next] != '\\' || source[next + 1] != 'u')
                    return first;
                int after = next + 2;
                int second = Hexadecimal(source, ref after, 4);
                if (!char.IsLowSurrogate((char)second))
                    return first;
                next = after;
                return char.ConvertToUtf32((char)first, (char)second);
            default:
                // With its flag u ECMA-262 would refuse some of these, too; they are common, and mean nothing else.
                return char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter) ? letter : throw new FormatException($"'\\{letter}' is no escape of ECMA-262");
        }
    }

    /// <summary>A character as .NET's patterns write it, within brackets or not.</summary>
    public static string Written(int codePoint) => codePoint switch
    {
        > char.MaxValue => char.ConvertFromUtf32(codePoint),
        _ when char.IsAsciiLetterOrDigit((char)codePoint) => ((char)codePoint).ToString(),
        _ => $"\\u{codePoint:X4}",
    };

    private void Part(string source, ref int next)
    {
        if (source[next] == '\\' && SetAt(source, ref next, out bool hasPairs) is { } set)
        {
            body.Append(set);
            namesPairs |= hasPairs;
            return;
        }

        int first = Character(source, ref next);
        if (next + 1 >= source.Length || source[next] != '-' || source[next + 1] == ']')
        {
            if (first > char.MaxValue)
                Beyond.Add(first);
            else
                body.Append(Written(first));
            return;
        }

        next++;
        int probe = next;
        if (source[next] == '\\' && SetAt(source, ref probe, out _) is not null)
            throw new FormatException("a range ends with a set of characters");
        int last = Character(source, ref next);
        if (last < first)
            throw new FormatException("a range ends before it begins");
        if (last > char.MaxValue)
            throw new FormatException("ranges beyond U+FFFF are not supported");
        body.Append(Written(first)).Append('-').Append(Written(last));
    }

    private static int Character(string source, ref int next)
    {
        if (source[next] == '\\')
        {
            if (next + 1 < source.Length && source[next + 1] == 'b')
            {
                next += 2;
                return '\b';
            }

            return CharacterAt(source, ref next);
        }

        int read = char.IsHighSurrogate(source[next]) && next + 1 < source.Length ? char.ConvertToUtf32(source[next], source[next + 1]) : source[next];
        next += read > char.MaxValue ? 2 : 1;
        return read;
    }

    private static int Hexadecimal(string source, ref int next, int length)
    {
        if (next + length > source.Length || !int.TryParse(source.AsSpan(next, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number))
            throw new FormatException($"an escape has not its {length} hexadecimal digits");
        next += length;
        return number;
    }
}
