using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;

namespace MlCi.Tests.Schemas;

/// <summary>Rules across columns, and what their findings say.</summary>
public sealed class RowRuleTests
{
    private const string Properties = "\"properties\": {\"contract\": {\"type\": \"string\"}, \"tenure\": {\"type\": [\"integer\", \"null\"]}, \"end\": {\"type\": [\"string\", \"null\"]}}";

    private static IReadOnlyList<Finding> Check(string rules, string rows)
    {
        RowSchema schema = RowSchema.Read(Encoding.UTF8.GetBytes($"{{{Properties}, {rules}}}"), "schema.json");
        return SchemaCheck.Check(schema, CsvReader.Read(Encoding.UTF8.GetBytes("contract,tenure,end\n" + rows), "f.csv"));
    }

    [Theory]
    [InlineData(
        """ "if": {"properties": {"contract": {"const": "Two year"}}}, "then": {"properties": {"tenure": {"minimum": 12}}} """, "Two year,12,\nOne year,1,\n", "Two year,11,",
        "minimum", "column 'tenure': found '11', expected at least 12, as contract is \"Two year\"")]
    [InlineData(
        """ "if": {"properties": {"contract": {"const": "Two year"}}}, "else": {"properties": {"tenure": {"maximum": 12}}} """, "Two year,13,\nOne year,12,\n", "One year,13,",
        "maximum", "column 'tenure': found '13', expected at most 12, as contract is not \"Two year\"")]
    [InlineData(
        """ "if": {"required": ["end"]}, "then": {"required": ["tenure"]} """, "x,,\nx,1,2026\n", "x,,2026", "required", "column 'tenure': found no value, expected a value, as end has a value")]
    [InlineData(
        """ "if": {"properties": {"tenure": {"minimum": 3}}, "required": ["tenure"]}, "then": {"properties": {"end": false}} """, "x,,2026\nx,3,\n", "x,3,2026",
        "false", "column 'end': found '2026', expected no value, as tenure is at least 3")]
    [InlineData(""" "dependentRequired": {"end": ["tenure"]} """, "x,,\nx,1,2026\n", "x,,2026", "dependentRequired", "column 'tenure': found no value, expected a value, as 'end' has one")]
    [InlineData(
        """ "dependentSchemas": {"end": {"properties": {"tenure": {"type": "integer", "minimum": 1}}}} """, "x,0,\nx,1,2026\n", "x,0,2026",
        "minimum", "column 'tenure': found '0', expected at least 1, as 'end' has a value")]
    [InlineData(
        """ "anyOf": [{"required": ["end"]}, {"properties": {"tenure": {"type": "integer", "maximum": 5}}}] """, "x,5,\nx,6,2026\n", "x,6,",
        "anyOf", "row: found 'end no value, tenure 6', expected a row where end has a value, or tenure is integer and at most 5")]
    [InlineData(
        """ "oneOf": [{"required": ["end"]}, {"required": ["tenure"]}] """, "x,5,\nx,,2026\n", "x,5,2026",
        "oneOf", "row: found 'end 2026, tenure 5', expected a row where exactly one of: end has a value; tenure has a value")]
    [InlineData(
        """ "not": {"properties": {"contract": {"const": "None"}}} """, "x,5,\n", "None,5,", "not", "row: found 'contract None', expected a row where contract is not \"None\"")]
    [InlineData(
        """ "allOf": [{"$ref": "#/$defs/long"}], "$defs": {"long": {"properties": {"tenure": {"minimum": 1}}}} """, "x,1,\n", "x,0,", "minimum", "column 'tenure': found '0', expected at least 1")]
    public void Rule_HoldsInSomeRows_AndNamesTheOther(string rules, string good, string bad, string rule, string message)
    {
        Assert.Empty(Check(rules, good));
        Finding finding = Assert.Single(Check(rules, good + bad + "\n"));
        Assert.Equal(rule, finding.Rule);
        Assert.Equal(1, finding.Count);
        Assert.Equal($"f.csv:{good.Count(letter => letter == '\n') + 2}: {message}", finding.Message);
    }

    [Fact]
    public void WrongTypeUnderACondition_IsToldOnce() => Assert.Equal("type", Assert.Single(Check(
        """ "if": {"required": ["end"]}, "then": {"properties": {"tenure": {"type": "integer", "minimum": 5, "enum": [6]}}} """, "x,,2026\n")).Rule);

    [Fact]
    public void ColumnThatTheFileLacks_IsAbsent()
    {
        RowSchema schema = RowSchema.Read(Encoding.UTF8.GetBytes($"{{{Properties}, \"if\": {{\"required\": [\"end\"]}}, \"then\": {{\"required\": [\"tenure\"]}}}}"), "schema.json");

        Assert.Empty(SchemaCheck.Check(schema, CsvReader.Read("contract,tenure\nx,\n"u8.ToArray(), "f.csv")));
        Finding finding = Assert.Single(SchemaCheck.Check(schema, CsvReader.Read("contract,end\nx,2026\n"u8.ToArray(), "f.csv")));
        Assert.Equal("f.csv:2: column 'tenure': found no value, expected a value, as end has a value", finding.Message);
    }

