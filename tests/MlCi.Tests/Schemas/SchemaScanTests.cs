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
        SchemaResult found = SchemaScan.Check(schema, [Text("f.csv", text.ToString())], "f.csv");

        Assert.Equal((120_000, 5), (found.Rows, found.Columns));
        Assert.True(expected.Count >= 8, string.Join('\n', expected.Select(finding => finding.Message)));
        Assert.Equal(Shown(expected), Shown(found.Findings));
        // The table's columns as codes alone are checked in another way.
        Table table = TableReader.Read(Text("f.csv", text.ToString()));
        var coded = new Table("f.csv", [.. table.Columns.Select(column => new Column(column.Name, [.. column.Levels], column.Codes.ToArray()))], [.. Enumerable.Range(0, table.RowCount).Select(table.Line)]);
        Assert.Equal(Shown(expected), Shown(SchemaCheck.Check(schema, coded)));
    }

    [Fact]
    public void SeveralFiles_AreOneFinding_WhoseRowsNameTheirFile()
    {
        RowSchema schema = Read("""{"type": "object", "properties": {"a": {"type": "integer", "x-unique": true}}}""");

        SchemaResult found = SchemaScan.Check(schema, [Text("1.csv", "a\n1\n2\n"), Text("2.csv", "a\nx\n2\n")], "*.csv");

        Assert.Equal(
            ["2.csv:2: column 'a': found 'x', expected integer", "2.csv:3: column 'a': found '2', expected each value in one row only"],
            found.Findings.Select(finding => finding.Message));
        Assert.Equal(4, found.Rows);
    }

    [Fact]
    public void JsonLines_MissAColumnOnlyWhereNoRowHasIt()
    {
        RowSchema schema = Read("""{"type": "object", "required": ["b"], "properties": {"a": {"type": "integer"}, "b": {"type": ["integer", "null"]}}}""");

        Assert.Empty(SchemaScan.Check(schema, [Text("x.jsonl", "{\"a\":1}\n{\"a\":2,\"b\":3}\n")], "x.jsonl").Findings);
        Assert.Throws<FaultException>(() => SchemaScan.Check(schema, [Text("x.jsonl", "{\"a\":1}\n")], "x.jsonl"));
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
    public void Pattern_IsToldByBytesAsByTheEngine(string pattern, string text, bool matches)
    {
        var read = new System.Text.RegularExpressions.Regex(pattern.Replace("$", "\\z", StringComparison.Ordinal), System.Text.RegularExpressions.RegexOptions.ECMAScript);
        Assert.Equal(matches, read.IsMatch(text));
        string json = """{"type": "object", "properties": {"id": {"type": "integer"}, "a": {"type": "string", "pattern": "PATTERN"}}}"""
            .Replace("PATTERN", pattern.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal);

        // Many different texts, so that they are not coded.
        string csv = "id,a\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i},\"{text}\"\n")) + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i},\"{text}#{i}\"\n"));
        Finding[] findings = [.. SchemaScan.Check(Read(json), [Text("f.csv", csv)], "f.csv").Findings];

        Assert.Equal(matches ? 30_000 : 60_000, findings.Sum(finding => finding.Count));
    }

    private static string[] Shown(IReadOnlyList<Finding> findings) =>
        [.. findings.Select(finding => $"{finding.Rule} {finding.Message} {finding.Count}: {string.Join("; ", finding.First.Select(one => $"{one.Line} {one.Value}"))}")];
}
