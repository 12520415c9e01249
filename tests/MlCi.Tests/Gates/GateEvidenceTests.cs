using System.Text;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;

namespace MlCi.Tests.Gates;

public sealed class GateEvidenceTests
{
    private static readonly string Model = Digest.OfText("model");
    private static readonly string Holdout = Digest.OfText("holdout");

    [Theory]
    [InlineData("passed", true)]
    [InlineData("failed", false)]
    [InlineData("PASSED", false)]
    [InlineData("inconclusive", false)]
    [InlineData("", false)]
    public void OnlyPassed_HasPassed(string verdict, bool passed)
    {
        string json = $$$"""{"schemaVersion":1,"verdict":"{{{verdict}}}","digests":{"model":"{{{Model}}}","holdout":"{{{Holdout}}}"}}""";

        Assert.Equal(new GateEvidence(Model, passed, Holdout, Digest.OfText(json)), Read(json));
    }

    [Theory]
    [InlineData("", "are not JSON")]
    [InlineData("{\"verdict\":\"passed\"", "are not JSON")]
    [InlineData("[]", "no 'model'")]
    [InlineData("null", "no 'model'")]
    [InlineData("{\"verdict\":\"passed\"}", "no 'model'")]
    [InlineData("{\"verdict\":\"passed\",\"digests\":{\"model\":7}}", "no 'model'")]
    [InlineData("{\"verdict\":\"passed\",\"digests\":{\"model\":\"sha256:12\"}}", "digests.model: found 'sha256:12'")]
    public void UnusableReport_IsAFaultThatSaysWhere(string json, string found)
    {
        var exception = Assert.Throws<FaultException>(() => Read(json));

        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        Assert.StartsWith("gate.json: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(found, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingVerdict_IsAFault() => Assert.Contains(
        "no 'verdict'",
        Assert.Throws<FaultException>(() => Read($$$"""{"digests":{"model":"{{{Model}}}","holdout":"{{{Holdout}}}"}}""")).Message,
        StringComparison.Ordinal);

    private static GateEvidence Read(string json) => GateEvidence.Read(Encoding.UTF8.GetBytes(json), "gate.json");
}
