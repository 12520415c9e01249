using System.Text;

namespace MlCi.Schemas;

/// <summary>Writes regular expressions of ECMA-262 as .NET reads them: by code points, with ASCII digits and words and ECMA's white space.</summary>
internal sealed class EcmaPattern
{
    /// <summary>A character beyond U+FFFF, which UTF-16 writes as two.</summary>
    private const string Pair = "[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]";
    private const string Word = "a-zA-Z0-9_";
    private const string Boundary = $"(?:(?<=[{Word}])(?![{Word}])|(?<![{Word}])(?=[{Word}]))";
    private const string NoBoundary = $"(?:(?<=[{Word}])(?=[{Word}])|(?<![{Word}])(?![{Word}]))";

    private readonly string source;
    private readonly StringBuilder written = new();
    private int next;

    private EcmaPattern(string source) => this.source = source;

    private bool IsAtEnd => next >= source.Length;

    /// <summary>Translates a pattern.</summary>
    /// <exception cref="FormatException">It has a part that ECMA-262 does not know, or that is not supported.</exception>
    public static string ToDotNet(string source)
    {
        var pattern = new EcmaPattern(source);
        while (!pattern.IsAtEnd)
            pattern.Term();
        return pattern.written.ToString();
    }

    private void Term()
    {
        char letter = source[next];
        switch (letter)
        {
            case '\\':
                Escape();
                return;
            case '[':
                Class();
                return;
            case '(':
                Group();
                return;
            case '.':
                written.Append($"(?:[^\\n\\r\\u2028\\u2029\\uD800-\\uDFFF]|{Pair})");
                break;
            case '$':
                written.Append("\\z");
                break;
            default:
                if (char.IsHighSurrogate(letter) && next + 1 < source.Length)
                    written.Append("(?:").Append(letter).Append(source[++next]).Append(')');
                else
                    written.Append(letter is '#' or ' ' ? $"\\{letter}" : letter.ToString());
                break;
        }

        next++;
    }

    private void Group()
    {
        ReadOnlySpan<char> rest = source.AsSpan(next + 1);
        bool isPlain = rest.Length == 0 || rest[0] != '?';
        bool isKnown = isPlain || rest.StartsWith("?:") || rest.StartsWith("?=") || rest.StartsWith("?!") || rest.StartsWith("?<=") || rest.StartsWith("?<!")
            || (rest.StartsWith("?<") && rest.Length > 2 && (char.IsLetter(rest[2]) || rest[2] is '_' or '$'));
        if (!isKnown)
            throw new FormatException($"'({rest[..Math.Min(2, rest.Length)]}' is no group of ECMA-262");
        int length = isPlain ? 1 : rest.StartsWith("?<=") || rest.StartsWith("?<!") ? 4 : rest.StartsWith("?<") ? rest.IndexOf('>') + 2 : 3;
        if (length < 2 && !isPlain)
            throw new FormatException("a group's name has no end");
        written.Append(source, next, length);
        next += length;
    }

    private void Escape()
    {
        char letter = Peek(1);
        if (char.IsAsciiDigit(letter) && letter != '0')
        {
            int end = next + 1;
            while (end < source.Length && char.IsAsciiDigit(source[end]))
                end++;
            written.Append("(?:\\").Append(source, next + 1, end - next - 1).Append(')');
            next = end;
        }
        else if (letter is 'b' or 'B')
        {
            written.Append(letter == 'b' ? Boundary : NoBoundary);
            next += 2;
        }
        else if (letter == 'k')
        {
            int end = source.IndexOf('>', next);
            if (Peek(2) != '<' || end < 0)
                throw new FormatException("'\\k' is not followed by the name of a group");
            written.Append(source, next, end + 1 - next);
            next = end + 1;
        }
        else if (EcmaClass.SetAt(source, ref next, out bool hasPairs) is { } set)
        {
            written.Append(hasPairs ? $"(?:[{set}]|{Pair})" : $"[{set}]");
        }
        else
        {
            Append(EcmaClass.CharacterAt(source, ref next));
        }
    }

    private void Class()
    {
        EcmaClass read = EcmaClass.Read(source, ref next);
        List<string> ways = [];
        if (read.IsNegated)
        {
            if (read.Beyond.Count > 0)
                throw new FormatException("characters beyond U+FFFF in a negated class are not supported");
            ways.Add($"[^{read.Body}\\uD800-\\uDFFF]");
        }
        else if (read.Body.Length > 0)
        {
            ways.Add($"[{read.Body}]");
        }

        if (read.HasPairs)
            ways.Add(Pair);
        else
            ways.AddRange(read.Beyond.Select(EcmaClass.Written));
        // An empty class matches nothing.
        written.Append(ways.Count == 0 ? "[^\\s\\S]" : ways.Count == 1 && ways[0][0] == '[' ? ways[0] : $"(?:{string.Join('|', ways)})");
    }

    private void Append(int codePoint) => written.Append(codePoint > char.MaxValue ? $"(?:{EcmaClass.Written(codePoint)})" : EcmaClass.Written(codePoint));

    private char Peek(int ahead) => next + ahead < source.Length ? source[next + ahead] : throw new FormatException("it ends with '\\'");
}
