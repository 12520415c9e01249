using MlCi.Data;
using Parquet.Data;

namespace MlCi.Adapters.ParquetFiles;

/// <summary>Takes values that a table holds as texts.</summary>
/// <param name="rowCount">How many rows the file has.</param>
/// <param name="spell">The text of a value.</param>
internal sealed class TextValues<T>(int rowCount, Func<T, string> spell) : IColumnValues
{
    private readonly CodedTexts texts = new(rowCount);
    private int start;

    public void Add(DataColumn chunk)
    {
        foreach ((int row, T value) in PresentValues.Of<T>(chunk))
            texts.Set(start + row, spell(value));
        start += chunk.NumValues;
    }

    public Column ToColumn(string name) => texts.ToColumn(name);
}
