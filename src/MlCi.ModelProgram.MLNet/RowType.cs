using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlCi.Modeling.MLNet;

/// <summary>The columns of a row type, as ML.NET reads them from its members.</summary>
internal static class RowType
{
    /// <summary>The schema of a row type.</summary>
    /// <typeparam name="TRow">A class with public fields or properties.</typeparam>
    public static DataViewSchema SchemaOf<TRow>()
    {
        var builder = new DataViewSchema.Builder();
        foreach (SchemaDefinition.Column column in SchemaDefinition.Create(typeof(TRow)))
            builder.AddColumn(column.ColumnName, column.ColumnType);
        return builder.ToSchema();
    }
}
