using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;

namespace MlCi.Tests.Schemas;

public sealed class SchemaCheckTests
{
    private static IReadOnlyList<Finding> Check(string column, string csv, string root = "")
    {
        string json = "{\"type\": \"object\", " + root + " \"properties\": {\"a\": " + column + "}}";
        return SchemaCheck.Check(Read(json), CsvReader.Read(Encoding.UTF8.GetBytes(csv), "f.csv"));
    }

    private static RowSchema Read(string json) => RowSchema.Read(Encoding.UTF8.GetBytes(json), "schema.json");

    [Theory]
    [InlineData("""{"type": "integer"}""", "1", "x", "f.csv:3: column 'a': found 'x', expected integer")]
    [InlineData("""{"type": "integer"}""", "1.0", "1.5", "f.csv:3: column 'a': found '1.5', expected integer")]
    [InlineData("""{"type": "number"}""", "1e3", "1,5", null)]
    [InlineData("""{"type": ["integer", "null"]}""", "", "x", "f.csv:3: column 'a': found 'x', expected integer or no value")]
    [InlineData("""{"type": "integer"}""", "1", "", "f.csv:3: column 'a': found no value, expected integer")]
    [InlineData("""{"type": "boolean"}""", "true", "True", "f.csv:3: column 'a': found 'True', expected true or false")]
    [InlineData("""{"enum": ["No", "Yes"]}""", "Yes", "yes", "f.csv:3: column 'a': found 'yes', expected one of \"No\", \"Yes\"")]
    [InlineData("""{"enum": [0, 1]}""", "1.0", "2", "f.csv:3: column 'a': found '2', expected one of 0, 1")]
    [InlineData("""{"enum": ["a"]}""", "a", "", "f.csv:3: column 'a': found no value, expected number or true or false or text")]
    [InlineData("""{"type": "string", "enum": ["1"]}""", "1", "1.0", "f.csv:3: column 'a': found '1.0', expected one of \"1\"")]
    [InlineData("""{"const": 3}""", "3", "4", "f.csv:3: column 'a': found '4', expected 3")]
    [InlineData("""{"type": "number", "minimum": 0}""", "0", "-0.1", "f.csv:3: column 'a': found '-0.1', expected at least 0")]
    [InlineData("""{"type": "number", "maximum": 9.5}""", "9.5", "9.6", "f.csv:3: column 'a': found '9.6', expected at most 9.5")]
    [InlineData("""{"type": "number", "exclusiveMinimum": 0}""", "0.1", "0", "f.csv:3: column 'a': found '0', expected more than 0")]
    [InlineData("""{"type": "number", "exclusiveMaximum": 1}""", "0.9", "1", "f.csv:3: column 'a': found '1', expected less than 1")]
    [InlineData("""{"type": "number", "multipleOf": 0.1}""", "0.3", "0.35", "f.csv:3: column 'a': found '0.35', expected a multiple of 0.1")]
    [InlineData("""{"type": "string", "pattern": "^[A-Z]{2}$"}""", "CT", "C1", "f.csv:3: column 'a': found 'C1', expected text that matches ^[A-Z]{2}$")]
    [InlineData("""{"type": "string", "minLength": 2}""", "ab", "a", "f.csv:3: column 'a': found 'a', expected at least 2 characters")]
    [InlineData("""{"type": "string", "maxLength": 1}""", "😀", "ab", "f.csv:3: column 'a': found 'ab', expected at most 1 characters")]
    [InlineData("""{"type": "string", "format": "date"}""", "2026-01-31", "2026-02-30", "f.csv:3: column 'a': found '2026-02-30', expected a date such as 2026-01-31")]
    [InlineData("""{"anyOf": [{"type": "integer"}, {"const": "unknown"}]}""", "unknown", "many", "f.csv:3: column 'a': found 'many', expected integer or \"unknown\"")]
    [InlineData("""{"type": "integer", "oneOf": [{"minimum": 5}, {"multipleOf": 3}]}""", "3", "6", "f.csv:3: column 'a': found '6', expected exactly one of: at least 5 or a multiple of 3")]
    [InlineData("""{"type": "string", "not": {"pattern": "^-"}}""", "a", "-a", "f.csv:3: column 'a': found '-a', expected not text that matches ^-")]
    [InlineData("""{"type": "number", "if": {"minimum": 5}, "then": {"multipleOf": 0.5}, "else": {"minimum": 0}}""", "5.5", "5.3", "f.csv:3: column 'a': found '5.3', expected a multiple of 0.5 where it is at least 5, at least 0 where it is not at least 5")]
    [InlineData("""{"type": "integer", "x-unique": true}""", "1", "1", "f.csv:3: column 'a': found '1', expected each value in one row only")]
    public void Keyword_HoldsOnOneValue_AndNamesTheOther(string column, string good, string bad, string? message)
    {
        if (message is null)
        {
            Assert.Empty(Check(column, $"a,b\n{good},1\n"));
            Assert.Single(Check(column, $"a,b\n\"{bad}\",1\n"));
            return;
        }

        Finding finding = Assert.Single(Check(column, $"a,b\n{good},1\n{bad},1\n"));
        Assert.Equal(message, finding.Message.Replace(" (2 of 2 rows)", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Count_IsOfAllRows_AndTheListIsCapped()
    {
        string rows = string.Concat(Enumerable.Repeat("x,1\n", 12)) + "5,1\n";

        Finding finding = Assert.Single(Check("""{"type": "integer"}""", "a,b\n" + rows));

        Assert.Equal(12, finding.Count);
        Assert.Equal(13, finding.Rows);
        Assert.Equal(Finding.MaximumListed, finding.First.Count);
        Assert.Equal("f.csv:2: column 'a': found 'x', expected integer (12 of 13 rows)", finding.Message);
        Assert.Equal(new SourcePlace("schema.json", 1, 42), finding.Place);
    }

    [Fact]
    public void WrongType_IsToldOnce() =>
        Assert.Equal("type", Assert.Single(Check("""{"type": "integer", "minimum": 0, "enum": [1]}""", "a,b\nx,1\n")).Rule);

    [Fact]
    public void OtherColumn_IsFound_WhereTheSchemaAllowsNone() =>
        Assert.Equal(
            "f.csv:1: column 'b': found 'b', expected only the columns of schema.json (2 of 2 rows)",
            Assert.Single(Check("{}", "a,b\n1,2\n3,4\n", root: "\"additionalProperties\": false,")).Message);

    [Fact]
    public void RequiredColumn_ThatIsAbsent_IsAFault()
    {
        FaultException e = Assert.Throws<FaultException>(() => Check("{}", "b,c\n1,2\n", root: "\"required\": [\"a\"],"));

        Assert.Equal("f.csv:1: found no column 'a', expected it as schema.json:1 requires; the file has b, c", e.Message);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    [Theory]
    [InlineData("{", "schema.json:1:2: found text that is not JSON")]
    [InlineData("[]", "schema.json:1:1: found a list, expected a JSON Schema of one row (an object)")]
    [InlineData("""{"properties": {"a": {"format": "dates"}}}""", "schema.json:1:23: found format \"dates\", expected 'date', or one of date, date-time")]
    [InlineData("""{"properties": {"a": {"type": "int"}}}""", "schema.json:1:23: found type \"int\", expected null, boolean, integer, number or string")]
    [InlineData("""{"properties": {"a": {"minimum": "0"}}}""", "schema.json:1:23: found keyword 'minimum', which is not supported here or not of its form")]
    [InlineData("""{"properties": {"a": {"pattern": "("}}}""", "schema.json:1:23: found pattern '(', expected a regular expression")]
    [InlineData("""{"properties": {}, "required": ["z"]}""", "schema.json:1:20: found required column 'z', expected it among 'properties' too")]
    [InlineData("""{"type": "object"}""", "schema.json:1:1: found no 'properties', expected one for each column")]
    [InlineData("""{"properties": {}, "allOf": []}""", "schema.json:1:20: found keyword 'allOf'")]
    public void SchemaThatCannotBeUsed_SaysWhatAndWhere(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<FaultException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void EveryFaultOfASchema_IsListed() =>
        Assert.Equal(3, Assert.Throws<FaultException>(() => Read("""{"not": {"minItems": 1}, "properties": {"a": {"if": []}, "b": {"format": "url"}}}""")).Faults.Count);

    [Fact]
    public void Admits_AnswersForOneValue()
    {
        ColumnSchema column = Read("""{"properties": {"a": {"enum": ["No", "Yes"]}}}""").Find("a")!;

        Assert.True(column.Admits("Yes"));
        Assert.False(column.Admits("Maybe"));
    }
}
