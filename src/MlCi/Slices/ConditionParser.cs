using System.Globalization;
using MlCi.Findings;

namespace MlCi.Slices;

/// <summary>
/// Reads a condition such as <c>tenure &lt; 12 and contract == 'Month-to-month'</c>. Columns are names, or anything between
/// backticks; texts stand in single or double quotes; the operators are <c>== != &lt; &lt;= &gt; &gt;=</c>, <c>in […]</c>,
/// <c>not in […]</c>, <c>is missing</c>, <c>is not missing</c>, <c>not</c>, <c>and</c>, <c>or</c> and parentheses, which bind in
/// this order.
/// </summary>
public sealed class ConditionParser
{
    private const int MostDepth = 50;
    private static readonly string[] Words = ["and", "or", "not", "in", "is", "missing"];
    private readonly IReadOnlyList<ConditionToken> tokens;
    private readonly Func<int, SourcePlace> placeOf;
    private int at;
    private int depth;

    private ConditionParser(string text, Func<int, SourcePlace> placeOf)
    {
        tokens = ConditionTokens.Of(text, placeOf);
        this.placeOf = placeOf;
    }

    private ConditionToken Current => tokens[at];

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text.</param>
    /// <param name="placeOf">The place of the text's 0-based character.</param>
    /// <exception cref="FaultException">The text is no condition (exit 2): the first fault with its place.</exception>
    public static Condition Parse(string text, Func<int, SourcePlace> placeOf)
    {
        var parser = new ConditionParser(text, placeOf);
        Condition condition = parser.Either();
        return parser.Current.Kind == ConditionTokenKind.End ? condition : throw parser.Found("and, or, or the end of the condition");
    }

    private Condition Either()
    {
        Condition left = Both();
        while (TakeWord("or"))
            left = new EitherCondition(left, Both());
        return left;
    }

    private Condition Both()
    {
        Condition left = Single();
        while (TakeWord("and"))
            left = new BothCondition(left, Single());
        return left;
    }

    private Condition Single()
    {
        // What a person writes nests a few times; what does not end must not exhaust the stack.
        if (++depth > MostDepth)
            throw Found($"a condition nested at most {MostDepth} times");
        Condition condition;
        if (TakeWord("not"))
        {
            condition = new NotCondition(Single());
        }
        else if (TakeSymbol("("))
        {
            condition = Either();
            Expect(")");
        }
        else
        {
            condition = Test();
        }

        depth--;
        return condition;
    }

    private Condition Test()
    {
        if (Current.Kind != ConditionTokenKind.Column && (Current.Kind != ConditionTokenKind.Word || Words.Contains(Current.Value)))
            throw Found("a column's name (other than plain names between backticks)");
        string column = Current.Value;
        SourcePlace place = placeOf(Current.Offset);
        at++;
        if (TakeWord("is"))
        {
            bool negated = TakeWord("not");
            return TakeWord("missing") ? Negated(new MissingCondition(column, place), negated) : throw Found(negated ? "missing" : "missing or not missing");
        }

        if (TakeWord("in"))
            return new OneOfCondition(column, place, Values());
        if (TakeWord("not"))
            return TakeWord("in") ? new NotCondition(new OneOfCondition(column, place, Values())) : throw Found("in");
        string symbol = Current.Kind == ConditionTokenKind.Symbol ? Current.Value : "";
        if (symbol is not ("==" or "!=" or "<" or "<=" or ">" or ">="))
            throw Found("==, !=, <, <=, >, >=, in, not in, is missing or is not missing");
        at++;
        if (symbol is "==" or "!=")
            return Negated(new OneOfCondition(column, place, [Value()]), symbol == "!=");
        ConditionToken limit = Current;
        return Value().Number is { } number ? new OrderCondition(column, place, symbol, number) : throw Found(limit, $"a number after {symbol}");
    }

    private List<ConditionValue> Values()
    {
        Expect("[");
        List<ConditionValue> values = [Value()];
        while (TakeSymbol(","))
            values.Add(Value());
        Expect("]");
        return values;
    }

    private ConditionValue Value()
    {
        ConditionToken token = Current;
        if (token.Kind == ConditionTokenKind.Text)
        {
            at++;
            return new ConditionValue(token.Value, Number: null);
        }

        if (token.Kind != ConditionTokenKind.Number
            || !double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
            throw Found("a number, or a text in quotes");
        at++;
        return new ConditionValue(token.Value, number);
    }

    private static Condition Negated(Condition condition, bool negated) => negated ? new NotCondition(condition) : condition;

    private bool TakeWord(string word) => Take(ConditionTokenKind.Word, word);

    private bool TakeSymbol(string symbol) => Take(ConditionTokenKind.Symbol, symbol);

    private bool Take(ConditionTokenKind kind, string value)
    {
        if (Current.Kind != kind || Current.Value != value)
            return false;
        at++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!TakeSymbol(symbol))
            throw Found($"'{symbol}'");
    }

    private FaultException Found(string expected) => Found(Current, expected);

    private FaultException Found(ConditionToken token, string expected) => FaultException.Misconfigured(
        $"found {(token.Kind == ConditionTokenKind.End ? "the end of the condition" : $"'{token.Value}'")} in a condition, expected {expected}",
        placeOf(token.Offset));
}
