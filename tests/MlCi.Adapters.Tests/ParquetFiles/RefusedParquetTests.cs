using MlCi.Adapters.ParquetFiles;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.ParquetFiles;

/// <summary>Builds whose package feed lacks Parquet.Net.</summary>
public sealed class RefusedParquetTests
{
    [Fact]
    public void WithoutParquetNet_AFileIsOneFaultThatSaysWhatToDo()
    {
        string file = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Adapters.Tests", "ParquetFiles", "duckdb.parquet");

        FaultException fault = Assert.Throws<FaultException>(() => ParquetTable.Read(file, "data/train.parquet"));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Equal(
            $"found the Parquet file data/train.parquet ({new FileInfo(file).Length} bytes), which this build of MlCi cannot read: its package feed had no Parquet.Net; expected .csv, .tsv, .jsonl or .ndjson, each also with .gz or .br: convert it, or build MlCi with a feed that has Parquet.Net",
            Assert.Single(fault.Faults).ToString());
    }
}
