using System.Text;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Tests.Data;

/// <summary>Parts of a CSV: each row is in one of them, however it is written and however many parts there are.</summary>
public sealed class CsvPartTests
{
    public static TheoryData<string> Files =>
    [
        "a,b\n1,x\n2,y\n3,z\n",
        "a,b\n1,x\n2,y\n3,z",
        "a,b\r\n1,x\r\n2,y\r\n\r\n3,z\r\n",
        "a,b\r1,x\r2,y\r3,z",
        "\uFEFFa,b\n1,x\n2,y\n",
        "\"a\n1\",b\n1,\"x\ny\"\n\"2\"\"\n\",y\n,\"\"\n4,\n5,é€😀\n",
        "a\n1\n\n3\n",
        "a,b\n",
        "a,b",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Parts_AreTheWhole_RowByRowAndLineByLine(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Table whole = CsvReader.Read(bytes, "f.csv");

        for (int count = 1; count <= bytes.Length + 2; count++)
        {
            CsvPart[] parts = [.. Enumerable.Range(1, count).Select(index => Read(bytes, index, count))];

            Assert.Equal(Rows(whole), parts.SelectMany(part => Rows(part.Table)));
            Assert.All(parts, part => Assert.Equal(Digest.OfBytes(bytes), part.Digest));
        }
    }

    [Fact]
    public void Parts_HaveAboutAsManyBytesEach_AcrossThePiecesThatAreReadAtOnce()
    {
        // 3 MB, of which one record is longer than what is read at once.
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < 60_000; i++)
            text.Append(i).Append(",\"").Append(i == 30_000 ? new string('\n', 1_500_000) : "some text").Append("\"\n");
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());

        CsvPart[] parts = [.. Enumerable.Range(1, 4).Select(index => Read(bytes, index, 4))];

        Assert.Equal(Rows(CsvReader.Read(bytes, "f.csv")), parts.SelectMany(part => Rows(part.Table)));
        Assert.All([parts[0], parts[3]], part => Assert.InRange(part.Table.RowCount, 25_000, 35_000));
    }

    [Fact]
    public void ColumnsThatNobodyAskedFor_AreNotThere()
    {
        IReadOnlyList<string>? header = null;

        CsvPart part = CsvPart.Read(new MemoryStream("a,b,c\n1,2,3\n"u8.ToArray()), "f.csv", 1, 1, names =>
        {
            header = names;
            return ["c", "a"];
        });

        Assert.Equal(["a", "b", "c"], header);
        Assert.Equal(["a", "c"], part.Table.Columns.Select(column => column.Name));
        Assert.Equal("3", part.Table.Column("c").Text(0));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n5\n", "f.csv:4: found 1 fields, expected 2 as in the header")]
    [InlineData("a,b\n1,2\n3,4\n5,\"x\n", "f.csv:4: found a quote that is never closed, expected a closing quote")]
    [InlineData("a,b\n1,2\n3,4\n5,\"x\"y\n", "f.csv:4: found 'y' after a closing quote, expected a comma or the end of the line")]
    [InlineData("a,b\n1,2\n3,4\n5,\xFF\n", "f.csv:4: found a byte that is not UTF-8 at offset 14, expected UTF-8 text")]
    public void Fault_IsToldByThePartThatItStandsIn(string text, string fault)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);

        Assert.Equal(2, Read(bytes, 1, 2).Table.RowCount);
        FaultException e = Assert.Throws<FaultException>(() => Read(bytes, 2, 2));

        Assert.Equal((ExitCodes.Misconfigured, fault), (e.ExitCode, e.Message));
    }

    [Fact]
    public void EmptyFile_IsAFault() =>
        Assert.Equal("f.csv:1: found an empty file, expected a header line", Assert.Throws<FaultException>(() => Read([], 1, 2)).Message);

    private static CsvPart Read(byte[] bytes, int index, int count) => CsvPart.Read(new MemoryStream(bytes), "f.csv", index, count, names => names);

    private static IEnumerable<string> Rows(Table table) => Enumerable.Range(0, table.RowCount)
        .Select(row => $"{table.Line(row)}: {string.Join('|', table.Columns.Select(column => column.Text(row) ?? "(missing)"))}");
}
