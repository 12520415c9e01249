using System.Globalization;
using MlCi.Findings;

namespace MlCi.Metrics;

/// <summary>Something wrong with an expression.</summary>
/// <param name="Position">The 1-based character at which it stands.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record ExpressionFault(int Position, string Message);

/// <summary>
/// Reads expressions by recursive descent: <c>sum = product {(+|-) product}; product = factor {(*|/) factor};
/// factor = - factor | number | name | ( sum )</c>. It goes on after an unknown name, and stops at the first fault of syntax.
/// </summary>
internal sealed class ExpressionParser(string text, ICollection<ExpressionFault> faults)
{
    // Sums are read in a loop but evaluated by recursion, so the length bounds the depth; brackets are read by recursion too.
    private const int MostCharacters = 1000;
    private const int MostBrackets = 50;
    private const string Operand = "a number, a cell or '('";

    private static readonly string[] Names = ["tp", "fp", "fn", "tn", "n", "p"];

    private int at;
    private int depth;
    private bool stopped;

    /// <summary>The expression, or null where there are faults.</summary>
    public ExpressionNode? Parse()
    {
        int before = faults.Count;
        if (text.Length > MostCharacters)
            return Stop($"found {text.Length} characters, expected at most {MostCharacters}");
        ExpressionNode? sum = Sum();
        if (!stopped && Next() is not End)
            Stop($"found {Shown()}, expected an operator (+ - * /) or the end");
        return faults.Count == before ? sum : null;
    }

    private const char End = '\0';

    private ExpressionNode? Sum()
    {
        ExpressionNode? left = Product();
        while (!stopped && Next() is '+' or '-')
            left = Join(left, Product);
        return left;
    }

    private ExpressionNode? Product()
    {
        ExpressionNode? left = Factor();
        while (!stopped && Next() is '*' or '/')
            left = Join(left, Factor);
        return left;
    }

    private ExpressionNode? Join(ExpressionNode? left, Func<ExpressionNode?> side)
    {
        char symbol = text[at++];
        int start = at;
        ExpressionNode? right = side();
        if (left is null || right is null)
            return null;
        // A divisor without a cell is zero for every set of rows, or for none.
        if (symbol == '/' && right.Dependence == Dependence.None && !double.IsFinite(1 / right.At(default).Value))
            return Fault(start, "found a division by zero, expected a divisor that is not");
        return new JoinedNode(symbol, left, right);
    }

    private ExpressionNode? Factor()
    {
        char next = Next();
        if (next is '-' or '(' && ++depth > MostBrackets)
            return Stop($"found more than {MostBrackets} brackets and signs inside each other, expected fewer");
        switch (next)
        {
            case '-':
                at++;
                ExpressionNode? negated = Factor();
                depth--;
                return negated is null ? null : new NegatedNode(negated);
            case '(':
                int open = at++;
                ExpressionNode? sum = Sum();
                depth--;
                if (stopped)
                    return null;
                if (Next() != ')')
                    return Stop($"found {Shown()}, expected an operator (+ - * /) or ')' for the '(' at character {open + 1}");
                at++;
                return sum;
            case '.' or (>= '0' and <= '9'):
                return Number();
            case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_':
                return Name();
            default:
                return Stop($"found {Shown()}, expected {Operand}");
        }
    }

    private NumberNode? Number()
    {
        int start = at;
        Skip(char.IsAsciiDigit);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            Skip(char.IsAsciiDigit);
        }

        // An exponent only where digits follow, so that a forgotten operator is named as such.
        int exponent = at < text.Length && text[at] is 'e' or 'E' ? at + 1 : text.Length;
        if (exponent < text.Length && text[exponent] is '+' or '-')
            exponent++;
        if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
        {
            at = exponent;
            Skip(char.IsAsciiDigit);
        }

        if (double.TryParse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
            return new NumberNode(number);
        Fault(start, $"found '{text[start..at]}', expected a number");
        return null;
    }

    private ExpressionNode? Name()
    {
        int start = at;
        Skip(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        string name = text[start..at];
        if (!Names.Contains(name))
            return Fault(start, $"found '{name}', expected {NearestName.Suggest(name, Names)}");
        // Cells are shares of the rows, so all rows are 1.
        return name == "n" ? new NumberNode(1) : new CellNode(name);
    }

    private void Skip(Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
            at++;
    }

    private char Next()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length ? text[at] : End;
    }

    private string Shown() => at >= text.Length ? "the end" : char.IsControl(text[at]) ? "a control character" : $"'{text[at]}'";

    private ExpressionNode? Fault(int start, string message)
    {
        faults.Add(new ExpressionFault(start + 1, message));
        return null;
    }

    private ExpressionNode? Stop(string message)
    {
        // The first fault of syntax hides what comes after it.
        if (!stopped)
            Fault(at, message);
        stopped = true;
        return null;
    }
}
