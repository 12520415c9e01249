using MlCi.Runs;
using MlCi.Testing;

namespace MlCi.Tests.Runs;

/// <summary>Runs side by side.</summary>
public sealed class RunComparisonTests
{
    [Fact]
    public Task Comparison_MarksWhatDiffers() => Snapshot.Verify(string.Concat(
        RunComparison.Of([SampleRuns.Gated(5, .85), SampleRuns.Gated(6, .75, """{"l2": 10, "mode": "slow"}""", RunVerdict.Failed), SampleRuns.Trained(7)]).Rows
            .Select(row => $"{(row.Differs ? '≠' : ' ')} {row.Section} {row.Name}: {string.Join(" | ", row.Values.Select(value => value ?? "–"))}\n")));

    [Fact]
    public void DifferenceThatRoundingHides_IsOne()
    {
        RunComparison comparison = RunComparison.Of([SampleRuns.Gated(5, .85), SampleRuns.Gated(6, .85000001)]);

        ComparedRow auc = comparison.Rows.Single(row => row is { Section: "metrics", Name: "auc" });
        Assert.Equal(auc.Values[0], auc.Values[1]);
        Assert.True(auc.Differs);
        Assert.False(comparison.Rows.Single(row => row is { Section: "metrics", Name: "brier" }).Differs);
    }

    [Fact]
    public void OtherHoldouts_AreTold_OfRunsThatWereEvaluated()
    {
        RunRecord run = SampleRuns.Gated(5, .85);
        RunRecord other = SampleRuns.Gated(6, .85) with { Digests = run.Digests with { Holdout = run.Digests.Data } };

        Assert.True(RunComparison.Of([run, other]).HoldoutsDiffer);
        Assert.False(RunComparison.Of([run, other with { Metrics = [] }]).HoldoutsDiffer);
        Assert.False(RunComparison.Of([run, SampleRuns.Gated(7, .7)]).HoldoutsDiffer);
        Assert.Equal(["20261003-140501-7f3a0005", "20261003-140601-7f3a0006"], RunComparison.Of([run, other]).ToJson()["runs"]!.AsArray().Select(id => (string?)id));
    }
}
