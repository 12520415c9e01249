using MlCi.Data;
using MlCi.Drift;
using MlCi.Metrics;

namespace MlCi.Quality;

/// <summary>The label of the training data: for each row its class, or its rank.</summary>
internal sealed class LabelRows
{
    private LabelRows(Column column, int classes, int[] codes) => (Column, Classes, Codes) = (column, classes, codes);

    /// <summary>The label's column.</summary>
    public Column Column { get; }

    /// <summary>The number of classes; of a regression of bins.</summary>
    public int Classes { get; }

    /// <summary>For each row its class, or its bin in increasing order; −1 where it has no label.</summary>
    public int[] Codes { get; }

    /// <summary>Whether the label is a number with an order.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>The classes' values; empty of a regression.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>The classes against all others of which a predictor is looked for.</summary>
    public IEnumerable<int> Against => Names.Count == 2 ? [1] : Enumerable.Range(0, Names.Count);

    public static LabelRows Of(SplitData data)
    {
        Column label = data.Train.Column(data.Label);
        if (data.Task == PredictionTask.Regression)
        {
            QuantileBins bins = QuantileBins.Of(label.Numbers);
            int[] binned = Array.ConvertAll(bins.Codes(label.Numbers), code => code == bins.Count ? -1 : (int)code);
            return new LabelRows(label, bins.Count, binned) { IsNumber = true };
        }

        // Levels that no row has are no classes.
        int[] codes = label.Codes.ToArray();
        int[] placeOf = new int[label.Levels.Count];
        Array.Fill(placeOf, -1);
        List<string> names = [];
        for (int row = 0; row < codes.Length; row++)
        {
            int level = codes[row];
            if (level < 0)
                continue;
            if (placeOf[level] < 0)
            {
                placeOf[level] = names.Count;
                names.Add(label.Levels[level]);
            }

            codes[row] = placeOf[level];
        }

        return new LabelRows(label, names.Count, codes) { Names = names };
    }
}
