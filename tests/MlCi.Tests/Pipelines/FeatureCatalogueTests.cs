using System.Text;
using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Tests.Pipelines;

public sealed class FeatureCatalogueTests
{
    private static (PipelineDefinition Definition, byte[] Schema, string File) Pipeline(string name, string columns, string root = "") =>
        (Sample.Read(Sample.With("holdout: holdout.csv", "holdout: holdout.csv, key: id, weight: w, cluster: who")) with { Name = name }, Encoding.UTF8.GetBytes("{" + root + "\"properties\": {" + columns + "}}"), $"{name}/schema.json");

    private static CatalogueColumn Column(string schema, string root = "") => Assert.Single(FeatureCatalogue.Of([Pipeline("a", $"\"x\": {schema}", root)]).Entries).Column;

    [Theory]
    [InlineData("""{"type": "integer"}""", "integer", "")]
    [InlineData("""{"type": ["null", "number"], "minimum": 0, "maximum": 1.50}""", "number or no value", "0 to 1.50")]
    [InlineData("""{"type": "number", "exclusiveMinimum": 0, "maximum": 1e3}""", "number", "more than 0, at most 1e3")]
    [InlineData("""{"type": "number", "multipleOf": 0.5, "exclusiveMaximum": 9}""", "number", "less than 9, a multiple of 0.5")]
    [InlineData("""{"type": "string", "format": "date"}""", "text (date)", "")]
    [InlineData("""{"type": "string", "pattern": "^a$", "minLength": 1, "maxLength": 3}""", "text", "1 to 3 characters, matches ^a$")]
    [InlineData("""{"type": "string", "x-unique": true}""", "text", "unique")]
    [InlineData("""{"const": 3}""", "integer", "always 3")]
    [InlineData("""{"anyOf": [{"type": "integer"}, {"const": "none"}]}""", "integer or text", "")]
    [InlineData("{}", "any", "")]
    [InlineData("true", "any", "")]
    public void TypeAndRange_AreTold(string schema, string type, string range) => Assert.Equal((type, range), (Column(schema).Type, Column(schema).Range));

    [Fact]
    public void Enum_IsItsValues_AndTheirType()
    {
        CatalogueColumn column = Column("""{"enum": ["a", 1.5, true, null]}""");

        Assert.Equal(["a", "1.5", "true", "no value"], column.Values);
        Assert.Equal("number or true or false or text or no value", column.Type);
    }

    [Fact]
    public void Annotations_AreTheColumns_ElseTheSchemas()
    {
        const string Root = "\"x-owner\": \"sales\", \"x-since\": 2019,";

        Assert.Equal(("sales", "2019", "months"), Column("""{"x-unit": "months"}""", Root) is var column ? (column.Owner, column.Since, column.Unit) : default);
        Assert.Equal(("me", "v2", null), Column("""{"x-owner": "me", "x-since": "v2"}""", Root) is var own ? (own.Owner, own.Since, own.Unit) : default);
        Assert.Equal("said", Column("""{"title": "named", "description": "said"}""").Meaning);
        Assert.Equal("named", Column("""{"title": "named"}""").Meaning);
    }

    [Fact]
    public void Definition_IsFollowed_AndWhatStandsBesideItCounts()
    {
        const string Root = """
            "$defs": {"money/eur": {"type": "number", "minimum": 0, "x-unit": "EUR", "description": "an amount"}, "loop": {"$ref": "#/$defs/loop"}},
            """;

        CatalogueColumn column = Column("""{"$ref": "#/$defs/money~1eur", "description": "the price"}""", Root);

        Assert.Equal(("number", "at least 0", "EUR", "the price"), (column.Type, column.Range, column.Unit, column.Meaning));
        Assert.Equal("any", Column("""{"$ref": "#/$defs/loop"}""", Root).Type);
    }

