using System.Text;
using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Schemas;

namespace MlCi.Tests.Schemas;

public sealed class RowGuardTests
{
    private const string Contract =
        """
        {
          "type": "object",
          "properties": {
            "a": {"type": "integer", "minimum": 2, "multipleOf": 2},
            "b": {"type": ["number", "null"], "exclusiveMaximum": 1e3},
            "c": {"type": "string", "enum": ["x", "y", "7"]},
            "d": {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "^R\\d$"}]},
            "e": {"type": "string", "minLength": 2, "format": "date"}
          },
          "required": ["a", "c"],
          "if": {"properties": {"c": {"const": "x"}}}, "then": {"properties": {"a": {"maximum": 6}}},
          "dependentRequired": {"b": ["e"]}
        }
        """;

    private static readonly string?[][] Values =
    [
        ["2", "4", "6", "8", "2.0", "3", "-2", "1e1", "x", null],
        ["0", "999.9999999999999999", "1000", "-1e400", "n/a", null, "1.50"],
        ["x", "y", "7", "7.0", "", null],
        ["true", "false", "R1", "R12", "1", null],
        ["2026-01-31", "2026-02-30", "", "é", null],
    ];

    /// <summary>One row at a time, the guard finds what the gate finds in a file of that row alone; together it lets pass what the gate does.</summary>
    [Fact]
    public void Guard_FindsWhatTheGateFinds()
    {
        RowSchema schema = RowSchema.Read(Encoding.UTF8.GetBytes(Contract), "schema.json");
        var guard = new RowGuard(schema, label: null);
        var random = new Random(7);
        int clean = 0;
        for (int i = 0; i < 3_000; i++)
        {
            string?[] row = [.. Values.Select(values => values[random.Next(values.Length)])];
            FieldRows rows = Rows(guard, [row]);
            string[] found = [.. guard.Faults(rows.RowOf("request", 0), 0).Select(fault => $"{fault.Field} {fault.Rule}").Order()];
            string[] expected = [.. SchemaCheck.Tally(schema, Read([row])).Findings().Select(finding => $"{finding.Column} {finding.Rule}").Order()];
            Assert.Equal(expected, found);
            Assert.Equal(expected.Length == 0, guard.Holds(rows.ToTable("request")));
            clean += expected.Length == 0 ? 1 : 0;

            string?[][] several = [row, .. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Values.Select(values => values[random.Next(random.Next(1, values.Length + 1))]).ToArray())];
            Assert.Equal(SchemaCheck.Tally(schema, Read(several)).Findings().Count == 0, guard.Holds(Rows(guard, several).ToTable("request")));
        }

        Assert.InRange(clean, 10, 2_990);
    }

    /// <summary>Fields that are found one by one are read to the same texts, numbers and kinds as the same lines of a file.</summary>
    [Fact]
    public void Rows_AreReadAsAFileIs()
    {
        var guard = new RowGuard(RowSchema.Read(Encoding.UTF8.GetBytes(Contract), "schema.json"), label: null);
        FieldRows reused = new(guard.Columns.Select(column => column.Name));
        var random = new Random(8);
        for (int i = 0; i < 1_000; i++)
        {
            string?[][] rows = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => Values.Select(values => values[random.Next(values.Length)]).ToArray())];
            Table expected = Read(rows);
            Fill(reused, rows);
            Table found = reused.ToTable("request");
            Assert.Equal(rows.Length, found.RowCount);
            foreach (Column column in expected.Columns)
            {
                Column other = found.Column(column.Name);
                Assert.Equal(column.Kind, other.Kind);
                for (int row = 0; row < rows.Length; row++)
                {
                    Assert.Equal(column.Text(row), other.Text(row));
                    Assert.Equal(column.IsMissing(row), other.IsMissing(row));
                    Assert.Equal(BitConverter.DoubleToInt64Bits(column.Numbers[row]), BitConverter.DoubleToInt64Bits(other.Numbers[row]));
                    Assert.Equal(column.Codes[row], other.Codes[row]);
                }
            }
        }
    }

    [Fact]
    public void RulesThatLookAtTheLabel_AreLeftOut()
    {
        RowSchema schema = RowSchema.Read(Encoding.UTF8.GetBytes(
            """{"properties": {"x": {"type": "number"}, "y": {"type": "number"}}, "required": ["x", "y"], "dependentRequired": {"x": ["y"]}}"""), "schema.json");
        Table row = new("request", [Column.OfNumbers("x", [1])], [1]);

        Assert.True(new RowGuard(schema, "y").Holds(row));
        Assert.False(new RowGuard(schema, null).Holds(row));
    }

    [Fact]
    public void SampleRow_IsAdmitted_WhereAValueWasFound()
    {
        RowSchema schema = RowSchema.Read(Encoding.UTF8.GetBytes(Contract), "schema.json");

        Assert.Equal(["2", "999", "x", "true", "2026-01-31"], schema.Columns.Select(SampleRow.Of));
    }

    private static FieldRows Rows(RowGuard guard, string?[][] rows)
    {
        FieldRows found = new(guard.Columns.Select(column => column.Name));
        Fill(found, rows);
        return found;
    }

    private static void Fill(FieldRows found, string?[][] rows)
    {
        byte[] buffer = new byte[(2 * FieldRows.Slack) + rows.Sum(row => row.Sum(field => Encoding.UTF8.GetByteCount(field ?? "")))];
        found.Begin(buffer);
        int at = FieldRows.Slack;
        foreach (string?[] row in rows)
        {
            int number = found.AddRow();
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] is not { } field)
                {
                    found.SetMissing(i, number);
                    continue;
                }

                int length = Encoding.UTF8.GetBytes(field, buffer.AsSpan(at));
                found.Set(i, number, at, at + length);
                at += length;
            }
        }
    }

    private static Table Read(string?[][] rows) => TableReader.Read(RowSource.OfBytes("rows.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row =>
        new JsonObject(row.Select((field, i) => KeyValuePair.Create("abcde"[i].ToString(), (JsonNode?)field))).ToJsonString())))));
}
