using MlCi.Data;
using MlCi.Schemas;

namespace MlCi.Serving;

/// <summary>A row as a served model is asked for it: texts as a field of CSV has them; null is no value.</summary>
/// <param name="Fields">The fields by their names, in the order in which they are sent.</param>
public sealed record RequestRow(IReadOnlyList<KeyValuePair<string, string?>> Fields)
{
    /// <summary>A row of a table with all its fields.</summary>
    /// <param name="table">The table, without what requests lack.</param>
    /// <param name="row">The 0-based row.</param>
    public static RequestRow Of(Table table, int row) =>
        new([.. table.Columns.Select(column => KeyValuePair.Create(column.Name, column.Text(row)))]);

    /// <summary>A row made from the contract alone, field by field; rules across columns may be broken.</summary>
    /// <param name="columns">The columns of the contract without the label.</param>
    public static RequestRow Of(IReadOnlyList<ColumnSchema> columns) =>
        new([.. columns.Select(column => KeyValuePair.Create(column.Name, SampleRow.Of(column)))]);

    /// <summary>The text of a field, or null where it has no value or is not there.</summary>
    public string? Text(string name) => Fields.FirstOrDefault(field => field.Key == name).Value;

    /// <summary>The row with another value; a field that is not there is added.</summary>
    public RequestRow With(string name, string? text) => Fields.Any(field => field.Key == name)
        ? new([.. Fields.Select(field => field.Key == name ? KeyValuePair.Create(name, text) : field)])
        : new([.. Fields, KeyValuePair.Create(name, text)]);

    /// <summary>The row without a field.</summary>
    public RequestRow Without(string name) => new([.. Fields.Where(field => field.Key != name)]);

    /// <summary>The row as a table of its own.</summary>
    public Table ToTable() => TableOf([this]);

    /// <summary>Rows that have the same fields, as one table.</summary>
    /// <param name="rows">At least one row.</param>
    public static Table TableOf(IReadOnlyList<RequestRow> rows) => new(
        "rows",
        [.. rows[0].Fields.Select((field, at) => ColumnOf(field.Key, [.. rows.Select(row => row.Fields[at].Value)]))],
        [.. Enumerable.Range(2, rows.Count)]);

    private static Column ColumnOf(string name, string?[] texts)
    {
        string[] levels = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];
        return new Column(name, levels, Array.ConvertAll(texts, text => text is null ? -1 : Array.IndexOf(levels, text)));
    }
}
