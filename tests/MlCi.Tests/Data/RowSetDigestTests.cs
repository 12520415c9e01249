using System.Globalization;
using System.Text;
using MlCi.Data;

namespace MlCi.Tests.Data;

public sealed class RowSetDigestTests
{
    private const string Csv = "id,x,city\n1,0.5,Rome\n2,-3e2,\n3,0,\"\"\n4,0.25,\"Ely, UK\"\n";

    private static string Of(string csv) => RowSetDigest.Of(CsvReader.Read(Encoding.UTF8.GetBytes(csv), "holdout.csv"));

    [Theory]
    [InlineData("id,x,city\r\n1,0.5,Rome\r\n2,-3e2,\r\n3,0,\"\"\r\n4,0.25,\"Ely, UK\"")]
    [InlineData("\uFEFF\"id\",x,city\n\"1\",0.5,\"Rome\"\n2,-3e2,\n3,0,\"\"\n4,0.25,\"Ely, UK\"\n")]
    [InlineData("id,x,city\n4,0.25,\"Ely, UK\"\n3,0,\"\"\n1,0.5,Rome\n2,-3e2,\n")]
    [InlineData("city,id,x\nRome,1,0.5\n,2,-3e2\n\"\",3,0\n\"Ely, UK\",4,0.25\n")]
    [InlineData("id,x,city\n1.0,0.500,Rome\n2,-300,\n3,-0.0,\"\"\n4,2.5e-1,\"Ely, UK\"\n")]
    public void OtherWriting_IsTheSame(string csv) => Assert.Equal(Of(Csv), Of(csv));

    [Theory]
    [InlineData("0.5", "0.51")]
    [InlineData("Rome", "rome")]
    [InlineData("2,-3e2,\n", "2,-3e2,\"\"\n")]
    [InlineData("3,0,\"\"\n", "")]
    [InlineData("3,0,\"\"\n", "3,0,\"\"\n3,0,\"\"\n")]
    [InlineData("1,0.5,Rome\n2,-3e2,\n", "1,-3e2,Rome\n2,0.5,\n")]
    [InlineData("id,x,city", "x,id,city")]
    [InlineData("id,x,city", "id,x,town")]
    public void OtherContent_IsAnother(string old, string now)
    {
        Assert.Contains(old, Csv, StringComparison.Ordinal);
        Assert.NotEqual(Of(Csv), Of(Csv.Replace(old, now, StringComparison.Ordinal)));
    }

    // Ledgers are named by it: it may never change for the same rows.
    [Fact]
    public void Digest_IsWhatItWas() => Assert.Equal("sha256:472aef9d1c72375bf13bf2478bb228e736390dea1964080d281a36bb5b310f50", Of(Csv));

    // Of columns of numbers, with spellings and without, of codes and of texts; of rows in another order; in runs of any length.
    [Fact]
    public void HoweverTheColumnsAreHeld_ItIsTheSame()
    {
        const int Count = 20_000;
        string[] lines = [.. Enumerable.Range(0, Count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{(i * 0.37) - 900},{i % 7},{(i % 11 == 0 ? "" : i % 3 == 0 ? "n/a" : i % 5 == 0 ? "-0.0" : $"{i}e-3")},{(i % 13 == 0 ? "" : $"town {i % 40}")},\"text {i} é\""))];
        Table table = Read("a,b,c,d,e\n" + string.Join('\n', lines) + "\n");
        string digest = RowSetDigest.Of(table);

        // What the digest was when each column was coded first.
        Assert.Equal("sha256:5ec6476595febe04dd448cdee2fff85af71078c92f294d076d50035254a77bd8", digest);
        Assert.Equal(digest, RowSetDigest.Of(Read("a,b,c,d,e\n" + string.Join('\n', lines.Reverse()) + "\n")));
        Column[] coded = [.. table.Columns.Select(column => new Column(column.Name, [.. column.Levels], column.Codes.ToArray()))];
        Assert.Equal(digest, RowSetDigest.Of(table.With(coded)));
        Assert.Equal(digest, RowSetDigest.Of(table.With([Column.OfNumbers("a", table.Column("a").Numbers.ToArray()), .. coded[1..]])));
        Assert.Equal(digest, RowSetDigest.Of(table.Take([.. Enumerable.Range(0, Count).Select(i => i * 7 % Count)])));
        Assert.Equal(digest, RowSetDigest.Of(TableReader.Read([RowSource.OfBytes("x.csv", Bytes(lines[..77])), RowSource.OfBytes("y.csv", Bytes(lines[77..]))], "both")));

        static Table Read(string csv) => CsvReader.Read(Encoding.UTF8.GetBytes(csv), "holdout.csv");
        static byte[] Bytes(string[] rows) => Encoding.UTF8.GetBytes("a,b,c,d,e\n" + string.Join('\n', rows) + "\n");
    }

    // As the text of them was hashed.
    [Fact]
    public void NumbersThatNoFileHas_AreTexts()
    {
        Table numbers = Table([1, double.PositiveInfinity, double.NaN, double.Epsilon, -1.7976931348623157E+308]);

        Assert.Equal("sha256:984ca83449bf468c867aeb793e3a7a23417fe930bc56661937a9e353187a611a", RowSetDigest.Of(numbers));

        static Table Table(double[] values) => new("t", [Column.OfNumbers("x", values)], [2, 3, 4, 5, 6]);
    }

    [Fact]
    public void PairsOfRowsThatCancel_AreSeen() =>
        Assert.NotEqual(Of("a\n1\n1\n2\n2\n"), Of("a\n1\n1\n3\n3\n"));
}
