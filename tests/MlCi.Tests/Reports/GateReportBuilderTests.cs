using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Testing;

namespace MlCi.Tests.Reports;

/// <summary>A verdict passes only where every stage did, too.</summary>
public sealed class GateReportBuilderTests
{
    [Theory]
    [InlineData("Train", StageStatus.Failed, true)]
    [InlineData("Train", StageStatus.Failed, false)]
    [InlineData("Train", StageStatus.NotEvaluated, true)]
    [InlineData("TestPreprocessing", StageStatus.Failed, true)]
    [InlineData("Evaluate", StageStatus.Failed, false)]
    [InlineData("Compare", StageStatus.NotEvaluated, false)]
    public void StageThatDidNotPass_Blocks_WhateverTheGatesSay(string stage, StageStatus status, bool hasResult)
    {
        GateReport decided = Decide(new StageOutcome(stage, status, "the reason", hasResult));

        Assert.False(decided.Passed);
        Assert.Equal($"{stage}: the reason", decided.Reason);
    }

    [Theory]
    [InlineData("Evaluate")]
    [InlineData("Compare")]
    public void StageWhoseGatesFailed_LeavesTheVerdictToThem(string stage) =>
        Assert.True(Decide(new StageOutcome(stage, StageStatus.Failed, "a slice failed before the family was whole", HasResult: true)).Passed);

    private static GateReport Decide(StageOutcome outcome) =>
        GateReportBuilder.Decide(SampleReports.PassedWithoutChampion with { Stages = [StageOutcome.Passed("ValidateData", "fine"), outcome] });
}
