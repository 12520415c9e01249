using MathNet.Numerics;
using MlCi.Data;
using MlCi.Statistics;

namespace MlCi.Quality;

/// <summary>Finds columns that are the label in other words: equal to it, or each value of one goes with one value of the other.</summary>
internal static class LabelCopies
{
    /// <summary>The chance, over all columns, that a column which knows nothing of the label is called out.</summary>
    public const double Level = .001;

    // Fewer numbers may be in the same order by chance.
    private const int LeastNumbers = 10;

    /// <summary>What of the label a column says, in words; null where it is no copy.</summary>
    /// <param name="column">The column.</param>
    /// <param name="label">The label.</param>
    /// <param name="columns">The number of columns that are looked at.</param>
    /// <param name="association">How well it tells the label, of a regression.</param>
    public static string? Find(TrainColumn column, LabelRows label, int columns, Association? association)
    {
        if (label.IsNumber)
            return OfNumbers(column.Column, label.Column, association);
        return label.Classes >= 2 && IsRare(label, columns) ? OfClasses(column.Column, label) : null;
    }

    private static string? OfClasses(Column column, LabelRows label)
    {
        bool isNumber = column.Kind is ColumnKind.Integer or ColumnKind.Number;
        ReadOnlySpan<double> numbers = isNumber ? column.Numbers : [];
        ReadOnlySpan<int> codes = isNumber ? [] : column.Codes;
        long?[] valueOf = new long?[label.Classes];
        int[] rowOf = new int[label.Classes];
        Dictionary<long, int> classOf = [];
        for (int row = 0; row < label.Codes.Length; row++)
        {
            int y = label.Codes[row];
            if (y < 0)
                continue;
            long value = isNumber ? BitConverter.DoubleToInt64Bits(numbers[row] + 0.0) : codes[row];
            if (valueOf[y] is null && classOf.TryAdd(value, y))
                (valueOf[y], rowOf[y]) = (value, row);
            else if (valueOf[y] != value)
                return null;
        }

        return string.Join(", ", Enumerable.Range(0, Math.Min(3, label.Classes)).Select(y =>
            $"{(column.Text(rowOf[y]) is { } text ? $"'{text}'" : "no value")} where it is '{label.Names[y]}'")) + (label.Classes > 3 ? " …" : "");
    }

    // The chance that values dealt at random go with the classes: there are N!/Πn! ways to deal them, of which K! or fewer do.
    private static bool IsRare(LabelRows label, int columns)
    {
        double[] sizes = new double[label.Classes];
        foreach (int code in label.Codes)
        {
            if (code >= 0)
                sizes[code]++;
        }

        double chance = SpecialFunctions.GammaLn(label.Classes + 1.0) - SpecialFunctions.GammaLn(sizes.Sum() + 1);
        foreach (double size in sizes)
            chance += SpecialFunctions.GammaLn(size + 1);
        return chance <= Math.Log(Level / columns);
    }

    private static string? OfNumbers(Column column, Column label, Association? association)
    {
        if (column.Kind is not (ColumnKind.Integer or ColumnKind.Number) || column.RowCount < LeastNumbers)
            return null;
        ReadOnlySpan<double> x = column.Numbers, y = label.Numbers;
        if (x.Contains(double.NaN) || y.Contains(double.NaN) || !x.ContainsAnyExcept(x[0]))
            return null;
        if (x.SequenceEqual(y))
            return "equal to it in every row";
        // Only what seems to be in the same order is sorted.
        return association?.Value >= .9999 && IsInOrder(x, y) ? "in its order in every row, equal where it is" : null;
    }

    private static bool IsInOrder(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ScoreOrder order = ScoreOrder.Of(y);
        int direction = 0;
        for (int place = 1; place < order.Count; place++)
        {
            int step = x[order.RowAt(place)].CompareTo(x[order.RowAt(place - 1)]);
            if (order.IsTied(place) != (step == 0))
                return false;
            if (step == 0)
                continue;
            if (direction != 0 && Math.Sign(step) != direction)
                return false;
            direction = Math.Sign(step);
        }

        return true;
    }
}
