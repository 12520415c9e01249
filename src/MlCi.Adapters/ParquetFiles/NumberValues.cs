using System.Globalization;
using MlCi.Data;
using Parquet.Data;

namespace MlCi.Adapters.ParquetFiles;

/// <summary>Takes numbers. Where some cannot be told by a 64-bit float, the column is one of texts.</summary>
/// <param name="rowCount">How many rows the file has.</param>
/// <param name="number">The value as a 64-bit float whose text is the value's; NaN where there is none.</param>
internal sealed class NumberValues<T>(int rowCount, Func<T, double> number) : IColumnValues
    where T : struct, IFormattable
{
    private readonly double[] numbers = new double[rowCount];
    private readonly Dictionary<int, string> others = [];
    private int start;

    public void Add(DataColumn chunk)
    {
        numbers.AsSpan(start, chunk.NumValues).Fill(double.NaN);
        foreach ((int row, T value) in PresentValues.Of<T>(chunk))
        {
            numbers[start + row] = number(value);
            if (double.IsNaN(numbers[start + row]))
                others.Add(start + row, value.ToString(null, CultureInfo.InvariantCulture));
        }

        start += chunk.NumValues;
    }

    public Column ToColumn(string name)
    {
        if (others.Count == 0)
            return Column.OfNumbers(name, numbers);
        var texts = new CodedTexts(numbers.Length);
        for (int row = 0; row < numbers.Length; row++)
        {
            if (others.TryGetValue(row, out string? other))
                texts.Set(row, other);
            else if (!double.IsNaN(numbers[row]))
                texts.Set(row, numbers[row].ToString("R", CultureInfo.InvariantCulture));
        }

        return texts.ToColumn(name);
    }
}
