using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>validate-data --schema --data</c>: any files, without a pipeline.</summary>
[Collection(ConsoleTests.Name)]
public sealed class FilesCheckCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string schema;

    public FilesCheckCommandTests() => schema = folder.Write("schema.json", """
        { "type": "object", "required": ["age"], "properties": { "age": { "type": "integer", "minimum": 0 }, "kind": { "enum": ["a", "b"] } } }
        """);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SoundFile_Passes_WithRowsAndColumns()
    {
        (int code, string output, string errors) = Check("--data", folder.Write("good.csv", "age,kind\n1,a\n2,b\n"));

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Matches(@"^✓ 2 rows, 2 columns, no findings, \d+\.\d\d s\s*$", output);
    }

    [Fact]
    public void Findings_HaveRuleColumnCountShareAndFirstRows()
    {
        string bad = folder.Write("bad.csv", "age,kind\n1,a\nold,b\n-3,c\n" + string.Concat(Enumerable.Repeat("-1,a\n", 7)));

        (int code, string output, _) = Check("--data", bad);

        Assert.Equal(ExitCodes.Negative, code);
        string[] lines = output.Split(Environment.NewLine);
        Assert.Equal($"✗ type {bad}: column 'age': 1 row of 10 (10 %), expected integer ({schema}:1:67)", lines[0]);
        Assert.Equal($"    {bad}:3: 'old'", lines[1]);
        Assert.StartsWith($"✗ minimum {bad}: column 'age': 8 rows of 10 (80 %), expected at least 0", lines[2], StringComparison.Ordinal);
        Assert.Equal("    and 3 more", lines[8]);
        Assert.StartsWith($"✗ enum {bad}: column 'kind': 1 row of 10 (10 %), expected one of \"a\", \"b\"", lines[9], StringComparison.Ordinal);
        Assert.Matches(@"^✗ 10 rows, 2 columns, 3 findings, \d+\.\d\d s", lines[11]);
    }

    [Fact]
    public void SeveralFilesAndGlobs_AreOneCheck()
    {
        string one = folder.Write("new/1.csv", "age,kind\n1,a\n");
        folder.Write("new/2.csv", "age,kind\n2,a\n-2,b\n");

        (int code, string output, _) = Check("--data", one, "--data", folder.Path("new", "*.csv"));

        Assert.Equal(ExitCodes.Negative, code);
        Assert.Contains("2 files, 3 rows, 2 columns, 1 finding, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_ToStandardOutput_IsAllThatGoesThere()
    {
        (int code, string output, string errors) = Check("--data", folder.Write("bad.csv", "age\n-1\n"), "--json", "-");

        Assert.Equal(ExitCodes.Negative, code);
        JsonNode json = JsonNode.Parse(output)!;
        Assert.Equal((1, 1), ((int)json["rows"]!, (int)json["files"]![0]!["columns"]!));
        Assert.Equal(("minimum", "age", 1), ((string)json["findings"]![0]!["rule"]!, (string)json["findings"]![0]!["column"]!, (int)json["findings"]![0]!["count"]!));
        Assert.Contains("1 finding", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_ToAFile_IsTheSameEachTime()
    {
        string data = folder.Write("good.csv", "age\n1\n");
        Check("--data", data, "--json", folder.Path("one.json"));
        Check("--data", data, "--json", folder.Path("two.json"), "--quiet");

        Assert.Equal(File.ReadAllText(folder.Path("one.json")), File.ReadAllText(folder.Path("two.json")));
        Assert.Empty(JsonNode.Parse(File.ReadAllText(folder.Path("one.json")))!["findings"]!.AsArray());
    }

    [Fact]
    public void FilesThatCannotBeRead_AreToldAllAtOnce()
    {
        (int code, _, string errors) = Check("--data", folder.Path("nowhere.csv"), "--data", folder.Path("no", "*.csv"));
        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Equal(2, errors.Split("found no file", StringSplitOptions.None).Length - 1);

        (code, _, errors) = Check("--data", folder.Write("ragged.csv", "age,kind\n1\n"), "--data", folder.Write("other.csv", "kind\na\n"));
        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("ragged.csv:2: found 1 fields, expected 2", errors, StringComparison.Ordinal);
        Assert.Contains("other.csv:1: found no column 'age'", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--schema s.json", "found no '--data' beside '--schema', expected --data FILE")]
    [InlineData("--data d.csv", "found no '--schema' beside '--data', expected --schema FILE")]
    [InlineData("--json out.json", "found no '--schema' beside '--json', expected --schema FILE|found no '--data' beside '--json', expected --data FILE")]
    [InlineData("--schema s.json --data d.csv --pipeline x", "found '--pipeline' beside '--schema', expected one of them: there is no pipeline in a file of data")]
    [InlineData("--schema s.json --data d.csv --jobs 2", "found '--jobs' beside '--schema', expected one of them: there is no pipeline in a file of data")]
    [InlineData("--schema nowhere.json --data d.csv", "found no file 'nowhere.json' for '--schema', expected a JSON Schema of one row")]
    public void OptionsThatDoNotGoTogether_AreFaults(string line, string faults)
    {
        (int code, string output, string errors) = MlciRun.Run(["validate-data", .. line.Split(' ')]);

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.Equal(faults.Split('|').Select(fault => "error " + fault), errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private (int ExitCode, string Output, string Errors) Check(params string[] arguments) => MlciRun.Run(["validate-data", "--schema", schema, .. arguments]);
}
