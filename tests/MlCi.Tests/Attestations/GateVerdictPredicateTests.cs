using System.Text;
using System.Text.Json.Nodes;
using MlCi.Attestations;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Reports;
using MlCi.Schemas;
using MlCi.Testing;

namespace MlCi.Tests.Attestations;

public sealed class GateVerdictPredicateTests
{
    private static readonly SchemaDocument Published = SchemaDocument.Read(
        File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "src", "MlCi", "Attestations", "gate-verdict.schema.json")), "gate-verdict.schema.json");

    public static TheoryData<string> Reports => [.. SampleReports.All.Keys];

    [Theory]
    [MemberData(nameof(Reports))]
    public void EveryReport_MakesAPredicateOfThePublishedForm(string name)
    {
        byte[] gateJson = Bytes(SampleReports.All[name]);

        JsonObject predicate = GateVerdictPredicate.Of(gateJson, name);

        Assert.Equal([], Published.Check(Encoding.UTF8.GetBytes(predicate.ToJsonString()), "predicate"));
        Assert.Equal(Digest.OfBytes(gateJson), (string?)predicate["digests"]!["report"]);
        Assert.Null(GateVerdictPredicate.Contradiction(gateJson, name));
    }

    [Fact]
    public void PublishedForm_RefusesAnotherOne()
    {
        JsonObject predicate = GateVerdictPredicate.Of(Bytes(SampleReports.HoldoutCounted), "gate.json");
        predicate["gates"]![0]!["verdict"] = "fine";
        predicate["more"] = 1;

        Assert.Equal(2, Published.Check(Encoding.UTF8.GetBytes(predicate.ToJsonString()), "predicate").Count);
    }

    [Fact]
    public void Predicate_SaysWhatWasDecided_AndOnWhat()
    {
        JsonNode report = JsonNode.Parse(Bytes(SampleReports.HoldoutCounted))!;

        JsonObject predicate = GateVerdictPredicate.Of(Bytes(SampleReports.HoldoutCounted), "gate.json");

        Assert.Equal("passed", (string?)predicate["verdict"]);
        Assert.Equal((string?)report["digests"]!["model"], (string?)predicate["digests"]!["model"]);
        Assert.Equal(report["gates"]!.AsArray().Count, predicate["gates"]!.AsArray().Count);
        Assert.True(JsonNode.DeepEquals(report["gates"]![0]!["lower"], predicate["gates"]![0]!["lower"]));
        Assert.Equal(3, (int?)predicate["holdoutUse"]![0]!["decision"]);
    }

    [Fact]
    public void VerdictThatWasChangedAlone_IsContradicted()
    {
        byte[] failed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Bytes(SampleReports.FailedOnOneSlice)).Replace("\"verdict\": \"failed\",\n  \"exitCode\": 1", "\"verdict\": \"passed\",\n  \"exitCode\": 0", StringComparison.Ordinal));

        Assert.Contains("gates with one that blocks (\"accuracy@contract=Two year\")", GateVerdictPredicate.Contradiction(failed, "gate.json"), StringComparison.Ordinal);
        Assert.Null(GateVerdictPredicate.Contradiction(Bytes(SampleReports.FailedOnOneSlice), "gate.json"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"verdict":"failed","verdict":"passed"}""")]
    public void OtherBytes_AreAFault(string text) => Assert.Contains(
        "expected a gate report", Assert.Throws<FaultException>(() => GateVerdictPredicate.Of(Encoding.UTF8.GetBytes(text), "gate.json")).Message, StringComparison.Ordinal);

    private static byte[] Bytes(GateReport report) => Encoding.UTF8.GetBytes(GateReportJson.Write(report));
}
