using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;

namespace MlCi.Tests.Schemas;

public sealed class SchemaScanTests
{
    private static RowSchema Read(string json) => RowSchema.Read(Encoding.UTF8.GetBytes(json), "schema.json");

    private static RowSource Text(string file, string text) => RowSource.OfBytes(file, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void FileOfManyBlocks_GivesTheSameFindings_AsItsTable()
    {
        RowSchema schema = Read("""
            {"type": "object", "required": ["id", "x", "kind"], "additionalProperties": false, "properties": {
              "id": {"type": "string", "pattern": "^R\\d{7}$", "x-unique": true},
              "x": {"type": "number", "minimum": 0, "maximum": 1},
              "n": {"type": ["integer", "null"], "multipleOf": 5},
              "kind": {"enum": ["a", "b", 3]},
              "note": {"type": ["string", "null"], "minLength": 2, "maxLength": 12}}}
            """);
        var random = new Random(7);
        string[] notes = ["", "x", "fine", "também", "\"a,\nb\"", "much longer than twelve"];
        var text = new StringBuilder("id,x,n,kind,note\n");
        for (int row = 0; row < 120_000; row++)
        {
            string id = random.Next(5000) == 0 ? "R12" : random.Next(5000) == 0 ? "R0000001" : $"R{row:0000000}";
            string x = random.Next(3000) switch { 0 => "", 1 => "1.5", 2 => "n/a", 3 => "-0.25", _ => FormattableString.Invariant($"{random.NextDouble():0.######}") };
            string kind = random.Next(4000) switch { 0 => "c", 1 => "", _ => (row % 3) switch { 0 => "a", 1 => "b", _ => "3" } };
            text.Append(FormattableString.Invariant($"{id},{x},{(random.Next(2000) == 0 ? 7 : 5 * random.Next(100))},{kind},{(random.Next(50) == 0 ? notes[random.Next(notes.Length)] : $"note {row}")}\n"));
        }

        IReadOnlyList<Finding> expected = SchemaCheck.Check(schema, TableReader.Read(Text("f.csv", text.ToString())));
        SchemaResult found = new SchemaScan(schema).Check(Text("f.csv", text.ToString()));

        Assert.Equal((120_000, 5), (found.Rows, found.Columns));
        Assert.True(expected.Count >= 8, string.Join('\n', expected.Select(finding => finding.Message)));
        Assert.Equal(Shown(expected), Shown(found.Findings));
        // The table's columns as codes alone are checked in another way.
        Table table = TableReader.Read(Text("f.csv", text.ToString()));
        var coded = new Table("f.csv", [.. table.Columns.Select(column => new Column(column.Name, [.. column.Levels], column.Codes.ToArray()))], [.. Enumerable.Range(0, table.RowCount).Select(table.Line)]);
        Assert.Equal(Shown(expected), Shown(SchemaCheck.Check(schema, coded)));
    }

    // Whichever core took the text, after which it codes, more digits than a float has are looked at.
    [Fact]
    public void Numbers_AreJudgedByAllTheirDigits_HoweverTheyWereRead()
    {
        RowSchema schema = Read("""{"type": "object", "properties": {"a": {"type": ["number", "string"], "maximum": 0.1}, "n": {"type": ["integer", "null"], "maximum": 9007199254740992}}}""");
        string some = string.Concat(Enumerable.Repeat("0.01,\n", 60_000)) + "0.1000000000000000055,9007199254740993\n";
        string text = "a,n\n" + some + some + string.Concat(Enumerable.Repeat("text,\n", 200_000)) + some + some + "0.1,9007199254740992.5\n";

        foreach (SchemaResult found in new[] { new SchemaScan(schema).Check(Text("f.csv", text)), new SchemaScan(schema).Check(TableReader.Read(Text("f.csv", text))) })
            Assert.Equal(["maximum a 4", "type n 1", "maximum n 4"], found.Findings.Select(finding => $"{finding.Rule} {finding.Column} {finding.Count}"));
    }

    [Fact]
    public void ValueThatIsToBeUnique_StandsInOneFileOnly()
    {
        var scan = new SchemaScan(Read("""{"type": "object", "properties": {"a": {"type": "integer", "x-unique": true}}}"""));

        Assert.Empty(scan.Check(Text("1.csv", "a\n1\n2\n")).Findings);
        Assert.Equal(
            ["2.csv:2: column 'a': found 'x', expected integer", "2.csv:3: column 'a': found '2', expected each value in one row only"],
            scan.Check(Text("2.csv", "a\nx\n2\n")).Findings.Select(finding => finding.Message));
        Assert.Equal(["3.jsonl:1: column 'a': found '1', expected each value in one row only"], scan.Check(Text("3.jsonl", "{\"a\":1}")).Findings.Select(finding => finding.Message));
    }

    [Fact]
    public void JsonLines_MissAColumnOnlyWhereNoRowHasIt()
    {
        RowSchema schema = Read("""{"type": "object", "required": ["b"], "properties": {"a": {"type": "integer"}, "b": {"type": ["integer", "null"]}}}""");

        Assert.Empty(new SchemaScan(schema).Check(Text("x.jsonl", "{\"a\":1}\n{\"a\":2,\"b\":3}\n")).Findings);
        Assert.Throws<FaultException>(() => new SchemaScan(schema).Check(Text("x.jsonl", "{\"a\":1}\n")));
    }

    // Whether a run has a column, and which runs there are, is by chance: what is found is not.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void JsonLines_InRuns_GiveWhatTheWholeTableGives(bool hasLate)
    {
        RowSchema schema = Read("""
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "a": { "type": "integer", "x-unique": true, "maximum": 119990 },
                "late": { "type": "string", "enum": ["x"] },
                "key": { "type": "integer", "x-unique": true },
                "never": { "type": "integer", "x-unique": true }
              },
              "dependentRequired": { "late": ["key"] },
              "if": { "properties": { "late": { "const": "x" } } },
              "then": { "properties": { "a": { "minimum": 3 }, "never": { "minimum": 1 } } }
            }
            """);
        var text = new StringBuilder();
        for (int row = 0; row < 120_000; row++)
        {
            string late = hasLate && row > 100_000 ? $",\"late\":\"{(row % 20_000 == 7 ? "y" : "x")}\"{(row % 10_000 == 0 ? "" : $",\"key\":{row}")}" : "";
            text.Append(FormattableString.Invariant($"{{\"a\":{(row == 60_000 ? 5 : row)},\"padding {row / 40_000}\":\"a text to make it longer than a run\"{late}}}\n"));
        }

