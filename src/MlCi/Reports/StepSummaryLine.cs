namespace MlCi.Reports;

/// <summary>A pipeline of which a run has no report of its own.</summary>
/// <param name="Pipeline">Its name.</param>
/// <param name="Verdict"><c>passed</c>, <c>failed</c>, <c>skipped</c>, or that there is none.</param>
/// <param name="Reason">Why, in one line.</param>
/// <param name="Blocks">Whether the run ends badly because of it.</param>
public sealed record StepSummaryLine(string Pipeline, string Verdict, string Reason, bool Blocks);
