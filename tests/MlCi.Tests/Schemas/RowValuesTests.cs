using System.Text;
using System.Text.Json;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;
using MlCi.Testing;

namespace MlCi.Tests.Schemas;

/// <summary>Random schemas of rows on random rows, against what Debian's python3-jsonschema says of them (row_values.py).</summary>
public sealed class RowValuesTests
{
    [Fact]
    public void EveryRow_IsJudgedAsAnotherImplementationDoes()
    {
        JsonElement cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Schemas", "row_values.json"))).RootElement;
        List<string> wrong = [];
        int count = 0;
        foreach (JsonElement one in cases.EnumerateArray())
        {
            string json = one.GetProperty("schema").GetRawText();
            RowSchema schema = RowSchema.Read(Encoding.UTF8.GetBytes(json), "schema.json");
            JsonElement[] rows = [.. one.GetProperty("rows").EnumerateArray()];
            bool[] valid = [.. one.GetProperty("valid").EnumerateArray().Select(answer => answer.GetBoolean())];
            Table table = CsvReader.Read(Encoding.UTF8.GetBytes(Csv(rows)), "f.csv");
            SchemaTally? sum = null;
            for (int row = 0; row < rows.Length; row++)
            {
                SchemaTally tally = SchemaCheck.Tally(schema, table.Take([row]));
                count++;
                if (tally.Findings().Count == 0 != valid[row])
                    wrong.Add($"{json}\n  {rows[row].GetRawText()} expected {valid[row]}: {string.Join("; ", tally.Findings().Select(finding => finding.Message))}");
                if (sum is null)
                    sum = tally;
                else
                    sum.Add(tally);
            }

            // Row by row comes to the same as all at once.
            Assert.Equal(SchemaCheck.Check(schema, table).Select(Shown), sum!.Findings().Select(Shown));
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} rows\n{string.Join('\n', wrong.Take(10))}");
        Assert.Equal(7200, count);
    }

    private static string Shown(Finding finding) =>
        $"{finding.Rule} {finding.Message} {finding.Place} {string.Join(' ', finding.First.Select(sighting => $"{sighting.Line}:{sighting.Value}"))}";

    private static string Csv(JsonElement[] rows)
    {
        string[] names = [.. rows[0].EnumerateObject().Select(member => member.Name)];
        var csv = new StringBuilder(string.Join(',', names)).Append(",z\n");
        foreach (JsonElement row in rows)
            csv.Append(string.Join(',', names.Select(name => Field(row.GetProperty(name))))).Append(",1\n");
        return csv.ToString();
    }

    private static string Field(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => $"\"{value.GetString()}\"",
        _ => value.GetRawText(),
    };
}
