using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>A stage that gave no result, as a problem: how it ended, what its program printed last, and how to see the same at home.</summary>
internal static class StageProblem
{
    /// <summary>How many findings are told with the stage.</summary>
    public const int MostFindings = 3;

    /// <summary>The problem of a stage that failed or could not run.</summary>
    /// <param name="stage">What came of it.</param>
    /// <param name="report">The report that it is in.</param>
    public static Problem Of(StageOutcome stage, GateReport report)
    {
        string first = Headline.FirstLine(stage.Reason);
        Finding[] findings = stage.Stage == "ValidateData" ? [.. report.Findings.Where(finding => finding.Blocks)] : [];
        string what = findings.Length > 0 ? $"{stage.Stage} found {Numerals.Count(findings.Length, "findings")} in the data" : $"{Verb(stage)}: {first}";
        return new Problem(what, Next(stage))
        {
            Command = Command(stage, report.Pipeline),
            Log = stage.Reason[first.Length..],
            Items =
            [
                .. findings.Take(MostFindings).Select(finding => finding.Place is { } place ? $"{finding.Message} ({place})" : finding.Message),
                .. findings.Length > MostFindings ? [$"… and {Numerals.Count(findings.Length - MostFindings)} more, see Data below"] : Array.Empty<string>(),
            ],
        };
    }

    private static string Verb(StageOutcome stage) => stage.Status == StageStatus.Failed ? $"{stage.Stage} failed" : $"{stage.Stage} could not run";

    private static string? Command(StageOutcome stage, string pipeline) =>
        stage.Stage is "ValidateData" or "TestPreprocessing" or "Train" or "Evaluate" && StagePlan.Find(stage.Stage) is { } info ? $"mlci {info.Command} --pipeline {pipeline}" : null;

    private static string Next(StageOutcome stage) => stage.Stage switch
    {
        "ValidateData" => "fix the data, or schema.json where its rule is wrong; to see all findings:",
        "TestPreprocessing" => "fix the preprocessing or its tests; to run them:",
        "Train" => "fix the trainer and push; to run it the same way:",
        "Evaluate" => "fix what makes the predictions; to run it the same way:",
        "Compare" => "where there is no champion yet, say champion: optional in pipeline.yml, in a pull request of its own; else promote one that runs",
        _ => "fix it and push",
    };
}
