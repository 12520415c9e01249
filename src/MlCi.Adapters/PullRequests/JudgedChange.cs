using System.Text.Json.Nodes;
using MlCi.PullRequests;
using MlCi.Reports;

namespace MlCi.Adapters.PullRequests;

/// <summary>What came of judging a change.</summary>
/// <param name="Report">All that is said of it.</param>
/// <param name="ExitCode">One of <see cref="Findings.ExitCodes"/>: of several pipelines the one that matters most.</param>
public sealed record JudgedChange(PullRequestReport Report, int ExitCode)
{
    /// <summary>One JSON object, for a machine to read; the whole verdicts lie at <c>artifacts/judged/&lt;pipeline&gt;/gate.json</c>.</summary>
    public string Json() => new JsonObject
    {
        ["schemaVersion"] = 1,
        ["passed"] = Report.Passed,
        ["exitCode"] = ExitCode,
        ["head"] = Report.HeadSha,
        ["base"] = Report.BaseSha,
        ["failure"] = Report.Failure,
        ["changedRules"] = new JsonArray([.. Report.ChangedRules.Select(path => JsonValue.Create(path))]),
        ["pipelines"] = new JsonArray([.. Report.Pipelines.Select(Pipeline)]),
    }.ToJsonString(GateReportJson.Options) + "\n";

    private static JsonObject Pipeline(JudgedPipeline pipeline) => new()
    {
        ["pipeline"] = pipeline.Name,
        ["verdict"] = pipeline.Failure is not null ? "not judged" : pipeline.Unjudged is not null ? "nothing to judge" : pipeline.Passed ? "passed" : "failed",
        ["reason"] = pipeline.Failure ?? pipeline.Unjudged ?? pipeline.Report?.Reason,
        ["claimed"] = pipeline.Claimed,
        ["labelsVisible"] = pipeline.LabelsVisible,
        ["proposed"] = pipeline.Proposed is { } proposed ? new JsonObject { ["verdict"] = proposed.Passed ? "passed" : "failed", ["reason"] = proposed.Reason } : null,
        ["artifacts"] = pipeline.Report is null ? null : $"{Judgement.Folder}/{pipeline.Name}",
    };
}
