using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.Serving;

/// <summary>Writes container.json. Its form is published as container.schema.json.</summary>
public static class SmokeReportJson
{
    /// <summary>The text of the file.</summary>
    public static string Write(SmokeReport report) => new JsonObject
    {
        ["schemaVersion"] = report.SchemaVersion,
        ["verdict"] = report.Passed ? "passed" : "failed",
        ["ranIn"] = report.IsContainer ? "container" : "program",
        ["ran"] = report.Ran,
        ["image"] = report.Image is not { } image ? null : new JsonObject
        {
            ["digest"] = image.Digest,
            ["configDigest"] = image.ConfigDigest,
            ["base"] = image.Base,
            ["user"] = image.User,
            ["packedSize"] = image.PackedSize,
            ["unpackedSize"] = image.UnpackedSize,
        },
        ["model"] = report.Model,
        ["checks"] = new JsonArray([.. report.Checks.Select(Check)]),
        ["parity"] = report.Parity is { } parity ? Parity(parity) : null,
        ["latency"] = report.Latency is { } latency ? Latency(latency) : null,
        ["memory"] = new JsonObject { ["peakBytes"] = report.PeakMemory },
        ["start"] = new JsonObject { ["readyMilliseconds"] = Milliseconds(report.Start) },
        ["end"] = new JsonObject { ["exitCode"] = report.ExitCode, ["outOfMemory"] = report.IsOutOfMemory },
        ["log"] = new JsonArray([.. report.Log.Select(line => JsonValue.Create(line))]),
    }.ToJsonString(GateReportJson.Options) + "\n";

    private static JsonObject Check(ServedCheck check) => new()
    {
        ["id"] = check.Id,
        ["verdict"] = check.Verdict switch { CheckVerdict.Passed => "passed", CheckVerdict.Failed => "failed", _ => "not-evaluated" },
        ["reason"] = check.Reason,
        ["source"] = check.Source is { } source ? Source(source) : null,
    };

    private static JsonObject Source(SourcePlace source) => new() { ["file"] = source.File, ["line"] = source.Line };

    private static JsonObject Parity(ParityReport parity) => new()
    {
        ["rows"] = parity.Result.Rows,
        ["singles"] = parity.Singles,
        ["tolerance"] = parity.Result.Tolerance,
        ["differing"] = parity.Result.Differing.Count,
        ["maxDifference"] = parity.Result.MaxDifference,
        ["examples"] = new JsonArray([.. parity.Result.Differing.Take(ParityReport.MostExamples).Select(row => new JsonObject
        {
            ["key"] = row.Key,
            ["output"] = row.Output,
            ["batch"] = row.Batch,
            ["served"] = row.Served,
            ["difference"] = row.Difference,
        })]),
        ["columns"] = parity.Columns is not { } columns ? null : new JsonArray([.. columns.Select(column => new JsonObject
        {
            ["column"] = column.Column,
            ["share"] = column.Share,
            ["rowsCleared"] = column.RowsCleared,
            ["rowsTried"] = column.RowsTried,
        })]),
    };

    private static JsonObject Latency(LatencyReport latency) => new()
    {
        ["requests"] = latency.Summary.Requests,
        ["warmUp"] = latency.Summary.WarmUp,
        ["connections"] = latency.Connections,
        ["quantiles"] = LatencySummary.Definition,
        ["p50Milliseconds"] = Milliseconds(latency.Summary.P50),
        ["p99Milliseconds"] = Milliseconds(latency.Summary.P99),
        ["longestMilliseconds"] = Milliseconds(latency.Summary.Longest),
        ["concurrency"] = latency.Concurrency,
        ["requestsPerSecond"] = latency.PerSecond is { } rate ? Math.Round(rate, 1) : null,
    };

    private static double? Milliseconds(TimeSpan? time) => time is { } known ? Math.Round(known.TotalMilliseconds, 3) : null;
}
