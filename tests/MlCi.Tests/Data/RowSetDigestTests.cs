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

    [Fact]
    public void PairsOfRowsThatCancel_AreSeen() =>
        Assert.NotEqual(Of("a\n1\n1\n2\n2\n"), Of("a\n1\n1\n3\n3\n"));
}