        SchemaResult expected = new SchemaScan(schema).Check(TableReader.Read(Text("x.jsonl", text.ToString())));
        long last = 0;
        SchemaResult found = new SchemaScan(schema).Check(Text("x.jsonl", text.ToString()), rows => last = rows);

        Assert.Equal((120_000, hasLate ? 6 : 4, 120_000), (found.Rows, found.Columns, last));
        Assert.Equal((expected.Rows, expected.Columns), (found.Rows, found.Columns));
        Assert.True(expected.Findings.Count >= (hasLate ? 8 : 5), string.Join('\n', Shown(expected.Findings)));
        Assert.Equal(Shown(expected.Findings), Shown(found.Findings));
        Assert.DoesNotContain(found.Findings, finding => finding.Column == "never");
    }

    [Theory]
    [InlineData("^R\\d{7}$", "R1234567", true)]
    [InlineData("^R\\d{7}$", "R12345678", false)]
    [InlineData("^R\\d{7}$", "r1234567", false)]
    [InlineData("^[A-Z]{2,3}-?[0-9]+$", "ABC-12", true)]
    [InlineData("^[A-Z]{2,3}-?[0-9]+$", "A-12", false)]
    [InlineData("^[a-c_]*x?$", "", true)]
    [InlineData("^\\w+\\.\\w+$", "a.b", true)]
    [InlineData("^\\w+\\.\\w+$", "ab", false)]
    [InlineData("^[0-9]{2}$", "٣٣", false)]
    [InlineData("^a{2,}b?$", "aab", true)]
    public void Pattern_IsToldByBytesAsByTheEngine(string pattern, string text, bool matches)
    {
        var read = new System.Text.RegularExpressions.Regex(pattern.Replace("$", "\\z", StringComparison.Ordinal), System.Text.RegularExpressions.RegexOptions.ECMAScript);
        Assert.Equal(matches, read.IsMatch(text));
        string json = """{"type": "object", "properties": {"id": {"type": "integer"}, "a": {"type": "string", "pattern": "PATTERN"}}}"""
            .Replace("PATTERN", pattern.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal);

        // Many different texts, so that they are not coded.
        string csv = "id,a\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i},\"{text}\"\n")) + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i},\"{text}#{i}\"\n"));
        Finding[] findings = [.. new SchemaScan(Read(json)).Check(Text("f.csv", csv)).Findings];

        Assert.Equal(matches ? 30_000 : 60_000, findings.Sum(finding => finding.Count));
    }

    private static string[] Shown(IReadOnlyList<Finding> findings) =>
        [.. findings.Select(finding => $"{finding.Rule} {finding.Message} {finding.Count}: {string.Join("; ", finding.First.Select(one => $"{one.Line} {one.Value}"))}")];
}
