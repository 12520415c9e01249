using System.Globalization;
using MlCi.Findings;

namespace MlCi.Slices;

/// <summary>
/// A condition on a row, as pipeline.yml's <c>where</c> has it. It is true, false or unknown: whatever is compared with a missing
/// value is unknown, and stays so under <c>not</c> (three-valued logic, as SQL's). A row meets a condition only if it is true.
/// </summary>
public abstract record Condition
{
    /// <summary>The condition in one way of writing, so that spaces and parentheses that change nothing change no digest.</summary>
    public abstract string Text { get; }

    /// <summary>The columns that it is about, each with the place of its name.</summary>
    public abstract IEnumerable<(string Name, SourcePlace Place)> Columns { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Text;
}

/// <summary>Both hold.</summary>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
public sealed record BothCondition(Condition Left, Condition Right) : Condition
{
    /// <inheritdoc/>
    public override string Text => $"({Left} and {Right})";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, SourcePlace Place)> Columns => Left.Columns.Concat(Right.Columns);
}

/// <summary>At least one holds.</summary>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
public sealed record EitherCondition(Condition Left, Condition Right) : Condition
{
    /// <inheritdoc/>
    public override string Text => $"({Left} or {Right})";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, SourcePlace Place)> Columns => Left.Columns.Concat(Right.Columns);
}

/// <summary>A condition does not hold.</summary>
/// <param name="Inner">The condition.</param>
public sealed record NotCondition(Condition Inner) : Condition
{
    /// <inheritdoc/>
    public override string Text => $"not {Inner}";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, SourcePlace Place)> Columns => Inner.Columns;
}

/// <summary>A column's value is missing. This is never unknown.</summary>
/// <param name="Column">The column.</param>
/// <param name="Place">Where its name stands.</param>
public sealed record MissingCondition(string Column, SourcePlace Place) : Condition
{
    /// <inheritdoc/>
    public override string Text => $"`{Column}` is missing";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, SourcePlace Place)> Columns => [(Column, Place)];
}

/// <summary>A column's value is one of some values; <c>==</c> is a list of one.</summary>
/// <param name="Column">The column.</param>
/// <param name="Place">Where its name stands.</param>
/// <param name="Values">The values: numbers are equal by value, texts by their letters.</param>
public sealed record OneOfCondition(string Column, SourcePlace Place, IReadOnlyList<ConditionValue> Values) : Condition
{
    /// <inheritdoc/>
    public override string Text => $"`{Column}` in [{string.Join(", ", Values)}]";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, SourcePlace Place)> Columns => [(Column, Place)];
}

/// <summary>A column's value, which must be a number, is on one side of a number.</summary>
/// <param name="Column">The column.</param>
/// <param name="Place">Where its name stands.</param>
/// <param name="Operator"><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c>.</param>
/// <param name="Limit">The number.</param>
public sealed record OrderCondition(string Column, SourcePlace Place, string Operator, double Limit) : Condition
{
    /// <inheritdoc/>
    public override string Text => $"`{Column}` {Operator} {Limit.ToString("R", CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public override IEnumerable<(string Name, SourcePlace Place)> Columns => [(Column, Place)];
}

/// <summary>A value in a condition.</summary>
/// <param name="Word">The text, or the number as it was written.</param>
/// <param name="Number">The number; null for a text.</param>
public readonly record struct ConditionValue(string Word, double? Number)
{
    /// <inheritdoc/>
    public override string ToString() => Number is { } number
        ? number.ToString("R", CultureInfo.InvariantCulture)
        : $"'{Word.Replace("'", "''", StringComparison.Ordinal)}'";
}
