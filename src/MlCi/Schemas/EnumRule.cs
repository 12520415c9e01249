using System.Collections.Frozen;
using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary><c>enum</c> and <c>const</c>: a value is one of those that are listed.</summary>
internal sealed record EnumRule : ScalarRule
{
    /// <summary>Makes a rule.</summary>
    /// <param name="keyword"><c>enum</c> or <c>const</c>.</param>
    /// <param name="values">What is admitted.</param>
    /// <param name="place">Where the keyword stands.</param>
    public EnumRule(string keyword, IReadOnlyList<PlacedJson> values, SourcePlace place)
        : base(keyword, Words(keyword, values), place)
    {
        Values = values;
        Texts = values.Where(value => value.Form == JsonForm.Text).Select(value => value.Text).ToFrozenSet(StringComparer.Ordinal);
        Numbers = [.. values.Where(value => value.Form == JsonForm.Number).Select(value => value.Scalar.Number).Distinct().Order()];
        Types = values.Aggregate(JsonTypes.None, (types, value) => types | JsonTypesRules.Of(value.Form));
    }

    /// <summary>The values, as they stand in the schema.</summary>
    public IReadOnlyList<PlacedJson> Values { get; }

    /// <summary>The strings among them.</summary>
    public FrozenSet<string> Texts { get; }

    /// <summary>The numbers among them, ascending.</summary>
    public double[] Numbers { get; }

    /// <summary>The types of the values.</summary>
    public JsonTypes Types { get; }

    /// <inheritdoc/>
    public override bool Holds(in Scalar value)
    {
        if (value.Form == JsonForm.Text)
            return Texts.Contains(value.Text);
        if (value.Form == JsonForm.Number && value.Text.Length == 0)
            return HoldsNumber(value.Number);
        foreach (PlacedJson one in Values)
        {
            if (Scalar.Same(one.Scalar, value))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool HoldsNumber(double number) => Array.BinarySearch(Numbers, number) >= 0;

    /// <inheritdoc/>
    public override bool IsCertain(double number) => !HoldsNumber(number);

    /// <inheritdoc/>
    public override int NextBroken(ReadOnlySpan<double> numbers, int from)
    {
        if (Numbers.Length > 8)
            return base.NextBroken(numbers, from);
        // Few numbers are sooner compared one by one, the commonest mostly first.
        ReadOnlySpan<double> admitted = Numbers;
        for (int row = from; row < numbers.Length; row++)
        {
            if (!admitted.Contains(numbers[row]) && !double.IsNaN(numbers[row]))
                return row;
        }

        return -1;
    }

    private static string Words(string keyword, IReadOnlyList<PlacedJson> values)
    {
        string listed = string.Join(", ", values.Select(JsonEquality.Shown));
        return keyword == "const" ? listed : "one of " + listed;
    }
}
