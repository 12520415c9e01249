using Parquet.Data;

namespace MlCi.Adapters.ParquetFiles;

/// <summary>The values of a chunk that are there.</summary>
internal static class PresentValues
{
    /// <summary>Each value with its row in the chunk, in the order of the rows.</summary>
    /// <param name="chunk">A column that is not nested: a row's definition level is 1 where it has a value, 0 where it has none.</param>
    public static IEnumerable<(int Row, T Value)> Of<T>(DataColumn chunk)
    {
        var present = (T[])chunk.DefinedData;
        int next = 0;
        for (int row = 0; row < chunk.NumValues; row++)
        {
            if (chunk.DefinitionLevels is not { } levels || levels[row] > 0)
                yield return (row, present[next++]);
        }
    }
}
