using System.Text;
using MlCi.Findings;
using MlCi.Schemas;
using MlCi.Testing;

namespace MlCi.Tests.Schemas;

/// <summary>What the validator of trees says, and where.</summary>
public sealed class SchemaDocumentTests
{
    private static SchemaDocument Schema(string json) => SchemaDocument.Read(Encoding.UTF8.GetBytes(json), "schema.json");

    private static string[] Faults(string schema, string json) => [.. Schema(schema).Check(Encoding.UTF8.GetBytes(json), "f.json").Select(fault => fault.ToString())];

    [Theory]
    [InlineData("""{"required": ["a"]}""", "{}", "f.json:1:1: found no 'a', expected it")]
    [InlineData("""{"properties": {"a": {"type": "integer"}}}""", """{"a": "x"}""", "f.json:1:7: found x for 'a', expected integer")]
    [InlineData("""{"properties": {"abc": true}, "additionalProperties": false}""", """{"abd": 1}""", "f.json:1:2: found unknown key 'abd', expected 'abc', or one of abc")]
    [InlineData("""{"items": {"properties": {"b": {"maximum": 3}}}}""", "[{}, {\"b\":\n4}]", "f.json:2:1: found 4 for '[1].b', expected at most 3")]
    [InlineData("""{"maxItems": 1}""", "[1, 2]", "f.json:1:1: found 2 elements, expected at most 1")]
    [InlineData("""{"uniqueItems": true}""", "[1, {\"a\": 1}, 1.0]", "f.json:1:15: found 1.0, expected each element once")]
    [InlineData("""{"contains": {"type": "string"}}""", "[1]", "f.json:1:1: found 0 elements that are text, expected at least 1")]
    [InlineData("""{"properties": {"a": false}}""", """{"a": 1}""", "f.json:1:2: found 'a', expected it to be left out")]
    [InlineData("""{"propertyNames": {"pattern": "^[a-z]+$"}}""", """{"A": 1}""", "f.json:1:2: found the name 'A', expected text that matches ^[a-z]+$")]
    [InlineData("""{"dependentRequired": {"a": ["b"]}}""", """{"a": 1}""", "f.json:1:1: found no 'b' beside 'a', expected it")]
    [InlineData("""{"anyOf": [{"type": "string"}, {"type": "object", "required": ["x"]}]}""", "{}", "f.json:1:1: found no 'x', expected it")]
    [InlineData("""{"anyOf": [{"type": "string"}, {"type": "array"}]}""", "7", "f.json:1:1: found 7, expected one of: text; a list")]
    [InlineData("""{"oneOf": [{"minimum": 1}, {"maximum": 2}]}""", "1.5", "f.json:1:1: found 1.5, expected only one of: at least 1; at most 2")]
    [InlineData("""{"not": {"const": 1}}""", "1.0", "f.json:1:1: found 1.0, expected something else than 1")]
    [InlineData("""{"enum": [[1], {"a": 2}]}""", "[2]", "f.json:1:1: found a list, expected one of [1], {\"a\": 2}")]
    [InlineData("{}", "{\"a\": 1, \"a\": 2}", "f.json:1:10: found member 'a' twice, expected it once")]
    [InlineData("{}", "[1,", "f.json:1:3: found text that is not JSON, expected JSON")]
    [InlineData("""{"minimum": 10000000000000000000000000000000000000001}""", "10000000000000000000000000000000000000000", "f.json:1:1: found 10000000000000000000000000000000000000000, expected at least 10000000000000000000000000000000000000001")]
    [InlineData("""{"multipleOf": 0.1}""", "1e1000000000", null)]
    [InlineData("""{"multipleOf": 7}""", "1e1000000000", "f.json:1:1: found 1e1000000000, expected a multiple of 7")]
    public void Fault_IsToldOnce_WithItsPlace(string schema, string json, string? fault)
    {
        string[] faults = Faults(schema, json);

        if (fault is null)
            Assert.Empty(faults);
        else
            Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFault_IsListed_InTheOrderOfTheText() => Assert.Equal(
        ["f.json:1:7: found x for 'a', expected integer", "f.json:2:6: found 5 for 'b', expected less than 5", "f.json:3:1: found unknown key 'ccc', expected one of b, a"],
        Faults("""{"properties": {"b": {"exclusiveMaximum": 5}, "a": {"type": "integer"}}, "additionalProperties": false}""", "{\"a\": \"x\",\n\"b\": 5,\n\"ccc\": 1}"));

    [Theory]
    [InlineData("^\\d+$", "12", "١٢")]
    [InlineData("^\\w$", "_", "é")]
    [InlineData("^\\s$", "\uFEFF", "\u200B")]
    [InlineData("^a$", "a", "a\n")]
    [InlineData("^.$", "😀", "\n")]
    [InlineData("^[^a]$", "😀", "a")]
    [InlineData("^[a\\]\\-z]+$", "z-]a", "b")]
    [InlineData("^\\u{1F600}\\cJ?$", "😀\n", "x")]
    [InlineData("^\\p{Uppercase_Letter}$", "É", "é")]
    [InlineData("\\bend\\b", "the end", "bend")]
    [InlineData("^(?<x>a|b)\\k<x>$", "bb", "ab")]
    [InlineData("^[^]$", "\n", "ab")]
    public void Pattern_IsOfEcma262(string pattern, string good, string bad)
    {
        SchemaDocument schema = Schema($"{{\"pattern\": {System.Text.Json.JsonSerializer.Serialize(pattern)}}}");

        Assert.Empty(schema.Check(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(good), "f.json"));
        Assert.Single(schema.Check(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(bad), "f.json"));
    }

    [Theory]
    [InlineData("\\\\Z", "'\\Z' is no escape of ECMA-262")]
    [InlineData("(?i)a", "'(?i' is no group of ECMA-262")]
    [InlineData("(?>a)", "'(?>' is no group of ECMA-262")]
    [InlineData("[a", "a class has no ']'")]
    [InlineData("\\\\p{Script=Greek}", "the property 'Script=Greek' is not supported")]
    [InlineData("a**", "Invalid pattern")]
    public void PatternOfAnotherKind_IsRefused(string pattern, string why) =>
        Assert.Contains(why, Assert.Throws<FaultException>(() => Schema($"{{\"pattern\": \"{pattern}\"}}")).Message, StringComparison.Ordinal);

    [Fact]
    public void PatternThatBacktracksWithoutEnd_IsAFault_AndNoHang()
    {
        string text = new string('a', 60) + "b";

        // The engine that needs no turning back says that it does not match.
        Assert.Single(Faults("""{"pattern": "^(a+)+$"}""", $"\"{text}\""));
        FaultException e = Assert.Throws<FaultException>(() => Schema("""{"pattern": "^(?=(a+)+$)"}""").Check(Encoding.UTF8.GetBytes($"\"{text}\""), "f.json"));
        Assert.StartsWith("schema.json:1:2: found pattern '^(?=(a+)+$)', which takes more than a second on 'aaa", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pipelines/pipeline.schema.json")]
    [InlineData("Reports/gate.schema.json")]
    [InlineData("Models/registration.schema.json")]
    [InlineData("Models/model-card.schema.json")]
    [InlineData("Attestations/gate-verdict.schema.json")]
    [InlineData("Serving/container.schema.json")]
    public void PublishedSchema_IsRead(string file) =>
        SchemaDocument.Read(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "src", "MlCi", file)), file);

    [Fact]
    public void EveryReport_KeepsToThePublishedSchema()
    {
        string[] reports = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Reports"), "GateReportJsonTests.*.verified.json");
        SchemaDocument schema = SchemaDocument.Read(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "src", "MlCi", "Reports", "gate.schema.json")), "gate.schema.json");

        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.Empty(schema.Check(File.ReadAllBytes(report), report)));
    }
}
