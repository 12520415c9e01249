using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet;

/// <summary>Rows of MlCi as rows of ML.NET, always in the order of the file.</summary>
internal sealed class TableView : IDataView
{
    private readonly TableColumn[] columns;

    private TableView(DataViewSchema schema, TableColumn[] columns, int rowCount)
    {
        Schema = schema;
        this.columns = columns;
        RowCount = rowCount;
    }

    public DataViewSchema Schema { get; }

    public int RowCount { get; }

    // Trainers that shuffle do it themselves, by the context's seed.
    public bool CanShuffle => false;

    /// <summary>Makes a view.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="schema">The columns that ML.NET shall see.</param>
    /// <param name="label">The label.</param>
    /// <param name="isLabelled">Whether the label is read; if not, it may be absent, and a model that looks at it all the same finds nothing.</param>
    /// <exception cref="FaultException">Columns are absent or of other types than any of <see cref="TableColumn.Types"/> (exit 2); a value is not of its type (exit 1).</exception>
    public static TableView Of(Table rows, DataViewSchema schema, LabelColumn label, bool isLabelled)
    {
        List<Fault> faults = [];
        var found = new Column?[schema.Count];
        foreach (DataViewSchema.Column column in schema)
        {
            if (!TableColumn.Knows(column.Type))
                faults.Add(new Fault($"found '{column.Name}' of the type {column.Type}, expected {TableColumn.Types}"));
            if (!isLabelled && label.Is(column.Name))
                continue;
            found[column.Index] = ColumnNames.Find(rows, column.Name);
            if (found[column.Index] is null)
            {
                faults.Add(new Fault(
                    $"found no column for '{column.Name}', expected one of this name, in any writing, among {string.Join(", ", rows.Columns.Select(one => one.Name))}",
                    new SourcePlace(rows.File, 1)));
            }
        }

        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
        TableColumn[] converted =
        [
            .. schema.Select(column => TableColumn.Of(column.Type, rows, found[column.Index], label.Is(column.Name) ? label.Positive : null)),
        ];
        return new TableView(schema, converted, rows.RowCount);
    }

    public TableColumn Column(int index) => columns[index];

    public long? GetRowCount() => RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new TableCursor(this, columnsNeeded.Select(column => column.Index).ToHashSet());

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller walks it, and disposes of it.")]
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
