using MlCi.Adapters.ParquetFiles;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;
using Parquet;
using Parquet.Data;
using Parquet.File.Values.Primitives;
using Parquet.Schema;

namespace MlCi.Adapters.Tests.ParquetFiles;

/// <summary>Builds whose package feed has Parquet.Net.</summary>
public sealed class ParquetTableTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Adapters.Tests", "ParquetFiles");

    [Fact]
    public void FileOfAnotherWriter_IsTheTableOfItsCsv()
    {
        Table csv = TableReader.Read(RowSource.OfBytes("duckdb.csv.gz", File.ReadAllBytes(Path.Combine(Folder, "duckdb.csv.gz"))));

        Table parquet = ParquetTable.Read(Path.Combine(Folder, "duckdb.parquet"), "duckdb.parquet");

        Assert.Equal(csv.Columns.Select(column => column.Name), parquet.Columns.Select(column => column.Name));
        foreach (Column column in csv.Columns)
            AssertSame(column, parquet.Column(column.Name));
        Assert.Equal(RowSetDigest.Of(csv), RowSetDigest.Of(parquet));
    }

    [Fact]
    public void RowsOfAllGroups_AreNumberedThrough()
    {
        Table table = ParquetTable.Read(Path.Combine(Folder, "duckdb.parquet"), "data/duckdb.parquet");

        Assert.Equal((2060, 1, 2060, "data/duckdb.parquet"), (table.RowCount, table.Line(0), table.Line(2059), table.FileOf(2059)));
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Brotli)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Lz4Raw)]
    public async Task EveryCompression_IsRead(CompressionMethod method)
    {
        Table table = await Read([[Of("n", 1, 2, 1)], [Of("n", 4)]], method);

        Assert.Equal([1, 2, 1, 4], Numbers(table.Column("n")));
    }

    [Fact]
    public async Task Floats_AreTheShortestNumbersThatGiveThemBack() =>
        Assert.Equal((double[])[0.1, 3.4028235e38, 16777216], Numbers(await Values(0.1f, float.MaxValue, 16777216f)));

    [Fact]
    public async Task NumbersThatNoFloatTells_KeepTheirDigits()
    {
        Column longs = await Values(long.MaxValue, 12, 9007199254740993, long.MinValue);
        Column decimals = await Values(0.10m, -79228162514264.337593543950m);

        Assert.Equal((string?[])["9223372036854775807", "12", "9007199254740993", "-9223372036854775808"], Texts(longs));
        Assert.Equal(ColumnKind.Integer, longs.Kind);
        Assert.Equal(ColumnKind.Number, decimals.Kind);
        Assert.Equal([0.1, -79228162514264.337593543950], Numbers(decimals));
    }

    [Fact]
    public async Task NotANumber_IsAValueAndNotMissing()
    {
        Column column = await Values<double?>(1.5, double.NaN, null, double.NegativeInfinity);

        Assert.Equal((string?[])["1.5", "NaN", null, "-Infinity"], Texts(column));
        Assert.Equal(ColumnKind.Text, column.Kind);
    }

    [Fact]
    public async Task EmptyText_IsNotMissing() => Assert.Equal((string?[])["", null, "ß", ""], Texts(await Values("", null, "ß", "")));

    [Fact]
    public async Task Timestamp_HasAZoneWhereItsColumnHasOne()
    {
        var time = new DateTime(2026, 1, 31, 10, 20, 30, DateTimeKind.Utc);
        var utc = new Chunk(new DateTimeDataField("utc", DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Nanos), new[] { time.AddTicks(1) });
        var local = new Chunk(new DateTimeDataField("local", DateTimeFormat.Timestamp, isAdjustedToUTC: false, DateTimeTimeUnit.Micros), new[] { time });
        var old = new Chunk(new DateTimeDataField("old", DateTimeFormat.DateAndTime), new[] { time.AddMilliseconds(250) });
        var impala = new Chunk(new DateTimeDataField("impala", DateTimeFormat.Impala), new[] { time });

        Table table = await Read([[utc, local, old, impala]]);

        Assert.Equal(
            ["2026-01-31T10:20:30.0000001Z", "2026-01-31T10:20:30", "2026-01-31T10:20:30.25Z", "2026-01-31T10:20:30"],
            table.Columns.Select(column => column.Text(0)!));
        Assert.All(table.Columns, column => Assert.Equal(ColumnKind.Timestamp, column.Kind));
    }

    [Fact]
    public async Task Bytes_AreTextOrAFault()
    {
        Assert.Equal((string?[])["ß"], Texts(await Values<byte[]>("ß"u8.ToArray())));

        FaultException fault = await Assert.ThrowsAsync<FaultException>(() => Values<byte[]>([0xff]));
        Assert.StartsWith("found a damaged column 'v' in some.parquet (", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ColumnsThatNoTableHolds_AreAllNamed()
    {
        var list = new Chunk(new DataField<int[]>("tags"), new[] { 1, 2 }, [0, 1]);
        var interval = new Chunk(new DataField<Interval>("span"), new[] { new Interval(1, 2, 3) });

        FaultException fault = await Assert.ThrowsAsync<FaultException>(() => Read([[list, interval, Of("n", 1)]]));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Equal(
            [
                "found lists in column 'tags' of some.parquet, expected numbers, text, booleans, dates or times",
                "found values of Interval in column 'span' of some.parquet, expected numbers, text, booleans, dates or times",
            ],
            fault.Faults.Select(one => one.ToString()));
    }

    [Fact]
    public void GroupOfColumns_IsAFault() => AssertRefused(
        "a group of columns", new StructField("v", new DataField<int>("x")), new() { Name = "v", NumChildren = 1 });

    [Fact]
    public void TypeThatTheLibraryDoesNotSee_IsAFault()
    {
        const string Found = "a type that only a logical annotation tells";
        AssertRefused(Found, new DataField<int>("v"), new() { Name = "v", LogicalType = new() { DATE = new() } });
        AssertRefused(Found, new DataField<long>("v"), new() { Name = "v", LogicalType = new() { DECIMAL = new() { Scale = 2, Precision = 9 } } });
        AssertRefused(Found, new DataField<byte[]>("v"), new() { Name = "v", LogicalType = new() { FLOAT16 = new() } });
    }

    [Fact]
    public async Task FileWithoutRows_IsATableWithoutRows() => Assert.Equal((0, 1), await Read([]) is var table ? (table.RowCount, table.Columns.Count) : default);

    [Fact]
    public void DamagedFile_IsAFault()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(Folder, "duckdb.parquet"));
        for (int length = 0; length < whole.Length; length += 997)
        {
            using var cut = new MemoryStream(whole[..length]);
            FaultException fault = Assert.Throws<FaultException>(() => ParquetTable.Read(cut, "cut.parquet"));
            Assert.StartsWith("found no whole Parquet file in cut.parquet (", fault.Message, StringComparison.Ordinal);
        }

        // Another column's pages at the place of this one's.
        int middle = whole.Length / 3;
        using var torn = new MemoryStream([.. whole[..4], .. whole[middle..(2 * middle)], .. whole[(4 + middle)..]]);
        Assert.StartsWith("found a damaged column '", Assert.Throws<FaultException>(() => ParquetTable.Read(torn, "torn.parquet")).Message, StringComparison.Ordinal);
    }

    private static void AssertSame(Column expected, Column found)
    {
        Assert.Equal((expected.Name, expected.Kind), (found.Name, found.Kind));
        if (expected.Kind is ColumnKind.Integer or ColumnKind.Number)
            Assert.Equal(Numbers(expected), Numbers(found));
        else
            Assert.Equal(Texts(expected), Texts(found));
    }

    private static void AssertRefused(string expected, Field field, Parquet.Meta.SchemaElement element)
    {
        FaultException fault = Assert.Throws<FaultException>(() => ColumnTypes.Plain(
            new ParquetSchema(field), new() { Schema = [new() { Name = "root", NumChildren = 1 }, element] }, "some.parquet"));
        Assert.Equal($"found {expected} in column 'v' of some.parquet, expected numbers, text, booleans, dates or times", fault.Message);
    }

    private static double[] Numbers(Column column) => column.Numbers.ToArray();

    private static string?[] Texts(Column column) => [.. Enumerable.Range(0, column.RowCount).Select(column.Text)];

    private static Chunk Of<T>(string name, params T[] values) => new(new DataField<T>(name), values);

    private static async Task<Column> Values<T>(params T[] values) => (await Read([[Of("v", values)]])).Column("v");

    private static async Task<Table> Read(Chunk[][] groups, CompressionMethod method = CompressionMethod.Snappy)
    {
        using var file = new MemoryStream();
        var schema = new ParquetSchema(groups is [var first, ..] ? [.. first.Select(chunk => chunk.Field)] : [new DataField<int>("n")]);
        using (ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file))
        {
            writer.CompressionMethod = method;
            foreach (Chunk[] group in groups)
            {
                using ParquetRowGroupWriter rows = writer.CreateRowGroup();
                for (int i = 0; i < group.Length; i++)
                    await rows.WriteColumnAsync(new DataColumn(schema.DataFields[i], group[i].Values, group[i].RepetitionLevels));
            }
        }

        return ParquetTable.Read(file, "some.parquet");
    }

    private sealed record Chunk(DataField Field, Array Values, int[]? RepetitionLevels = null);
}
