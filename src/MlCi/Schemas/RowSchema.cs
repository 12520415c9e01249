using MlCi.Findings;

namespace MlCi.Schemas;

/// <summary>The data contract: JSON Schema 2020-12 of one row, compiled to rules of columns and across them.</summary>
/// <remarks>
/// A field is read as JSON thus: a missing field is <c>null</c>; text that is a number is a number where the column's schema
/// admits numbers; <c>true</c> and <c>false</c> are booleans where it admits them; all else is text. <c>required</c> at the root asks for
/// the column; within conditions, and in <c>dependentRequired</c> and <c>dependentSchemas</c>, what is asked for is a value. A keyword that
/// is not supported is an error when the schema is read, never ignored. A schema never changes; any thread may use it.
/// </remarks>
public sealed class RowSchema
{
    internal RowSchema(string file, IReadOnlyList<ColumnSchema> columns, bool allowsOtherColumns, SourcePlace otherColumnsPlace, IReadOnlyList<RowRule> rowRules)
    {
        File = file;
        Columns = columns;
        AllowsOtherColumns = allowsOtherColumns;
        OtherColumnsPlace = otherColumnsPlace;
        RowRules = rowRules;
    }

    /// <summary>The schema's file.</summary>
    public string File { get; }

    /// <summary>The columns, in the schema's order.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>Whether files may have columns that the schema does not name.</summary>
    public bool AllowsOtherColumns { get; }

    internal SourcePlace OtherColumnsPlace { get; }

    /// <summary>The rules across columns, in the schema's order.</summary>
    internal IReadOnlyList<RowRule> RowRules { get; }

    /// <summary>A column's schema by its name, or null.</summary>
    public ColumnSchema? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>The contract without all that it says of a column: that of files which lack it.</summary>
    /// <param name="column">The column.</param>
    public RowSchema Without(string column) => new(
        File, [.. Columns.Where(one => one.Name != column)], AllowsOtherColumns, OtherColumnsPlace, [.. RowRules.Where(rule => !IsAbout(rule, column))]);

    /// <summary>What the contract says of a column, alone or across columns, and nothing else.</summary>
    /// <param name="column">The column.</param>
    public RowSchema About(string column) => new(
        File, [.. Columns.Where(one => one.Name == column)], allowsOtherColumns: true, OtherColumnsPlace, [.. RowRules.Where(rule => IsAbout(rule, column))]);

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The bytes of schema.json.</param>
    /// <param name="file">Its path, for messages.</param>
    /// <exception cref="FaultException">Not JSON, or keywords that are not supported or not well formed; every one is listed (exit 2).</exception>
    public static RowSchema Read(ReadOnlySpan<byte> json, string file) => RowCompiler.Compile(json, file);

    private static bool IsAbout(RowRule rule, string column) => rule.Holds.Columns.Concat(rule.When?.Columns ?? []).Any(one => one.Name == column);
}
