using MlCi.Data;
using MlCi.Proposals;

namespace MlCi.Tests.Proposals;

public sealed class ColumnRolesTests
{
    [Theory]
    [InlineData("id", true)]
    [InlineData("loan_id", true)]
    [InlineData("loanId", true)]
    [InlineData("customerID", true)]
    [InlineData("CustomerId", true)]
    [InlineData("UUID", true)]
    [InlineData("userid", true)]
    [InlineData("primary-key", true)]
    [InlineData("paid", false)]
    [InlineData("grid", false)]
    [InlineData("valid", false)]
    [InlineData("identity_score", false)]
    [InlineData("", false)]
    public void Names_ThatName(string name, bool isKeyLike) => Assert.Equal(isKeyLike, ColumnRoles.IsKeyLike(name));

    // A word for a missing value, or a decimal comma, makes text of what is meant as numbers: that must not be passed over.
    [Theory]
    [InlineData("NA", "text of 81 different values: most are numbers, but 'NA' is none")]
    [InlineData("0,5", "text of 81 different values: most are numbers, but '0,5' is none")]
    public void TextsThatAreMostlyNumbers_NameOneThatIsNone(string stray, string why) => Assert.Equal(
        why, Csv.Roles(Csv.Table("x,y", 120, row => $"\"{(row % 3 == 0 ? stray : $"{row}.25")}\",{row % 2}"), "y")[0].Why);

    [Theory]
    [InlineData("loan_id", "0", ColumnRole.Key)]
    [InlineData("loan_id", "1", ColumnRole.Entity)]
    [InlineData("amount", "0", ColumnRole.LeftOut)]      // counts the rows
    [InlineData("amount", "2", ColumnRole.Number)]
    [InlineData("amount", "3", ColumnRole.Number)]
    [InlineData("loan_id", "3", ColumnRole.Number)]      // unique, but no name has a fraction
    [InlineData("kind", "4", ColumnRole.Category)]
    [InlineData("note", "5", ColumnRole.LeftOut)]
    [InlineData("state", "6", ColumnRole.LeftOut)]
    [InlineData("empty", "7", ColumnRole.LeftOut)]
    [InlineData("day", "8", ColumnRole.LeftOut)]
    [InlineData("huge", "10", ColumnRole.LeftOut)]
    [InlineData("flag", "9", ColumnRole.Category)]
    public void Role_IsToldFromValuesAndName(string name, string values, ColumnRole role)
    {
        Func<int, string> value = values switch
        {
            "0" => row => $"{1000 + row}",
            "1" => row => $"{1000 + row / 3}",
            "2" => row => $"{row * row}",
            "3" => row => $"{row}.25",
            "4" => row => $"kind {row % 4}",
            "5" => row => $"a text {row}",
            "6" => _ => "always",
            "7" => _ => "",
            "8" => row => $"2026-01-{1 + row % 28:00}",
            "10" => row => $"-{row + 1}e300",
            _ => row => row % 2 == 0 ? "true" : "false",
        };
        Table table = Csv.Table($"x,{name},y", 90, row => $"{row % 5},{value(row)},{row % 2}");

        ProposedColumn column = Csv.Roles(table, "y")[1];

        Assert.Equal(role, column.Role);
        Assert.Equal(role is ColumnRole.Number or ColumnRole.Category, column.Why.Length == 0);
    }

    [Fact]
    public void OneKeyAndOneEntity_AreEnough()
    {
        Table table = Csv.Table("a_id,b_id,c_id,d_id,y", 90, row => $"k{row},m{row},c{row / 3},d{row / 4},{row % 2}");

        Assert.Equal(
            [ColumnRole.Key, ColumnRole.LeftOut, ColumnRole.Entity, ColumnRole.LeftOut, ColumnRole.Label], Csv.Roles(table, "y").Select(column => column.Role));
    }

    [Fact]
    public void Profile_CountsValuesAsWhatTheyAre()
    {
        Table table = Csv.Table("n,t", "1,b", "1.0,a", "10,", "2,b", ",\"\"");

        ColumnProfile numbers = ColumnProfile.Of(table.Columns[0]);
        Assert.Equal((3, 1, 1.0, 10.0), (numbers.Distinct, numbers.Missing, numbers.Minimum, numbers.Maximum));
        Assert.Equal([new LevelCount("1", 2), new LevelCount("2", 1), new LevelCount("10", 1)], numbers.Levels);

        ColumnProfile texts = ColumnProfile.Of(table.Columns[1]);
        Assert.Equal([new LevelCount("", 1), new LevelCount("a", 1), new LevelCount("b", 2)], texts.Levels);
        Assert.Equal(1, texts.Missing);
    }

    [Fact]
    public void LevelsThatNoRowHasAnyMore_AreNone()
    {
        Table table = Csv.Table("t,y", "a,1", "b,2", "c,3").Take([0, 2]);

        Assert.Equal(["a", "c"], ColumnProfile.Of(table.Columns[0]).Levels.Select(level => level.Text));
    }

    [Fact]
    public void NothingToLearnFrom_IsAFaultThatSaysWhy() => Assert.Equal(
        "data.csv:1: found no column to learn from beside 'y', expected one: 'id' is left out (it names the row)",
        Assert.Single(Csv.Faults(Csv.Table("id,y", 90, row => $"k{row},{row % 2}"), new ProposalOptions("y"))));

    [Fact]
    public void NoRows_IsAFault() =>
        Assert.Equal("data.csv:1: found no rows after the header, expected some to learn from", Assert.Single(Csv.Faults(Csv.Table("x,y"), new ProposalOptions("y"))));
}
