namespace MlCi.Tests.Pipelines;

/// <summary>pipeline.yml is held to its published schema: what no reader finds is told, and nothing is told twice.</summary>
public sealed class PipelineSchemaFaultTests
{
    [Theory]
    [InlineData("seed: \"5\"", "13:7: found \"5\" for 'seed', expected integer")]
    [InlineData("alpha: '0.05'", "13:8: found \"0.05\" for 'alpha', expected number")]
    [InlineData("params:\nseed: \"5\"\nalpha: \"0.1\"", "14:7: found \"5\" for 'seed', expected integer\n15:8: found \"0.1\" for 'alpha', expected number")]
    public void WhatNoReaderFinds_IsTold(string lines, string faults) => Assert.EndsWith(faults, Sample.Faults(Sample.And(lines)), StringComparison.Ordinal);

    [Fact]
    public void WhatAReaderFinds_IsToldOnce_BesideWhatNoneFinds() => Assert.Equal(
        "13:7: found \"5\" for 'seed', expected integer\n14:8: found 2 for 'alpha', expected a number from 0.0001 to 0.25",
        Sample.Faults(Sample.And("seed: \"5\"\nalpha: 2")));

    [Fact]
    public void WhatDependsOnAWrongTask_IsNotTold() => Assert.Equal(
        "2:7: found ranking for 'task', expected binary, multiclass or regression", Sample.Faults(Sample.With("task: binary", "task: ranking")));
}