    [Theory]
    [InlineData(""" "if": {"properties": {"contrac": {"const": 1}}}, "then": false """, "found column 'contrac', expected 'contract', or one of contract, tenure, end among 'properties' of the row")]
    [InlineData(""" "then": {"required": ["end"]} """, "found 'then' without 'if', expected both")]
    [InlineData(""" "minProperties": 2 """, "found keyword 'minProperties', which is not supported here or not of its form, expected type, required, properties")]
    [InlineData(""" "anyOf": [{"additionalProperties": false}] """, "found keyword 'additionalProperties'")]
    [InlineData(""" "not": {"minimum": 2} """, "found keyword 'minimum'")]
    [InlineData(""" "allOf": [{"$ref": "#/$defs/lon"}], "$defs": {"long": true} """, "found $ref '#/$defs/lon', expected '#/$defs/long', or one of #/$defs/long")]
    [InlineData(""" "allOf": [{"$ref": "#"}] """, "found a schema that refers to itself, expected an end")]
    [InlineData(""" "unevaluatedProperties": false """, "found keyword 'unevaluatedProperties'")]
    [InlineData(""" "$schema": "http://json-schema.org/draft-07/schema#" """, "found $schema \"http://json-schema.org/draft-07/schema#\", expected \"https://json-schema.org/draft/2020-12/schema\"")]
    [InlineData(""" "required": ["end"], "required": [] """, "found member 'required' twice, expected it once")]
    public void RuleThatCannotBeUsed_SaysWhat(string rules, string message)
    {
        FaultException e = Assert.Throws<FaultException>(() => Check(rules, "x,1,\n"));

        Assert.StartsWith(message, Assert.Single(e.Faults).Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    [Fact]
    public void EveryFault_HasItsLineAndColumn()
    {
        const string Json = """
            {
              "properties": {
                "a": {"type": "object", "minLength": -1},
                "b": {"anyOf": [{"pattern": "("}, {"format": "dat"}]},
                "c": {"items": {}, "if": {"propertyNames": {}}, "then": true}
              },
              "minProperties": 1,
              "then": {"required": ["d"]}
            }
            """;

        Assert.Equal(
            [
                "schema.json:3:11: found type \"object\"", "schema.json:3:29: found keyword 'minLength'", "schema.json:4:22: found pattern '('",
                "schema.json:4:40: found format \"dat\"", "schema.json:5:11: found keyword 'items'", "schema.json:5:31: found keyword 'propertyNames'",
                "schema.json:7:3: found keyword 'minProperties'", "schema.json:8:3: found 'then' without 'if'",
            ],
            Assert.Throws<FaultException>(() => RowSchema.Read(Encoding.UTF8.GetBytes(Json), "schema.json")).Faults.Select(fault => fault.ToString().Split(',')[0]));
    }

    [Fact]
    public void Tallies_AddUpToTheWhole_FromAnyThread()
    {
        RowSchema schema = RowSchema.Read(Encoding.UTF8.GetBytes(
            $"{{{Properties.Replace("\"integer\", \"null\"", "\"integer\"", StringComparison.Ordinal)}, \"if\": {{\"required\": [\"end\"]}}, \"then\": {{\"properties\": {{\"tenure\": {{\"multipleOf\": 7}}}}}}}}"), "schema.json");
        string rows = string.Concat(Enumerable.Range(0, 1000).Select(i => $"c{i % 3},{(i % 11 == 0 ? "" : i % 13 == 0 ? "x" : i)},{(i % 2 == 0 ? "e" : "")}\n"));
        Table table = CsvReader.Read(Encoding.UTF8.GetBytes("contract,tenure,end\n" + rows), "f.csv");

        SchemaTally[] tallies = [.. Enumerable.Range(0, 10).AsParallel().AsOrdered().Select(part => SchemaCheck.Tally(schema, table.Take([.. Enumerable.Range(part * 100, 100)])))];
        SchemaTally sum = tallies[0];
        foreach (SchemaTally tally in tallies[1..])
            sum.Add(tally);

        IReadOnlyList<Finding> whole = SchemaCheck.Check(schema, table);
        Assert.Equal(["null", "type", "multipleOf"], whole.Select(finding => finding.Rule));
        Assert.Equal(whole.Select(Shown), sum.Findings().Select(Shown));
        Assert.Equal(1000, sum.Rows);

        static string Shown(Finding finding) => $"{finding.Rule} {finding.Count} of {finding.Rows}: {string.Join(' ', finding.First)} {finding.Message} {finding.Place}";
    }
}
