using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;

namespace MlCi.Tests.Schemas;

/// <summary>The official test suite of JSON Schema 2020-12; suite/README.md names its source.</summary>
public sealed class SuiteTests
{
    [Fact]
    public void SchemaThatNeedsWhatIsNotSupported_IsRefused_AndNoOther()
    {
        string[] refused = [.. SuiteCase.All.Where(one => Read(one.Schema) is null).Select(one => one.Name)];

        string[] listed = [.. SuiteCase.All.Select(one => one.Name).Where(name => UnsupportedCases.ReasonOf(name) is not null)];

        Assert.True(refused.SequenceEqual(listed), $"not listed: {string.Join('\n', refused.Except(listed))}\nnot refused: {string.Join('\n', listed.Except(refused))}");
        Assert.All(UnsupportedCases.Reasons.Keys, key => Assert.Contains(refused, name => name.StartsWith(key, StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryInstance_IsJudgedAsTheSuiteSays()
    {
        List<string> wrong = [];
        int count = 0;
        foreach (SuiteCase one in SuiteCase.All)
        {
            if (Read(one.Schema) is not { } schema)
                continue;
            foreach ((string description, JsonElement value, bool isValid) in one.Instances)
            {
                IReadOnlyList<Fault> faults = schema.Check(Encoding.UTF8.GetBytes(value.GetRawText()), "value.json");
                count++;
                if (faults.Count == 0 != (isValid && !UnsupportedCases.IsAnnotationOnly(one.Name, description)))
                    wrong.Add($"{one.Name}: {description}: expected {isValid}, {string.Join("; ", faults)}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(count > 1000, $"only {count} instances");
    }

    [Fact]
    public void EveryScalar_IsJudgedInAColumn_AsTheSuiteSays()
    {
        List<string> wrong = [];
        int count = 0;
        foreach (SuiteCase one in SuiteCase.All)
        {
            if (OfColumn(one.Schema) is not { } schema)
                continue;
            foreach ((string description, JsonElement value, bool isValid) in one.Instances)
            {
                if (Field(value, schema.Columns[0]) is not { } field)
                    continue;
                Table table = CsvReader.Read(Encoding.UTF8.GetBytes($"a,b\n{field},1\n"), "f.csv");
                IReadOnlyList<Finding> findings = SchemaCheck.Check(schema, table);
                count++;
                if (findings.Count == 0 != (isValid && !UnsupportedCases.IsAnnotationOnly(one.Name, description)))
                    wrong.Add($"{one.Name}: {description}: {value.GetRawText()} expected {isValid}, {string.Join("; ", findings.Select(finding => finding.Message))}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(count > 500, $"only {count} scalars");
    }

    private static SchemaDocument? Read(JsonElement schema)
    {
        try
        {
            return SchemaDocument.Read(Encoding.UTF8.GetBytes(schema.GetRawText()), "schema.json");
        }
        catch (FaultException e)
        {
            Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
            Assert.All(e.Faults, fault => Assert.True(fault.Place is { Line: > 0, Column: > 0 }));
            return null;
        }
    }

    // Null where the schema asks for what a field of a table cannot be.
    private static RowSchema? OfColumn(JsonElement schema)
    {
        JsonNode one = JsonNode.Parse(schema.GetRawText())!;
        (one as JsonObject)?.Remove("$schema");
        if (one.ToJsonString().Contains("\"$ref\"", StringComparison.Ordinal))
            return null;
        string json = new JsonObject { ["properties"] = new JsonObject { ["a"] = new JsonObject { ["allOf"] = new JsonArray(one) } } }.ToJsonString();
        try
        {
            return RowSchema.Read(Encoding.UTF8.GetBytes(json), "schema.json");
        }
        catch (FaultException)
        {
            return null;
        }
    }

    // Null where the field would be read as another value: 7 in a column of text is text, "7" in one of numbers is a number.
    private static string? Field(JsonElement value, ColumnSchema column)
    {
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        JsonForm? form = value.ValueKind switch
        {
            JsonValueKind.Null => JsonForm.Null,
            JsonValueKind.True or JsonValueKind.False => JsonForm.Boolean,
            JsonValueKind.Number => JsonForm.Number,
            JsonValueKind.String => JsonForm.Text,
            _ => null,
        };
        if (form == JsonForm.Null)
            return "";
        return form is not null && column.FormOf(text) == form ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : null;
    }
}
