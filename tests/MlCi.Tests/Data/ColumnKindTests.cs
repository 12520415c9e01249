using System.Text;
using MlCi.Data;

namespace MlCi.Tests.Data;

public sealed class ColumnKindTests
{
    [Theory]
    [InlineData("true,false", ColumnKind.Boolean)]
    [InlineData("1,-20,0", ColumnKind.Integer)]
    [InlineData("1,2.5,1e3", ColumnKind.Number)]
    [InlineData("01234,10000", ColumnKind.Text)]
    [InlineData("0.5,0", ColumnKind.Number)]
    [InlineData("2026-01-31,2024-02-29", ColumnKind.Date)]
    [InlineData("2026-02-30", ColumnKind.Text)]
    [InlineData("2026-01-31T10:20:30Z,2026-01-31 10:20:30,2026-01-31T10:20:30.25+01:00", ColumnKind.Timestamp)]
    [InlineData("2026-01-31,2026-01-31T10:20:30Z", ColumnKind.Text)]
    [InlineData("1,true", ColumnKind.Text)]
    [InlineData("1,NA", ColumnKind.Text)]
    public void Kind_IsTheNarrowestThatFitsEveryValue(string values, ColumnKind expected)
    {
        string csv = "id,x\n" + string.Join("\n", values.Split(',').Select((value, i) => $"{i},{value}")) + "\n9,\n";
        Assert.Equal(expected, CsvReader.Read(Encoding.UTF8.GetBytes(csv), "x.csv").Column("x").Kind);
    }

    [Fact]
    public void ColumnWithoutValues_IsEmpty() =>
        Assert.Equal(ColumnKind.Empty, CsvReader.Read("a,b\n1,\n2,\n"u8, "x.csv").Column("b").Kind);

    [Fact]
    public void LevelThatNoRowHasAnyMore_SaysNothing() =>
        Assert.Equal(ColumnKind.Integer, CsvReader.Read("a\n1\nx\n"u8, "x.csv").Column("a").Take([0]).Kind);
}
