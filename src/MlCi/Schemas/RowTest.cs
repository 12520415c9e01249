using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>Something that a row meets or does not. Tests are data: they never change.</summary>
internal abstract record RowTest
{
    /// <summary>The columns that it looks at.</summary>
    public abstract IEnumerable<ColumnSchema> Columns { get; }
}

/// <summary>The value of a column, <c>null</c> where it is missing, keeps all rules. Where the file has no such column, every row meets it.</summary>
internal sealed record ColumnTest(ColumnSchema Column, IReadOnlyList<ScalarRule> Rules) : RowTest
{
    /// <inheritdoc/>
    public override IEnumerable<ColumnSchema> Columns => [Column];
}

/// <summary>A column has a value.</summary>
internal sealed record PresentTest(ColumnSchema Column) : RowTest
{
    /// <inheritdoc/>
    public override IEnumerable<ColumnSchema> Columns => [Column];
}

/// <summary>Every row meets it, or none does.</summary>
internal sealed record ConstantTest(bool Value) : RowTest
{
    /// <inheritdoc/>
    public override IEnumerable<ColumnSchema> Columns => [];
}

/// <summary>All of some tests are met.</summary>
internal sealed record AllTest(IReadOnlyList<RowTest> Tests) : RowTest
{
    /// <inheritdoc/>
    public override IEnumerable<ColumnSchema> Columns => Tests.SelectMany(test => test.Columns).Distinct();
}

/// <summary>At least one of some tests is met.</summary>
internal sealed record AnyTest(IReadOnlyList<RowTest> Tests) : RowTest
{
    /// <inheritdoc/>
    public override IEnumerable<ColumnSchema> Columns => Tests.SelectMany(test => test.Columns).Distinct();
}

/// <summary>Exactly one of some tests is met.</summary>
internal sealed record OneTest(IReadOnlyList<RowTest> Tests) : RowTest
{
    /// <inheritdoc/>
    public override IEnumerable<ColumnSchema> Columns => Tests.SelectMany(test => test.Columns).Distinct();
}

/// <summary>A test is not met.</summary>
internal sealed record NotTest(RowTest Test) : RowTest
{
    /// <inheritdoc/>
    public override IEnumerable<ColumnSchema> Columns => Test.Columns;
}

/// <summary>A rule across columns: rows that meet <paramref name="When"/> must meet <paramref name="Holds"/>.</summary>
/// <param name="Keyword">The keyword that is broken: <c>minimum</c> in a <c>then</c>, <c>dependentRequired</c>, <c>anyOf</c> ….</param>
/// <param name="Column">The column whose values are shown, or null where several are.</param>
/// <param name="Expected">What is expected, in words, with the condition: <c>at least 12, as contract is "Two year"</c>.</param>
/// <param name="When">The rows that it is about, or null for all.</param>
/// <param name="Holds">What they must meet.</param>
/// <param name="Place">Where the keyword stands.</param>
internal sealed record RowRule(string Keyword, ColumnSchema? Column, string Expected, RowTest? When, RowTest Holds, SourcePlace Place);
