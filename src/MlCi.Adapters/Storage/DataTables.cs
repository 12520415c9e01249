using MlCi.Adapters.ParquetFiles;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Storage;

/// <summary>Reads data files into memory, of whatever form they are.</summary>
internal static class DataTables
{
    /// <summary>Whether a file is Parquet, which is read whole, and not as a stream.</summary>
    public static bool IsParquet(RowSource source) => source.Form.Format == RowFormat.Parquet;

    /// <summary>Reads files as one table.</summary>
    /// <param name="sources">At least one file; of Parquet no more.</param>
    /// <param name="shown">What to call them together.</param>
    /// <exception cref="FaultException">They cannot be read (exit 2).</exception>
    public static Table Read(IReadOnlyList<RowSource> sources, string shown)
    {
        if (!sources.Any(IsParquet))
            return TableReader.Read(sources, shown);
        if (sources.Count > 1 || sources[0].Form.Packing != Packing.None)
            throw FaultException.Misconfigured($"found {sources.Count} files at {shown}, of Parquet or with it, expected one that is not packed again");
        using Stream file = sources[0].Open();
        return ParquetTable.Read(file, shown);
    }
}
