using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary><c>anyOf</c>: a value keeps all rules of at least one branch.</summary>
internal sealed record AnyOfRule(IReadOnlyList<IReadOnlyList<ScalarRule>> Branches, SourcePlace Place)
    : ScalarRule("anyOf", SchemaWords.OneOf(Branches), Place)
{
    /// <inheritdoc/>
    public override bool Holds(in Scalar value)
    {
        foreach (IReadOnlyList<ScalarRule> branch in Branches)
        {
            if (HoldAll(branch, value))
                return true;
        }

        return false;
    }
}

/// <summary><c>oneOf</c>: a value keeps all rules of exactly one branch.</summary>
internal sealed record OneOfRule(IReadOnlyList<IReadOnlyList<ScalarRule>> Branches, SourcePlace Place)
    : ScalarRule("oneOf", $"exactly one of: {SchemaWords.OneOf(Branches)}", Place)
{
    /// <inheritdoc/>
    public override bool Holds(in Scalar value)
    {
        int kept = 0;
        foreach (IReadOnlyList<ScalarRule> branch in Branches)
            kept += HoldAll(branch, value) ? 1 : 0;
        return kept == 1;
    }
}

/// <summary><c>not</c>: a value breaks at least one of the rules.</summary>
internal sealed record NotRule(IReadOnlyList<ScalarRule> Rules, SourcePlace Place) : ScalarRule("not", $"not {SchemaWords.All(Rules)}", Place)
{
    /// <inheritdoc/>
    public override bool Holds(in Scalar value) => !HoldAll(Rules, value);
}

/// <summary><c>if</c>, <c>then</c> and <c>else</c> within one value.</summary>
internal sealed record ConditionRule(IReadOnlyList<ScalarRule> If, IReadOnlyList<ScalarRule> Then, IReadOnlyList<ScalarRule> Else, SourcePlace Place)
    : ScalarRule("if", SchemaWords.Condition(If, Then, Else), Place)
{
    /// <inheritdoc/>
    public override bool Holds(in Scalar value) => HoldAll(HoldAll(If, value) ? Then : Else, value);
}
