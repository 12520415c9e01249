using System.Text.Json.Nodes;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Schemas;

public sealed class GateSchemaTests : IDisposable
{
    private const string Schema = "Reports/gate.schema.json";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void EveryReport_IsValid()
    {
        string[] snapshots = Directory.GetFiles(
            Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Reports"), "GateReportJsonTests.*.verified.json");

        Assert.NotEmpty(snapshots);
        Assert.All(PythonSchema.Validate(Schema, snapshots), answer => Assert.Equal("valid", answer));
    }

    [SkippableTheory]
    [InlineData("\"verdict\": \"passed\"", "\"verdict\": \"pass\"")]
    [InlineData("\"verdict\": \"passed\"", "\"verdict\": \"failed\"")]
    [InlineData("\"exitCode\": 0", "\"exitCode\": 1")]
    [InlineData("\"headline\"", "\"headLine\"")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2")]
    [InlineData("\"pAdjusted\"", "\"pAdjust\"")]
    [InlineData("\"status\": \"skipped\"", "\"status\": \"Skipped\"")]
    [InlineData("\"rule\": \"threshold\"", "\"rule\": \"limit\"")]
    [InlineData("\"model\": \"sha256:", "\"model\": \"sha512:")]
    [InlineData("\"findings\"", "\"finding\"")]
    public void WrongReport_IsRefused(string old, string replacement)
    {
        string right = GateReportJson.Write(SampleReports.PassedWithoutChampion);
        Assert.Contains(old, right, StringComparison.Ordinal);

        string[] answers = PythonSchema.Validate(
            Schema, folder.Write("right.json", right), folder.Write("wrong.json", right.Replace(old, replacement, StringComparison.Ordinal)));

        Assert.Equal("valid", answers[0]);
        Assert.NotEqual("valid", answers[1]);
    }

    [SkippableFact]
    public void EveryMember_IsRequired()
    {
        string right = GateReportJson.Write(SampleReports.DataFindings);
        string[] members = [.. JsonNode.Parse(right)!.AsObject().Select(member => member.Key)];
        string[] answers = PythonSchema.Validate(Schema, [.. members.Select(name =>
        {
            JsonObject less = JsonNode.Parse(right)!.AsObject();
            less.Remove(name);
            return folder.Write($"{name}.json", less.ToJsonString());
        })]);

        Assert.DoesNotContain("valid", answers);
    }
}
