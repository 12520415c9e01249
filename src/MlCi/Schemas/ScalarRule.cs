using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>One keyword on a value that is neither list nor object. Rules are data: they never change, and any thread may ask them.</summary>
/// <param name="Keyword">The keyword: <c>type</c>, <c>enum</c>, <c>minimum</c> ….</param>
/// <param name="Expected">What it expects, in words.</param>
/// <param name="Place">Where the keyword stands in the schema.</param>
internal abstract record ScalarRule(string Keyword, string Expected, SourcePlace Place)
{
    /// <summary>Whether a value keeps the rule.</summary>
    public abstract bool Holds(in Scalar value);

    /// <summary>Whether a number keeps the rule, where only its value is known.</summary>
    public virtual bool HoldsNumber(double number) => Holds(Scalar.Of(number));

    /// <summary>Whether all numbers that are nearest to this float are judged alike, so that further digits need not be looked at.</summary>
    public virtual bool IsCertain(double number) => false;

    /// <summary>Whether a string keeps the rule, by its UTF-8 bytes; null where they alone do not tell.</summary>
    public virtual bool? HoldsText(ReadOnlySpan<byte> text) => null;

    /// <summary>The first row from <paramref name="from"/> on whose number breaks the rule, or −1. A missing number (NaN) breaks none here.</summary>
    public virtual int NextBroken(ReadOnlySpan<double> numbers, int from)
    {
        for (int row = from; row < numbers.Length; row++)
        {
            if (!double.IsNaN(numbers[row]) && !HoldsNumber(numbers[row]))
                return row;
        }

        return -1;
    }

    /// <summary>Whether a value keeps all rules.</summary>
    public static bool HoldAll(IReadOnlyList<ScalarRule> rules, in Scalar value)
    {
        foreach (ScalarRule rule in rules)
        {
            if (!rule.Holds(value))
                return false;
        }

        return true;
    }
}

/// <summary>The schema <c>false</c>: no value will do.</summary>
internal sealed record NeverRule(SourcePlace Place) : ScalarRule("false", "no value", Place)
{
    /// <inheritdoc/>
    public override bool Holds(in Scalar value) => false;
}
