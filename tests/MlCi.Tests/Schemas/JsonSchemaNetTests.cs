#if HAS_JSON_SCHEMA_NET
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using MlCi.Schemas;
using MlCi.Testing;

namespace MlCi.Tests.Schemas;

/// <summary>The random schemas and rows of row_values.py, judged by JsonSchema.Net where it can be had.</summary>
public sealed class JsonSchemaNetTests
{
    [Fact]
    public void EveryRow_IsJudgedAsJsonSchemaNetDoes()
    {
        EvaluationOptions options = new() { EvaluateAs = SpecVersion.Draft202012, RequireFormatValidation = true };
        JsonElement cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Schemas", "row_values.json"))).RootElement;
        List<string> wrong = [];
        int count = 0;
        foreach (JsonElement one in cases.EnumerateArray())
        {
            string json = one.GetProperty("schema").GetRawText();
            JsonSchema theirs = JsonSchema.FromText(json);
            SchemaDocument ours = SchemaDocument.Read(Encoding.UTF8.GetBytes(json), "schema.json");
            foreach (string row in one.GetProperty("rows").EnumerateArray().Select(row => row.GetRawText()))
            {
                // Its patterns see UTF-16, where JSON Schema means code points.
                if (json.Contains("\"pattern\"", StringComparison.Ordinal) && row.Any(letter => !char.IsAscii(letter)))
                    continue;
                count++;
                bool isValid = theirs.Evaluate(JsonNode.Parse(row), options).IsValid;
                if (ours.Check(Encoding.UTF8.GetBytes(row), "row.json").Count == 0 != isValid)
                    wrong.Add($"{json}\n  {row} expected {isValid}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(10)));
        Assert.True(count > 3000, $"only {count} rows");
    }
}
#endif
