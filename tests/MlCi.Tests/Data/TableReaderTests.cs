using System.IO.Compression;
using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Stress;

namespace MlCi.Tests.Data;

public sealed class TableReaderTests
{
    private const string Csv = "id,name,x\n1,\"a,b\",1.50\n2,,\n3,c,-7\n";

    private static RowSource Text(string file, string text) => RowSource.OfBytes(file, Encoding.UTF8.GetBytes(text));

    private static byte[] Packed(string text, Func<Stream, Stream> pack)
    {
        var to = new MemoryStream();
        using (Stream packer = pack(to))
            packer.Write(Encoding.UTF8.GetBytes(text));
        return to.ToArray();
    }

    private static string Shown(Table table) => string.Join('\n', Enumerable.Range(0, table.RowCount).Select(row =>
        $"{table.Line(row)}: {string.Join('|', table.Columns.Select(column => column.Text(row) ?? "-"))}"));

    [Fact]
    public void MutatedFiles_AreReadAsCharacterByCharacter_OrAreFaultsToo()
    {
        List<string> told = [];

        ResultTable table = new MutatedCsv().Run(250, told.Add);

        Assert.True(table.Broken.Count == 0, string.Join('\n', told.Where(line => line.Contains("seed", StringComparison.Ordinal)).Take(5)) + table);
    }

    [Theory]
    [InlineData("\uFEFFa,b\n1,2\n")]
    [InlineData("\uFEFF")]
    [InlineData("a\r\r1\r")]
    [InlineData("a,b\r\n\"1\r\n\"\"x\",2\r\n\r\n3,4")]
    public void BlocksOfAnySize_GiveTheSame(string text)
    {
        for (int size = 1; size <= 20; size++)
            Assert.Null(MutatedCsv.Difference(Encoding.UTF8.GetBytes(text), size));
    }

    [Fact]
    public void LastReturn_EndsItsRow_WhateverAnEarlierBlockLeftBehindIt() =>
        Assert.Null(MutatedCsv.Difference(Encoding.UTF8.GetBytes("a\n" + string.Concat(Enumerable.Repeat("77\n", 211)) + "8\r"), 256));

    [Fact]
    public void ZeroByteBehindDigits_MakesThemText() => Assert.Equal(ColumnKind.Text, TableReader.Read(Text("x.csv", "a\n5\0\n6\n")).Column("a").Kind);

    [Fact]
    public void HalfACharacter_IsAFault() => Assert.Throws<FaultException>(() => TableReader.Read(Text("x.jsonl", "{\"a\":\"\\ud800\"}")));

