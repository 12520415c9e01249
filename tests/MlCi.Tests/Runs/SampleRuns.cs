using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Gates;
using MlCi.Pipelines;
using MlCi.Runs;

namespace MlCi.Tests.Runs;

/// <summary>Made-up records of runs.</summary>
internal static class SampleRuns
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>A run that was gated, minutes after another.</summary>
    public static RunRecord Gated(int minute, double auc, string parameters = """{"l2": 1.0}""", RunVerdict? verdict = RunVerdict.Passed, string pipeline = "churn")
    {
        DateTimeOffset started = new(2026, 10, 3, 14, minute, 1, 250, TimeSpan.Zero);
        return new RunRecord
        {
            Id = RunId.Of(started, 0x7f3a0000u + (uint)minute),
            Pipeline = pipeline,
            Started = started,
            Verdict = verdict,
            ExitCode = verdict == RunVerdict.Passed ? 0 : 1,
            Reason = verdict == RunVerdict.Passed ? "all 2 gates passed" : $"auc {auc} misses ≥ 0.8",
            Stages = [new RunStage("Train", StageStatus.Passed, 2.5, Reused: false), new RunStage("Evaluate", StageStatus.Passed, .25, Reused: true), new RunStage("Gate", StageStatus.Passed, .125, Reused: false)],
            Params = ParameterPaths.Of(JsonNode.Parse(parameters)!.AsObject()),
            Seed = 7,
            Metrics = [new RunMetric("auc", auc, auc - .02, auc + .01, .9), new RunMetric("brier", .15, null, null, .9), new RunMetric("recall", null, null, null, .9)],
            Gates =
            [
                new RunGate("auc", "threshold", verdict == RunVerdict.Passed ? GateVerdict.Passed : GateVerdict.Failed, auc, null, auc - .02, auc + .01, .9, .8, null),
                new RunGate("accuracy@contract=Two year", "threshold", GateVerdict.Passed, .9, null, .85, .94, .9, .7, null),
                new RunGate("auc vs champion", "comparison", GateVerdict.Inconclusive, auc, auc - .84, auc - .85, auc - .83, .9, null, .01),
            ],
            Digests = new RunDigests(Digest.OfText($"model {auc}"), Digest.OfText("data"), Digest.OfText("holdout"), Digest.OfText("rules"), Digest.OfText("sources"), Champion: null),
            Commit = Commit,
            Dirty = false,
            Host = new RunHost("Linux", "X64", ".NET 10", 2, "0.1.0"),
        };
    }

    /// <summary>A run that trained only.</summary>
    public static RunRecord Trained(int minute) => Gated(minute, .8) with
    {
        Verdict = null,
        ExitCode = 0,
        Reason = "no verdict: the run ended with Train",
        Stages = [new RunStage("Train", StageStatus.Passed, 2.5, Reused: false)],
        Metrics = [],
        Gates = [],
        Commit = null,
        Dirty = null,
    };
}
