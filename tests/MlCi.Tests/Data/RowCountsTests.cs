using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Tests.Metrics;

namespace MlCi.Tests.Data;

/// <summary>Counted rows: nothing is lost but the order, in parts or as bytes.</summary>
public sealed class RowCountsTests
{
    private static Table Rows(int seed)
    {
        var random = new Random(seed);
        string[] values = ["", "a", "b", "B", "é", "0.5", "0.50", "10", "9"];
        int rows = random.Next(60);
        int columns = 1 + random.Next(3);
        return new Table("f", [.. Enumerable.Range(0, columns).Select(i => new Column($"c{i}", values, [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, values.Length))]))], new int[rows]);
    }

    private static Table Take(Table table, params int[] rows) => new("f", [.. table.Columns.Select(column => column.Take(rows))], new int[rows.Length]);

    private static IEnumerable<string> Sorted(Table table) => Enumerable.Range(0, table.RowCount)
        .Select(row => string.Join('|', table.Columns.Select(column => column.Text(row) ?? "(missing)"))).Order(StringComparer.Ordinal);

    [Fact]
    public void OrderOfRows_ChangesNoByte() => Prop.ForAll(RandomPredictions.Seeds, seed =>
    {
        Table table = Rows(seed);
        return RowCountsBytes.Write(RowCounts.Of(table)).AsSpan().SequenceEqual(
            RowCountsBytes.Write(RowCounts.Of(Take(table, RandomPredictions.Order(seed, table.RowCount)))));
    }).Check(Properties.Fixed);

    [Fact]
    public void Parts_ReadBackAndJoined_HaveTheSameRows() => Prop.ForAll(RandomPredictions.Seeds, seed =>
    {
        Table table = Rows(seed);
        int cut = new Random(seed).Next(table.RowCount + 1);
        RowCounts[] parts =
        [
            .. new[] { Take(table, [.. Enumerable.Range(0, cut)]), Take(table, [.. Enumerable.Range(cut, table.RowCount - cut)]) }
                .Select(part => RowCountsBytes.Read(RowCountsBytes.Write(RowCounts.Of(part)), 0)!),
        ];
        return Sorted(RowCounts.ToTable(parts, table.RowCount, "f")).SequenceEqual(Sorted(table)) && parts.Sum(part => part.Rows) == table.RowCount;
    }).Check(Properties.Fixed);

    [Fact]
    public void EqualRows_AreThereOnce_WithTheirNumber()
    {
        RowCounts counted = RowCounts.Of(CsvReader.Read("a,b\nx,1\ny,\nx,1\nx,1.0\ny,\ny,\"\"\nx,1\n"u8, "f"));

        Assert.Equal([3L, 1L, 2L, 1L], counted.Counts);
        Assert.Equal(["x", "x", "y", "y"], Enumerable.Range(0, 4).Select(row => counted.Columns[0].Text(row)));
        Assert.Equal(["1", "1.0", null, ""], Enumerable.Range(0, 4).Select(row => counted.Columns[1].Text(row)));
    }

    [Fact]
    public void BytesThatAreCutOrLonger_AreNotRead()
    {
        byte[] bytes = RowCountsBytes.Write(RowCounts.Of(CsvReader.Read("a,b\nx,1\ny,2\n"u8, "f")));

        Assert.NotNull(RowCountsBytes.Read(bytes, 0));
        Assert.Null(RowCountsBytes.Read([.. bytes, 0], 0));
        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Null(RowCountsBytes.Read(bytes[..length], 0)));
        Assert.Null(RowCountsBytes.Read([0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1], 0));
        Assert.Null(RowCountsBytes.Read(Encoding.UTF8.GetBytes(new string('\u00FF', 40)), 0));
    }

    [Fact]
    public void PartsOfOtherColumns_AreAFault()
    {
        FaultException e = Assert.Throws<FaultException>(() => RowCounts.ToTable(
            [RowCounts.Of(CsvReader.Read("a,b\n1,2\n"u8, "f")), RowCounts.Of(CsvReader.Read("b,a\n1,2\n"u8, "f"))], 2, "f"));

        Assert.Equal("found columns b, a in one part and a, b in another, expected the same in the same order", e.Message);
    }

    [Fact]
    public void MoreRowsThanATableHolds_AreAFault()
    {
        var much = new RowCounts([new Column("a", ["x"], [0])], [int.MaxValue]);

        FaultException e = Assert.Throws<FaultException>(() => RowCounts.ToTable([much, much], much.Rows * 2, "f"));

        Assert.Equal("found 4,294,967,294 rows, expected at most 2,147,483,591", e.Message);
    }
}
