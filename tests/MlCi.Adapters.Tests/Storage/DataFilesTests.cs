using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Storage;

public sealed class DataFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DataFilesTests()
    {
        folder.Write("part-2.csv", "a\n2\n");
        folder.Write("part-1.csv", "a\n1\n");
        folder.Write("other.tsv", "a\tb\n1\t2\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pattern_FindsItsFiles_InTheOrderOfTheirNames()
    {
        IReadOnlyList<RowSource> found = DataFiles.Find(folder.Root, "part-*.csv", "data/part-*.csv");

        Assert.Equal(["data/part-1.csv", "data/part-2.csv"], found.Select(source => source.File));
        Assert.Equal("1", TableReader.Read(found, "data/part-*.csv").Column("a").Text(0));
    }

    [Fact]
    public void File_IsReadByItsName() => Assert.Equal(["a", "b"], TableReader.Read(DataFiles.Find(folder.Root, "other.tsv", "other.tsv")[0]).Columns.Select(column => column.Name));

    [Theory]
    [InlineData("none-*.csv", "found no file that matches none-*.csv, expected at least one")]
    [InlineData("none.csv", "found no file none.csv, expected .csv, .tsv, .jsonl or .ndjson, each also with .gz or .br")]
    [InlineData("*/x.csv", "found a pattern in the folder of */x.csv, expected * and ? in the file's name only")]
    [InlineData(".", "found a folder at ., expected a file, or a pattern such as ./*.csv")]
    public void WhatCannotBeFound_IsAFault(string path, string message) =>
        Assert.Equal(message, Assert.Throws<FaultException>(() => DataFiles.Find(folder.Root, path, path)).Message);
}
