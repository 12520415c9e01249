using System.Text;
using MlCi.PullRequests;

namespace MlCi.Tests.PullRequests;

public sealed class CheckSummaryTests
{
    public static TheoryData<string> Samples => CommentSafetyTests.Samples;

    [Theory]
    [MemberData(nameof(Samples))]
    public void EverySample_IsSuccessOrFailure_AndFits(string name)
    {
        var report = (PullRequestReport)typeof(SampleChanges).GetProperty(name)!.GetValue(null)!;

        CheckSummary check = CheckSummary.Of(report);

        Assert.Equal(report.Passed ? "success" : "failure", check.Conclusion);
        Assert.InRange(check.Title.Length, 1, CheckSummary.MostTitle);
        Assert.InRange(check.Description.Length, 1, CheckSummary.MostDescription);
        Assert.InRange(Encoding.UTF8.GetByteCount(check.Summary), 1, 65_535);
        Assert.DoesNotContain(check.Title + check.Description, char.IsControl);
    }

    [Fact]
    public void WhatWasNotJudged_BlocksNothing_AndIsNoPass()
    {
        var unjudged = new JudgedPipeline { Name = "fresh", Unjudged = "new pipeline: the base has no rules for it", LabelsVisible = true };
        PullRequestReport alone = SampleChanges.Passed with { Pipelines = [unjudged] }, beside = SampleChanges.Passed with { Pipelines = [.. SampleChanges.Passed.Pipelines, unjudged] };

        Assert.Equal(("Nothing judged: fresh, not judged: new pipeline: the base has no rules for it", "success"), (CheckSummary.Of(alone).Title, CheckSummary.Of(alone).Conclusion));
        Assert.StartsWith("## ⚠️ Nothing judged: fresh", CheckSummary.Of(alone).Summary, StringComparison.Ordinal);
        Assert.Equal("Passed: 1 of 2 pipelines; of 1 nothing was judged", CheckSummary.Of(beside).Title);
        Assert.Contains("| ⚠️ | `fresh` | not judged: new pipeline", CheckSummary.Of(beside).Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("✅ | `fresh`", CheckSummary.Of(beside).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_SayWhatHappened() => Assert.Equal(
        [
            "Passed: churn, 8 of 9 gates passed, 1 inconclusive, which does not block",
            "Blocked: churn, 1 of 7 gates failed",
            "Passed: churn, all 5 gates passed; nothing was compared: no champion in production yet",
            "Blocked: churn, Train failed, no gate was evaluated",
            "Rules changed. Blocked by the base's rules: churn, 1 of 7 gates failed; by the new ones it would pass",
            "Blocked: 4 of 40 pipelines did not pass",
            "Passed: the change affects no pipeline, so there is nothing to judge",
            "Blocked: nothing could be judged",
        ],
        new[]
        {
            SampleChanges.Passed, SampleChanges.FailedOnOneSlice, SampleChanges.NoChampion, SampleChanges.CrashedTrainer, SampleChanges.RulesChanged, SampleChanges.FortyPipelines,
            SampleChanges.NothingAffected, SampleChanges.NoArtifact,
        }.Select(report => CheckSummary.Of(report).Title));

    [Fact]
    public void StatusOfNoArtifact_SaysWhy() => Assert.Equal(
        "Blocked: found no artifact of the run, expected one of mlci gate: the run was cancelled", CheckSummary.Of(SampleChanges.NoArtifact).Description);

    [Fact]
    public void StatusOfOnePipeline_SaysWhatBlocks() => Assert.Equal(
        "Blocked: churn: accuracy where contract=Two year is 0.500 [0.458, 0.542] on 400 rows; at least 0.6 is required: short by 0.100, and by 0.05…",
        CheckSummary.Of(SampleChanges.FailedOnOneSlice).Description);

    [Fact]
    public void Summary_IsTheComment() => Assert.Equal(CommentText.Write(SampleChanges.Passed), CheckSummary.Of(SampleChanges.Passed).Summary);

    [Fact]
    public void LongName_EndsAtAWholeCharacter()
    {
        JudgedPipeline pipeline = SampleChanges.NoPredictions.Pipelines[0] with { Name = string.Concat(Enumerable.Repeat("\U0001F4A5", 400)) };

        CheckSummary check = CheckSummary.Of(SampleChanges.Of(pipeline));

        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(check.Title + check.Description)));
        Assert.EndsWith("…", check.Title, StringComparison.Ordinal);
        Assert.EndsWith("…", check.Description, StringComparison.Ordinal);
    }
}
