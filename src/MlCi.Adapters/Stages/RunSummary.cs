using System.Text.Json.Nodes;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>What came of all pipelines of a run, for a machine to read.</summary>
public static class RunSummary
{
    /// <summary>One JSON object: the exit code of the run, and each pipeline with its verdict, reason, exit code and folder of reports.</summary>
    public static string Json(IReadOnlyList<PipelineResult> results, int exitCode) => new JsonObject
    {
        ["schemaVersion"] = 1,
        ["exitCode"] = exitCode,
        ["pipelines"] = new JsonArray([.. results.Select(result => new JsonObject
        {
            ["pipeline"] = result.Pipeline,
            ["verdict"] = result.Verdict,
            ["reason"] = result.Reason,
            ["exitCode"] = result.ExitCode,
            ["artifacts"] = result.Artifacts,
        })]),
    }.ToJsonString(GateReportJson.Options) + "\n";
}
