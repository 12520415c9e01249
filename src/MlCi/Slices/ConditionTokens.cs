using MlCi.Findings;

namespace MlCi.Slices;

/// <summary>What a piece of a condition's text is.</summary>
internal enum ConditionTokenKind
{
    Word,
    Column,
    Text,
    Number,
    Symbol,
    End,
}

/// <summary>A piece of a condition's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The piece without its quotes.</param>
/// <param name="Offset">Where it starts in the text, 0-based.</param>
internal readonly record struct ConditionToken(ConditionTokenKind Kind, string Value, int Offset);

/// <summary>Cuts the text of a condition into pieces.</summary>
internal static class ConditionTokens
{
    private static readonly string[] Symbols = ["==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", ","];

    /// <summary>The pieces, the last of them <see cref="ConditionTokenKind.End"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="placeOf">The place of a character of the text.</param>
    /// <exception cref="FaultException">There is a character that no condition has, or a quote is not closed (exit 2).</exception>
    public static IReadOnlyList<ConditionToken> Of(string text, Func<int, SourcePlace> placeOf)
    {
        List<ConditionToken> tokens = [];
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length)
                break;
            ConditionToken token = Next(text, at, placeOf, out int end);
            tokens.Add(token);
            at = end;
        }

        tokens.Add(new ConditionToken(ConditionTokenKind.End, "", text.Length));
        return tokens;
    }

    private static ConditionToken Next(string text, int at, Func<int, SourcePlace> placeOf, out int end)
    {
        char first = text[at];
        if (first is '\'' or '"' or '`')
            return Quoted(text, at, placeOf, out end);
        if (char.IsLetter(first) || first == '_')
        {
            end = at + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '.'))
                end++;
            return new ConditionToken(ConditionTokenKind.Word, text[at..end], at);
        }

        if (char.IsAsciiDigit(first) || (first is '-' or '+' or '.' && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '.')))
        {
            end = at + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '_' || (text[end] is '-' or '+' && text[end - 1] is 'e' or 'E')))
                end++;
            return new ConditionToken(ConditionTokenKind.Number, text[at..end], at);
        }

        string? symbol = Array.Find(Symbols, one => text.AsSpan(at).StartsWith(one, StringComparison.Ordinal));
        if (symbol is null)
        {
            string instead = first switch { '=' => "'=='", '&' => "'and'", '|' => "'or'", '!' => "'!=' or 'not'", _ => "a column, a value or an operator" };
            throw FaultException.Misconfigured($"found '{first}' in a condition, expected {instead}", placeOf(at));
        }

        end = at + symbol.Length;
        return new ConditionToken(ConditionTokenKind.Symbol, symbol, at);
    }

    // A quote inside is written twice.
    private static ConditionToken Quoted(string text, int at, Func<int, SourcePlace> placeOf, out int end)
    {
        string quote = text[at].ToString();
        for (end = at + 1; end < text.Length; end++)
        {
            if (text[end] != quote[0])
                continue;
            if (end + 1 < text.Length && text[end + 1] == quote[0])
            {
                end++;
                continue;
            }

            string value = text[(at + 1)..end].Replace(quote + quote, quote, StringComparison.Ordinal);
            end++;
            return new ConditionToken(quote == "`" ? ConditionTokenKind.Column : ConditionTokenKind.Text, value, at);
        }

        throw FaultException.Misconfigured($"found no closing {quote} in a condition, expected one", placeOf(at));
    }
}
