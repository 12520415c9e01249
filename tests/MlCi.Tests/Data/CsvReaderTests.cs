using System.Text;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Tests.Data;

public sealed class CsvReaderTests
{
    private static Table Read(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "f.csv");

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a,b\r\n1,2\r\n")]
    [InlineData("a,b\n1,2")]
    [InlineData("\uFEFFa,b\n1,2\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n")]
    [InlineData("a,b\n1,2\n\n")]
    public void AllForms_GiveTheSameTable(string text)
    {
        Table table = Read(text);

        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal(1, table.RowCount);
        Assert.Equal("2", table.Column("b").Text(0));
        Assert.Equal(1.0, table.Column("a").Numbers[0]);
    }

    [Fact]
    public void QuotedField_MayHoldDelimitersQuotesAndLineEnds_AndTheNextRowKnowsItsLine()
    {
        Table table = Read("a,b\n\"x, \"\"y\"\"\nz\",1\nq,2\n");

        Assert.Equal("x, \"y\"\nz", table.Column("a").Text(0));
        Assert.Equal(2, table.Line(0));
        Assert.Equal(4, table.Line(1));
    }

    [Fact]
    public void EmptyField_IsMissing_AndQuotedEmptyField_IsEmptyText()
    {
        Table table = Read("a,b\n,\"\"\n");

        Assert.True(table.Column("a").IsMissing(0));
        Assert.Equal("", table.Column("b").Text(0));
        Assert.True(double.IsNaN(table.Column("a").Numbers[0]));
    }

    [Theory]
    [InlineData("", "f.csv:1: found an empty file, expected a header line")]
    [InlineData("a,a\n1,2\n", "f.csv:1: found column 'a' twice in the header, expected each name once")]
    [InlineData("a,\n1,2\n", "f.csv:1: found no name for column 2 in the header, expected one")]
    [InlineData("a,b\n1,2\n3\n", "f.csv:3: found 1 fields, expected 2 as in the header")]
    [InlineData("a,b\n1,\"2\n3,4\n", "f.csv:2: found a quote that is never closed, expected a closing quote")]
    [InlineData("a,b\n1,\"2\"x\n", "f.csv:2: found 'x' after a closing quote, expected a comma or the end of the line")]
    public void BrokenFile_SaysWhatAndWhere(string text, string message)
    {
        FaultException e = Assert.Throws<FaultException>(() => Read(text));

        Assert.Equal(message, e.Message);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    [Fact]
    public void QuoteInsideAFieldWithoutQuotes_IsALetterAsAnyOther() =>
        Assert.Equal("5\" pipe", Read("a,b\n1,5\" pipe\n2,\"x\ny\"\n").Column("b").Text(0));

    [Fact]
    public void BytesThatAreNotUtf8_SayWhere()
    {
        FaultException e = Assert.Throws<FaultException>(() => CsvReader.Read([(byte)'a', (byte)'\n', 0xFF], "f.csv"));

        Assert.StartsWith("f.csv:2: found a byte that is not UTF-8", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingColumn_NamesTheOthers()
    {
        FaultException e = Assert.Throws<FaultException>(() => Read("a,b\n1,2\n").Column("c"));

        Assert.Equal("f.csv:1: column 'c' not found, expected one of a, b", e.Message);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("1e999")]
    public void TextThatIsNoFiniteNumber_IsNoNumber(string value) =>
        Assert.True(double.IsNaN(Read($"a\n\"{value}\"\n").Column("a").Numbers[0]));
}
