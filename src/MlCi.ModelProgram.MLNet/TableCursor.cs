using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlCi.Modeling.MLNet;

/// <summary>Walks the rows of a <see cref="TableView"/> in their order.</summary>
/// <param name="view">The rows.</param>
/// <param name="active">The indices of the columns that are asked for.</param>
internal sealed class TableCursor(TableView view, IReadOnlySet<int> active) : DataViewRowCursor
{
    private long position = -1;

    public override DataViewSchema Schema => view.Schema;

    public override long Position => position;

    // All rows are one batch: nothing is shared out over threads.
    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (position + 1 >= view.RowCount)
        {
            position = -1;
            return false;
        }

        position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ValueGetter<TValue>)view.Column(column.Index).Getter(this);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)position, 0);
}
