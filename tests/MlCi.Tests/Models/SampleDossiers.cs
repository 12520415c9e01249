using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Models;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Models;

/// <summary>Models with all their evidence, for tests and snapshots.</summary>
internal static class SampleDossiers
{
    public const string Schema = """
        {"type":"object","required":["id","plan"],"properties":{
          "id":{"type":"integer","description":"Who it <b>is</b>"},"plan":{"enum":["a","b|c"]},"note":{"type":["string","null"]},"y":{"enum":["no","yes"]}}}
        """;

    public const string Definition = """
        version: 1
        purpose: Tells who is about to leave, so that <somebody> calls.
        owner: "@churn"
        limits: [Not for customers of less than a month.]
        label: {column: y, positive: "yes"}
        """;

    public const string Evaluation = """
        {"schemaVersion":1,"pipeline":"telco-churn","task":"binary","holdout":"sha256:aa","level":0.9,"rows":2137,
         "metrics":[{"metric":"auc","rows":2137,"positives":561,"estimate":0.847,"lower":0.831,"upper":0.862,"reason":null},
                    {"metric":"log_loss","rows":2137,"positives":561,"estimate":0.41,"lower":null,"upper":null,"reason":"too few rows"}],
         "slices":[{"slice":"plan=a","rows":2100,"metrics":[{"metric":"accuracy","rows":2100,"estimate":0.85,"lower":0.83,"upper":0.87,"reason":null}]},
                   {"slice":"plan=b|c","rows":37,"metrics":[{"metric":"accuracy","rows":37,"estimate":0.7,"lower":null,"upper":null,"reason":"fewer than 100 of the minority class"}]}],
         "calibration":{"brier":0.136,"miscalibration":0.002,"discrimination":0.06,"uncertainty":0.194,"curve":[]}}
        """;

    public static ModelDossier Telco { get; } = Of(SampleRegistrations.Telco, ["candidate", "production"], "1.4.0");

    public static ModelDossier Older { get; } = Of(
        SampleRegistrations.Telco with
        {
            Model = Digest.OfText("older"),
            Version = "1.3.0",
            Commit = "fedcba98765432100123456789abcdef01234567",
            Seed = 6,
            Champion = null,
            Data = [SampleRegistrations.Telco.Data[0] with { Digest = Digest.OfText("older train"), Rows = 4000 }, SampleRegistrations.Telco.Data[1]],
        },
        [], "1.3.0") with
    { Schema = Schema.Replace("[\"string\",\"null\"]", "\"string\"", StringComparison.Ordinal) };

    private static ModelDossier Of(RegistrationRecord record, string[] aliases, string version) => new()
    {
        Pipeline = record.Pipeline,
        Digest = record.Model,
        ModelFiles = record.ModelFiles,
        Tags = [.. aliases, $"v{version}"],
        Versions = [version],
        Aliases = aliases,
        Registration = record,
        Gate = JsonNode.Parse(GateReportJson.Write(SampleReports.FailedOnOneSlice))!.AsObject(),
        Evaluation = JsonNode.Parse(Evaluation)!.AsObject(),
        Schema = Schema,
        Definition = Definition,
        Layers = [new ModelLayer("model/weights.json", Digest.OfText(version), 1234)],
        Attachments =
        [
            new ModelAttachment("application/vnd.mlci.gate-report.v1+json", Digest.OfText("report"), [Digest.OfText("gate.json")], new SortedDictionary<string, string>(StringComparer.Ordinal), JsonNode.Parse("""{"verdict":"passed","reason":"all 3 gates passed"}""")!.AsObject()),
            new ModelAttachment("application/vnd.example.scan", Digest.OfText("scan"), [], new SortedDictionary<string, string>(StringComparer.Ordinal) { ["by"] = "eve" }, null),
        ],
        Stays = AliasShift.StaysOf(record.Model, [new AliasShift("production", record.Model, record.When.AddDays(1), "ana", "first")], aliases),
    };
}