    [Fact]
    public void SparseJsonLines_TakeNoMoreRoomThanTheyHaveValues()
    {
        string wide = "{" + string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"c{i}\":{i}")) + "}\n";

        Table table = TableReader.Read(Text("x.jsonl", wide + string.Concat(Enumerable.Repeat("{}\n", 200_000))));

        Assert.Equal((200_001, 5000), (table.RowCount, table.Columns.Count));
        Assert.Equal("4999", table.Column("c4999").Text(0));
        Assert.True(table.Column("c7").IsMissing(200_000));
    }

    [Fact]
    public void QuoteThatIsMisplaced_DoesNotHideRaggedRows() => Assert.Equal(
        ["x.csv:2: found 1 fields, expected 2 as in the header", "y.csv:2: found 'y' after a closing quote, expected a comma or the end of the line"],
        Assert.Throws<FaultException>(() => TableReader.Read([Text("x.csv", "a,b\n1\n"), Text("y.csv", "a,b\n2,\"x\"y\n")], "*.csv")).Faults.Select(fault => fault.ToString()));

    [Fact]
    public void HeaderOfManyNames_IsReadAtOnce() =>
        Assert.Equal(100_000, TableReader.Read(Text("x.csv", string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"c{i}")) + "\n")).Columns.Count);

    [Fact]
    public void RowsTaken_AreOfTheirOwnKind() =>
        Assert.Equal(ColumnKind.Integer, TableReader.Read(Text("x.csv", "a,b\n1,x\n2.5,y\n")).Column("a").Take([0]).Kind);

    [Theory]
    [InlineData("a,b;c\n", ',')]
    [InlineData("a;b|c\n1,2;3\n", ';')]
    [InlineData("a\tb\n", '\t')]
    [InlineData("\"x;y\"\n", ';')]
    [InlineData("a\n1;2\n", ',')]
    public void Delimiter_IsTheHeaders(string text, char delimiter) =>
        Assert.Equal(delimiter, DataForm.Csv.WithDelimiterOf(new MemoryStream(Encoding.UTF8.GetBytes(text))).Delimiter);

    [Fact]
    public void PlainNumbers_AreTheSameByVectorsAndByDigits()
    {
        var random = new Random(5);
        const string Letters = "00112345678999..-+e x";
        for (int i = 0; i < 100_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(0, 19)).Select(_ => Letters[random.Next(random.Next(2) == 0 ? Letters.Length : 14)]));
            Assert.Null(PlainNumbers.Difference(text));
            Assert.Null(PlainNumbers.Difference((random.Next(2) == 0 ? "-" : "") + Math.Round(random.NextDouble() * 1000, random.Next(8)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Files_AreReadByTheirNames()
    {
        string expected = Shown(TableReader.Read(Text("x.csv", Csv)));

        Assert.Equal("2: 1|a,b|1.50\n3: 2|-|-\n4: 3|c|-7", expected);
        Assert.Equal(expected, Shown(TableReader.Read(Text("x.tsv", "id\tname\tx\n1\ta,b\t1.50\n2\t\t\n3\tc\t-7\n"))));
        Assert.Equal(expected, Shown(TableReader.Read(RowSource.OfBytes("x.csv.gz", Packed(Csv, to => new GZipStream(to, CompressionMode.Compress, leaveOpen: true))))));
        Assert.Equal(expected, Shown(TableReader.Read(RowSource.OfBytes("x.csv.br", Packed(Csv, to => new BrotliStream(to, CompressionMode.Compress, leaveOpen: true))))));
        Assert.Equal(
            expected.Replace("2: 1", "1: 1", StringComparison.Ordinal).Replace("3: 2", "2: 2", StringComparison.Ordinal).Replace("4: 3", "4: 3", StringComparison.Ordinal),
            Shown(TableReader.Read(Text("x.jsonl", "{\"id\": 1, \"name\": \"a,b\", \"x\": 1.50}\n{\"id\":2,\"name\":null}\n\n{\"id\":3,\"x\":-7,\"name\":\"\\u0063\"}"))));
    }

    [Fact]
    public void GzipOfSeveralMembers_IsReadWhole_AndOneThatIsCutOff_IsAFault()
    {
        byte[] one = Packed("a\n1\n", to => new GZipStream(to, CompressionMode.Compress, leaveOpen: true));
        byte[] two = Packed("2\n", to => new GZipStream(to, CompressionMode.Compress, leaveOpen: true));

        Assert.Equal(2, TableReader.Read(RowSource.OfBytes("x.csv.gz", [.. one, .. two])).RowCount);
        string text = "x\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i * 7919 % 10007}\n"));
        byte[] whole = Packed(text, to => new GZipStream(to, CompressionMode.Compress, leaveOpen: true));
        FaultException cut = Assert.Throws<FaultException>(() => TableReader.Read(RowSource.OfBytes("x.csv.gz", whole[..(whole.Length / 2)])));
        Assert.Contains("found packed data that cannot be unpacked, expected them whole", cut.Message, StringComparison.Ordinal);
        byte[] brotli = Packed(text, to => new BrotliStream(to, CompressionMode.Compress, leaveOpen: true));
        Assert.Throws<FaultException>(() => TableReader.Read(RowSource.OfBytes("x.csv.br", brotli[..(brotli.Length / 2)])));
        Assert.Throws<FaultException>(() => TableReader.Read(RowSource.OfBytes("x.csv.gz", Encoding.UTF8.GetBytes(Csv))));
        Assert.Throws<FaultException>(() => TableReader.Read(RowSource.OfBytes("x.csv.br", Encoding.UTF8.GetBytes(Csv))));
    }

    [Fact]
    public void SeveralFiles_AreOneTable_WhoseRowsKnowTheirFile()
    {
        Table table = TableReader.Read([Text("a.csv", "x,y\n1,a\n"), Text("b.csv", "y,x\nb,2\n\nc,3\n")], "*.csv");

        Assert.Equal("2: 1|a\n2: 2|b\n4: 3|c", Shown(table));
        Assert.Equal(["a.csv", "b.csv", "b.csv"], Enumerable.Range(0, 3).Select(table.FileOf));
        Assert.Equal("b.csv", table.Take([2, 0]).FileOf(0));
        Assert.Equal(
            "b.csv:1: found no column y, expected the columns of a.csv" + Environment.NewLine + "b.csv:1: found column z, expected the columns of a.csv",
            Assert.Throws<FaultException>(() => TableReader.Read([Text("a.csv", "x,y\n1,a\n"), Text("b.csv", "x,z\n1,2\n")], "*.csv")).Message);
    }

    [Theory]
    [InlineData("[1]", "x.jsonl:1: found a list, expected an object such as {\"age\": 42}")]
    [InlineData("{\"a\":1}\n{\"a\":{}}", "x.jsonl:2: found an object for 'a', expected text, a number, true, false or null")]
    [InlineData("{\"a\":1}\n\n{\"a\":1,\"a\":2}", "x.jsonl:3: found 'a' twice in a row, expected each name once")]
    [InlineData("{\"a\":1}\n{\"a\":", "x.jsonl:2: found a line that is not JSON, expected one object")]
    [InlineData("{\"a\":1} {\"a\":2}", "x.jsonl:1: found a line that is not JSON, expected one object")]
    public void BrokenJsonLines_SayWhatAndWhere(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FaultException>(() => TableReader.Read(Text("x.jsonl", text))).Message);

    [Fact]
    public void RaggedRows_AreAllCounted_AndTheFirstFewListed()
    {
        FaultException e = Assert.Throws<FaultException>(() => TableReader.Read(Text("x.csv", "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n1\n", 40)))));

        Assert.Equal(Finding.MaximumListed + 1, e.Faults.Count);
        Assert.Equal("x.csv:3: found 1 fields, expected 2 as in the header", e.Faults[0].ToString());
        Assert.Equal("x.csv: found 40 rows in all that have not 2 fields, expected none", e.Faults[^1].ToString());
    }

    [Fact]
    public void Scan_SeesEachRowOnce_InTheFilesOrder()
    {
        var random = new Random(1);
        string text = "id,x\n" + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i},{random.Next(1000)}\n"));
        List<(int First, int Count, double Sum)> runs = [];

        TableReader.Scan([Text("x.csv", text)], run => (run.Line(0), run.RowCount, run.Column("x").Numbers.ToArray().Sum()), runs.Add);

        Assert.True(runs.Count > 1);
        Assert.Equal(300_000, runs.Sum(run => run.Count));
        int line = 2;
        foreach ((int first, int count, _) in runs)
        {
            Assert.Equal(line, first);
            line += count;
        }

        Assert.Equal(TableReader.Read(Text("x.csv", text)).Column("x").Numbers.ToArray().Sum(), runs.Sum(run => run.Sum));
    }

    [Theory]
    [InlineData("1.50,12.25,-0.10", "1.50,12.25,-0.10")]
    [InlineData("4.0,4.25,7", "4.0,4.25,7")]
    [InlineData("4.0,4.25,-1.5", "4.0,4.25,-1.5")]
    [InlineData("1e3,7,0.1", "1e3,7,0.1")]
    [InlineData("999999999999999,0.000123,12345678901234567890", "999999999999999,0.000123,12345678901234567890")]
    public void Numbers_GiveTheirTextBack_HoweverTheyWereWritten(string values, string expected)
    {
        Column column = CsvReader.Read(Encoding.UTF8.GetBytes("x\n" + values.Replace(',', '\n')), "x.csv").Column("x");

        Assert.Equal(expected, string.Join(',', Enumerable.Range(0, column.RowCount).Select(column.Text)));
        Assert.Equal(expected, string.Join(',', column.Codes.ToArray().Select(code => column.Levels[code])));
        Assert.Equal(expected, string.Join(',', Enumerable.Range(0, column.RowCount).Select(column.Take([.. Enumerable.Range(0, column.RowCount)]).Text)));
    }

    [Fact]
    public void ColumnThatTurnsIntoText_LosesNothing()
    {
        // Long enough for several blocks: numbers first, then names, then as many different texts as rows.
        string text = "x\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i}.5\n")) + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"name{i % 3}\n"))
            + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"unique text {i}\n"));
        Column column = CsvReader.Read(Encoding.UTF8.GetBytes(text), "x.csv").Column("x");

        Assert.Equal(ColumnKind.Text, column.Kind);
        Assert.Equal("199999.5", column.Text(199_999));
        Assert.Equal("name2", column.Text(200_002));
        Assert.Equal("unique text 299999", column.Text(799_999));
        Assert.Equal(500_003, column.Levels.Count);
        Assert.Equal(17.5, column.Numbers[17]);
        Assert.True(double.IsNaN(column.Numbers[200_000]));
    }
}
