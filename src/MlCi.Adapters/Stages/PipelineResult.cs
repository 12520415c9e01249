using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>What came of a pipeline in a run.</summary>
/// <param name="Pipeline">Its name.</param>
/// <param name="Verdict">What stands in a summary: passed, failed, or that there was no verdict.</param>
/// <param name="Reason">Why, in one line.</param>
/// <param name="ExitCode">Its exit code, one of <see cref="ExitCodes"/>.</param>
/// <param name="Artifacts">The folder of its reports, from the repository's folder.</param>
public sealed record PipelineResult(string Pipeline, string Verdict, string Reason, int ExitCode, string Artifacts)
{
    internal static PipelineResult Of(PipelineSession session) => new(
        session.Definition.Name,
        session.Report is { } report && session.StoppedWith is null ? report.Passed ? "passed" : "failed" : "no verdict",
        session.StoppedWith is null && session.Report is { } decided ? decided.Reason : LastWord(session),
        session.ExitCode,
        Path.GetRelativePath(session.Options.Root, session.Artifacts).Replace('\\', '/'));

    private static string LastWord(PipelineSession session)
    {
        if (session.StoppedWith is { } code)
            return code == ExitCodes.Interrupted ? "interrupted" : "stopped: see its error above";
        StageOutcome? last = session.Outcomes.Find(outcome => outcome.Status is StageStatus.Failed or StageStatus.NotEvaluated) ?? session.Outcomes.LastOrDefault();
        return Headline.FirstLine(last?.Reason ?? "nothing ran");
    }
}
