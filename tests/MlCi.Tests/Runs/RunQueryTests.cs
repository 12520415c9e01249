using MlCi.Findings;
using MlCi.Runs;

namespace MlCi.Tests.Runs;

/// <summary>Which runs a list shows, and in which order.</summary>
public sealed class RunQueryTests
{
    private static readonly RunRecord[] Records =
    [
        SampleRuns.Gated(5, .85, """{"l2": 1.0, "mode": "fast"}"""),
        SampleRuns.Gated(6, .75, """{"l2": 10, "mode": "slow"}""", RunVerdict.Failed) with { Dirty = true },
        SampleRuns.Trained(7),
        SampleRuns.Gated(8, .9, """{"l2": 0.5}""", pipeline: "other") with { Commit = "ffffffffffffffffffffffffffffffffffffffff" },
    ];

    [Theory]
    [InlineData("auc>0.8", "5 8")]
    [InlineData("auc>=0.85", "5 8")]
    [InlineData("auc<0.85", "6")]
    [InlineData("auc<=0.85", "5 6")]
    [InlineData("auc.lower>0.84", "8")]
    [InlineData("params.l2=1.0", "5 7")]
    [InlineData("params.l2 = 1e0", "5 7")]
    [InlineData("params.l2!=1", "6 8")]
    [InlineData("params.mode=slow", "6")]
    [InlineData("params.mode!=slow", "5 7 8")]
    [InlineData("params.mode==fast", "5")]
    [InlineData("params.l2>0.4", "5 6 7 8")]
    [InlineData("verdict=passed", "5 8")]
    [InlineData("verdict!=passed", "6 7")]
    [InlineData("verdict=none", "7")]
    [InlineData("pipeline=other", "8")]
    [InlineData("exitCode=1", "6")]
    [InlineData("seconds>2.6", "5 6 8")]
    [InlineData("seconds.Gate<1", "5 6 8")]
    [InlineData("dirty=true", "6")]
    [InlineData("dirty!=true", "5 7 8")]
    [InlineData("commit=0123", "5 6")]
    [InlineData("commit=012", "")]
    [InlineData("commit!=ffff", "5 6 7")]
    [InlineData("digests.holdout!=sha256:0000", "5 6 7 8")]
    [InlineData("started>=2026-10-03T14:06", "6 7 8")]
    [InlineData("started<2026-10-03 14:06", "5")]
    [InlineData("started=2026-10-03", "5 6 7 8")]
    [InlineData("started>2026-10-03", "")]
    [InlineData("seed=7", "5 6 7 8")]
    [InlineData("accuracy@contract=Two year>0.8", "5 6 8")]
    [InlineData("accuracy@contract=Two year<0.8", "")]
    [InlineData("auc vs champion>0", "5 8")]
    [InlineData("recall>0", "")]
    [InlineData("recall!=0", "5 6 7 8")]
    public void Condition_LeavesRuns(string condition, string minutes) => Assert.Equal(minutes, Minutes(Records.Where(RunFilter.Parse(condition, Records).Holds)));

    [Theory]
    [InlineData("auc", "found 'auc' for --where, expected a name, an operator (>= <= != == = > <) and a value, such as auc>0.8")]
    [InlineData(">0.8", "found '>0.8' for --where, expected a name")]
    [InlineData("auc>high", "found 'high' after > in --where 'auc>high', expected a number")]
    [InlineData("auc>", "found '' after > in --where 'auc>', expected a number")]
    [InlineData("auc>NaN", "found 'NaN' after > in --where 'auc>NaN', expected a number")]
    [InlineData("verdict<passed", "found 'passed' after < in --where 'verdict<passed', expected a number")]
    [InlineData("acu>0.8", "found 'acu' in --where 'acu>0.8', which no run has; expected 'auc', or one of id, pipeline, started,")]
    [InlineData("params.l3=1", "found 'params.l3' in --where 'params.l3=1', which no run has; expected 'params.l2', or one of")]
    public void ConditionThatIsNone_IsTold(string condition, string fault)
    {
        FaultException e = Assert.Throws<FaultException>(() => RunFilter.Parse(condition, Records));

        Assert.StartsWith(fault, e.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    [Fact]
    public void WithoutRuns_AnyNameWillDo() => Assert.Equal(new RunFilter("auc", ">", "0.8"), RunFilter.Parse("auc > 0.8", []));

    [Theory]
    [InlineData("auc", false, "6 5 8 7")]
    [InlineData("auc", true, "8 5 6 7")]
    [InlineData("started", false, "5 6 7 8")]
    [InlineData("started", true, "8 7 6 5")]
    [InlineData("params.l2", false, "8 7 5 6")]
    [InlineData("params.mode", false, "5 6 8 7")]
    [InlineData("params.mode", true, "6 5 8 7")]
    [InlineData("verdict", false, "6 7 8 5")]
    public void Sorted_ByAnyValue_WithRunsWithoutItLast(string name, bool descending, string minutes)
    {
        Assert.Equal(minutes, Minutes(RunOrder.By(Records, name, descending)));
        Assert.Equal(minutes, Minutes(RunOrder.By(Records.Reverse(), name, descending)));
    }

    [Fact]
    public void NewestFirst_WithoutAnOrder() => Assert.Equal("8 7 6 5", Minutes(RunOrder.NewestFirst(Records)));

    [Fact]
    public void RunsOfOneSecond_AreInTheOrderOfTheirStart()
    {
        RunRecord first = SampleRuns.Gated(5, .85);
        RunRecord second = first with { Id = "20261003-140501-00000000", Started = first.Started.AddMilliseconds(1) };

        Assert.Equal([second, first], RunOrder.NewestFirst([first, second]));
        Assert.Same(second, RunId.Find([second, first], "latest"));
    }

    private static string Minutes(IEnumerable<RunRecord> records) => string.Join(' ', records.Select(record => record.Started.Minute));
}
