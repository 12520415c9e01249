using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Data;
using MlCi.Proposals;
using MlCi.Schemas;

namespace MlCi.Tests.Proposals;

public sealed class SchemaProposalTests
{
    private static readonly string[] Fields =
    [
        "", "\"\"", "0", "1", "-3", "2.5", "1e3", "1.0", "007", "+5", "true", "false", "2026-01-31", "2026-01-31T10:20:30Z", "2026-01-31 10:20", "text", "\"a, b\"",
        "\"say \"\"hi\"\"\"", "\"two\nlines\"", "é€😀", "null", "NaN", "1e400", " 5", "2026-13-01",
    ];

    // Whatever the columns hold: the contract admits what it was made from, to the last row.
    [Fact]
    public void Schema_AcceptsTheDataThatItWasMadeFrom() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            Table table = RandomTable(seed);
            ProposedLabel label = Csv.Proposal(table, "y").Label;
            return SchemaCheck.Check(Schema(table, label), table).Count == 0;
        }));

    [Theory]
    [InlineData("5,7,90", "\"type\":\"integer\",\"minimum\":0")]
    [InlineData("-5,7,90", "\"type\":\"integer\"")]
    [InlineData("-5,-7,-1", "\"type\":\"integer\",\"maximum\":0")]
    [InlineData("0.5,7,90", "\"type\":\"number\",\"minimum\":0")]
    [InlineData("0,1,1", "\"type\":\"integer\",\"enum\":[0,1]")]
    [InlineData("0,1,", "\"type\":[\"integer\",\"null\"],\"enum\":[0,1,null]")]
    [InlineData("true,false,", "\"type\":[\"boolean\",\"null\"]")]
    [InlineData("b,a,b", "\"type\":\"string\",\"enum\":[\"a\",\"b\"]")]
    [InlineData("b,a,", "\"type\":[\"string\",\"null\"],\"enum\":[\"a\",\"b\",null]")]
    [InlineData("2026-01-31,2026-02-01,", "\"type\":[\"string\",\"null\"],\"format\":\"date\"")]
    [InlineData(",,", "")]
    public void Column_IsHeldToWhatIsMeant_NotToWhatWasSeen(string values, string schema)
    {
        string[] by = values.Split(',');
        Table table = Csv.Table("c,x,y", 90, row => $"{by[row % by.Length]},{row % 9},{row % 2}");

        JsonObject column = Proposed(table)["properties"]!["c"]!.AsObject();
        column.Remove("description");

        Assert.Equal($"{{{schema}}}", column.ToJsonString());
    }

    // Where a level was seen once only, there are likely others.
    [Fact]
    public void CategoryWithALevelOfOneRow_IsNotClosed()
    {
        Table table = Csv.Table("c,x,y", 90, row => $"{(row == 5 ? "rare" : row % 3 == 0 ? "a" : "b")},{row % 9},{row % 2}");

        Assert.Null(Proposed(table)["properties"]!["c"]!["enum"]);
    }

    [Fact]
    public void Key_IsUnique_AndEveryColumnIsRequired()
    {
        Table table = Csv.Table("id,x,y", 90, row => $"k{row},{row % 9},{(row % 2 == 0 ? "bad" : "good")}");
        JsonObject schema = Proposed(table);

        Assert.True((bool)schema["properties"]!["id"]!["x-unique"]!);
        Assert.Equal("[\"bad\",\"good\"]", schema["properties"]!["y"]!["enum"]!.ToJsonString());
        Assert.Equal("[\"id\",\"x\",\"y\"]", schema["required"]!.ToJsonString());
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.Contains("it names the row", (string)schema["properties"]!["id"]!["description"]!, StringComparison.Ordinal);
    }

    private static JsonObject Proposed(Table table) => Csv.Proposal(table, "y").Schema("A row", "data.csv");

    private static RowSchema Schema(Table table, ProposedLabel label) =>
        RowSchema.Read(Encoding.UTF8.GetBytes(SchemaProposal.Of("A row", "data.csv", Csv.Roles(table, "y"), label).ToJsonString()), "schema.json");

    // Columns of a few of the fields each, so that most are of one kind.
    private static Table RandomTable(int seed)
    {
        var random = new Random(seed);
        string[][] fields = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, random.Next(1, 5)).Select(_ => Fields[random.Next(Fields.Length)]).ToArray())];
        string[] labels = (seed % 3) switch { 0 => ["No", "Yes"], 1 => ["a", "b", "c"], _ => ["0.5", "-1", "1e3", "77"] };
        return Csv.Table("a,b_id,\"c \"\"d\"\"\",d,e,f,x,y", 30 + random.Next(60), row =>
            string.Join(',', fields.Select(column => column[random.Next(column.Length)]).Append($"{row % 9}").Append(labels[row % labels.Length])));
    }
}