    [Fact]
    public void Annotations_ThatAreNoText_AreFaults_AllAtOnce()
    {
        FaultException exception = Assert.Throws<FaultException>(() => FeatureCatalogue.Of([Pipeline("a", """ "x": {"x-owner": ["me"]}, "y": {"x-unit": 5} """)]));

        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        Assert.Equal(
            ["a/schema.json: column 'x': found a list for x-owner, expected a text", "a/schema.json: column 'y': found 5 for x-unit, expected a text"],
            exception.Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void Roles_AreThoseOfThePipeline() => Assert.Equal(
        ["age: feature", "churn: label", "id: key", "w: weight", "who: cluster"],
        FeatureCatalogue.Of([Pipeline("a", """ "w": {}, "age": {}, "churn": {}, "who": {}, "id": {} """)]).Entries.Select(entry => $"{entry.Column.Name}: {entry.Uses.Single().Role}"));

    [Fact]
    public void SameColumn_IsOneEntry_AndAnotherMeaningIsItsOwn_WithoutADisagreement()
    {
        var catalogue = FeatureCatalogue.Of(
        [
            Pipeline("b", """ "age": {"type": "integer", "description": "years"} """),
            Pipeline("a", """ "age": {"type": "integer", "description": "years"} """),
            Pipeline("c", """ "age": {"type": "integer", "description": "years lived"} """),
        ]);

        Assert.Equal(["years: a, b", "years lived: c"], catalogue.Entries.Select(entry => $"{entry.Column.Meaning}: {string.Join(", ", entry.Uses)}"));
        Assert.Empty(catalogue.Disagreements);
    }

    [Theory]
    [InlineData("""{"type": "number"}""", "'age' is integer in a, b; number in c")]
    [InlineData("""{"type": "integer", "minimum": 18}""", "'age' is integer in a, b; integer, at least 18 in c")]
    [InlineData("""{"type": "integer", "x-unit": "months"}""", "'age' is integer in a, b; integer, months in c")]
    [InlineData("""{"type": "integer", "enum": [1, 2]}""", "'age' is integer in a, b; integer, 1 | 2 in c")]
    public void DifferentTypeRangeOrUnit_IsADisagreement(string other, string told)
    {
        var catalogue = FeatureCatalogue.Of(
            [Pipeline("a", """ "age": {"type": "integer"}, "x": {} """), Pipeline("b", """ "age": {"type": "integer"} """), Pipeline("c", $"\"age\": {other}")]);

        Assert.Equal(told, Assert.Single(catalogue.Disagreements).ToString());
    }

    [Fact]
    public void Markdown_ShowsNamesAsTheyAre_AndColumnsThatSaySomething()
    {
        var catalogue = FeatureCatalogue.Of([Pipeline("a", """ "x|y": {"type": "string", "description": "<b> @me | *x*"}, "churn": {"enum": ["Yes", "No"]} """)]);

        Assert.Equal("""
            # Feature catalogue

            2 columns of 1 pipeline; 1 without a description, by their schemas. Written by `mlci catalogue --markdown`.

            ## Columns
            | column | type | values | meaning | used by |
            |---|---|---|---|---|
            | `churn` | text | Yes, No | | a (label) |
            | <code>x\|y</code> | text | | &lt;b&gt; @&#8203;me \| \*x\* | a |

            """.ReplaceLineEndings("\n"), CatalogueReport.Markdown(catalogue));
    }

    [Fact]
    public void Json_HasAllValues()
    {
        JsonNode json = JsonNode.Parse(CatalogueReport.Json(FeatureCatalogue.Of(
            [Pipeline("a", $"\"x\": {{\"enum\": [{string.Join(", ", Enumerable.Range(1, 40))}]}}"), Pipeline("b", "\"x\": {\"type\": \"integer\"}")])))!;

        Assert.Equal(40, json["columns"]![0]!["values"]!.AsArray().Count);
        Assert.Equal("a", (string?)json["columns"]![0]!["usedBy"]![0]!["pipeline"]);
        Assert.Equal("x", (string?)json["disagreements"]![0]!["column"]);
    }
}
