using System.Runtime.CompilerServices;
using System.Text;
using MlCi.Gates;
using MlCi.PullRequests;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.PullRequests;

public sealed class CommentTextTests
{
    [Fact]
    public Task Passed() => Verify(SampleChanges.Passed);

    [Fact]
    public Task FailedOnOneSlice() => Verify(SampleChanges.FailedOnOneSlice);

    [Fact]
    public Task WorseThanChampion() => Verify(SampleChanges.WorseThanChampion);

    [Fact]
    public Task Inconclusive() => Verify(SampleChanges.Inconclusive);

    [Fact]
    public Task NoChampion() => Verify(SampleChanges.NoChampion);

    [Fact]
    public Task ChampionMissing() => Verify(SampleChanges.ChampionMissing);

    [Fact]
    public Task RulesChanged() => Verify(SampleChanges.RulesChanged);

    [Fact]
    public Task CrashedTrainer() => Verify(SampleChanges.CrashedTrainer);

    [Fact]
    public Task DataFindings() => Verify(SampleChanges.DataFindings);

    [Fact]
    public Task NoPredictions() => Verify(SampleChanges.NoPredictions);

    [Fact]
    public Task NoArtifact() => Verify(SampleChanges.NoArtifact);

    [Fact]
    public Task NothingAffected() => Verify(SampleChanges.NothingAffected);

    [Fact]
    public Task FortyPipelines() => Verify(SampleChanges.FortyPipelines);

    [Fact]
    public Task HostileNames() => Verify(SampleChanges.HostileNames);

    [Fact]
    public void OrderOfPipelines_ChangesNothing() => Assert.Equal(
        Written(SampleChanges.FortyPipelines), Written(SampleChanges.FortyPipelines with { Pipelines = [.. SampleChanges.FortyPipelines.Pipelines.Reverse()] }));

    [Theory]
    [InlineData("segment=a")]
    [InlineData("segment=\U0001F4A5\uD800$@|<www.`")]
    public void FortyPipelinesWith500Slices_FitAndSayWhatIsLeftOut(string slice)
    {
        string text = Written(Large(slice));

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, CommentText.MostBytes);
        Assert.Contains("40 of 40 pipelines did not pass", text, StringComparison.Ordinal);
        Assert.Contains("Left out, as a comment holds no more: stages and digests; ", text, StringComparison.Ordinal);
        Assert.EndsWith("</sub>\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Split("<details>").Length, text.Split("</details>").Length);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Contains($"`p{i}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void NamesWithoutEnd_StillFit()
    {
        string endless = string.Concat(Enumerable.Repeat("$@|`\U0001F4A5", 20_000));
        JudgedPipeline pipeline = SampleChanges.HostileNames.Pipelines[0] with { Name = endless, Failure = endless };

        string text = Written(SampleChanges.Of([.. Enumerable.Repeat(pipeline, 300)]) with { ChangedRules = [endless], HeadSha = endless, Failure = endless });

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, CommentText.MostBytes);
        Assert.StartsWith("## ❌ Rules changed. Blocked", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ClaimThatIsTheVerdict_IsNotTold() => Assert.Equal(
        Written(SampleChanges.Passed), Written(SampleChanges.Of(SampleChanges.Passed.Pipelines[0] with { Claimed = true })));

    // A report whose 500 slices all miss, as the engine decides one of them.
    private static PullRequestReport Large(string slice)
    {
        GateResult one = SampleReports.FailedOnOneSlice.Gates.Single(gate => gate.Verdict == GateVerdict.Failed);
        GateReport report = GateReportBuilder.Decide(SampleReports.FailedOnOneSlice with
        {
            Gates = [.. Enumerable.Range(0, 500).Select(i => one with { Id = $"accuracy@{slice}{i}", Slice = slice + i })],
        });
        return SampleChanges.Of([.. Enumerable.Range(0, 40).Select(i => SampleChanges.Judged(report with { Pipeline = $"p{i}" }))]);
    }

    private static string Written(PullRequestReport report) => CommentText.Write(report);

    private static Task Verify(PullRequestReport report, [CallerMemberName] string method = "") => Snapshot.Verify(Written(report), "md", method: method);
}
