using MlCi.Data;
using MlCi.Drift;

namespace MlCi.Quality;

/// <summary>A column of the training data, numbers in bins: what all checks of it look at, made once.</summary>
internal sealed class TrainColumn
{
    public TrainColumn(Column column)
    {
        Column = column;
        if (column.Kind is not (ColumnKind.Integer or ColumnKind.Number))
            return;
        Bins = QuantileBins.Of(column.Numbers);
        Binned = Bins.Codes(column.Numbers);
    }

    public Column Column { get; }

    /// <summary>The bins; null of what are no numbers.</summary>
    public QuantileBins? Bins { get; }

    /// <summary>The bin of each row; empty of what are no numbers.</summary>
    public ushort[] Binned { get; } = [];

    /// <summary>Whether it only names rows: no whole number twice.</summary>
    public static bool IsName(Column column)
    {
        if (column.Kind != ColumnKind.Integer)
            return false;
        HashSet<double> known = [];
        foreach (double number in column.Numbers)
        {
            if (!known.Add(number))
                return false;
        }

        return column.RowCount > 1;
    }
}
