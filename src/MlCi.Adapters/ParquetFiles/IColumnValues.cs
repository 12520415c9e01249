using MlCi.Data;
using Parquet.Data;

namespace MlCi.Adapters.ParquetFiles;

/// <summary>Takes the values of a column, row group by row group.</summary>
internal interface IColumnValues
{
    /// <summary>Takes the values of the next rows.</summary>
    void Add(DataColumn chunk);

    /// <summary>The column, after all row groups.</summary>
    Column ToColumn(string name);
}
