using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class HoldoutUseReaderTests
{
    [Theory]
    [InlineData("seed: 1", .5)]
    [InlineData("holdoutUse: track", .5)]
    [InlineData("holdoutUse: {mode: track}", .5)]
    [InlineData("holdoutUse: {mode: track, warn: 0.2}", .2)]
    public void Track_IsTheDefault_AndHasNoBudget(string line, double warn)
    {
        PipelineDefinition read = Sample.Read(Sample.And(line));

        Assert.Equal((HoldoutMode.Track, null, warn), (read.HoldoutUse.Mode, read.HoldoutUse.Budget, read.HoldoutUse.WarnFrom));
        Assert.Equal(.05, read.Alpha);
        Assert.Equal(Sample.Read(Sample.Text).RulesDigest, read.RulesDigest);
    }

    // The error of the whole holdout is alpha, unless told otherwise; each decision takes its part, and never more than alpha.
    [Theory]
    [InlineData("holdoutUse: {mode: firstChange, decisions: 32}", HoldoutMode.FirstChange, 32, .95, .05 / 32)]
    [InlineData("holdoutUse: {mode: full, decisions: 4}", HoldoutMode.Full, 4, .95, .05 / 16)]
    [InlineData("holdoutUse: {mode: full, decisions: 32, reliability: 0.9999}", HoldoutMode.Full, 32, .9999, 1e-4 / 4294967296)]
    [InlineData("alpha: 0.1\nholdoutUse: {mode: firstChange, decisions: 4}", HoldoutMode.FirstChange, 4, .9, .1 / 4)]
    [InlineData("holdoutUse: {mode: firstChange, decisions: 2, reliability: 0.8}", HoldoutMode.FirstChange, 2, .8, .05)]
    public void Budget_IsSharedByTheDecisions(string lines, HoldoutMode mode, int decisions, double reliability, double alpha)
    {
        PipelineDefinition read = Sample.Read(Sample.And(lines));

        Assert.Equal((mode, decisions, reliability), (read.HoldoutUse.Mode, read.HoldoutUse.Budget!.Decisions, read.HoldoutUse.Budget.Reliability));
        Assert.Equal(alpha, read.Alpha, alpha * 1e-9);
        Assert.NotEqual(Sample.Read(Sample.Text).RulesDigest, read.RulesDigest);
    }

    [Fact]
    public void Place_IsThatOfTheRule() => Assert.Equal(
        $"{Sample.File}:13:13", Sample.Read(Sample.And("holdoutUse: {mode: full, decisions: 2}")).HoldoutUse.Place.ToString());

    [Theory]
    [InlineData("fully", "13:13: found fully, expected track, or a mapping such as {mode: firstChange, decisions: 32}")]
    [InlineData("full", "13:13: found full without its number of decisions for 'holdoutUse', expected {mode: full, decisions: 32}")]
    [InlineData("firstChange", "13:13: found firstChange without its number of decisions for 'holdoutUse', expected {mode: firstChange, decisions: 32}")]
    [InlineData("[track]", "13:13: found a list, expected track, or a mapping such as {mode: firstChange, decisions: 32}")]
    [InlineData("{decisions: 3}", "13:13: found no 'holdoutUse.mode', expected track, or a mapping such as {mode: firstChange, decisions: 32}")]
    [InlineData("{mode: none}", "13:20: found none for 'holdoutUse.mode', expected track, full or firstChange")]
    [InlineData("{mode: full}", "13:13: found no 'holdoutUse.decisions', expected how many decisions the holdout is for, such as 32")]
    [InlineData("{mode: full, decisions: 0}", "13:37: found 0 for 'holdoutUse.decisions', expected a whole number from 1 to 1000")]
    [InlineData("{mode: full, decisions: 2.5}", "13:37: found 2.5 for 'holdoutUse.decisions', expected a whole number from 1 to 1000")]
    [InlineData("{mode: full, decisions: 2, reliability: 1}", "13:53: found 1 for 'holdoutUse.reliability', expected a number from 0.5 to less than 1")]
    [InlineData("{mode: full, decisions: 2, warn: 0.5}", "13:46: found warn in mode full, which blocks; expected it to be left out")]
    [InlineData("{mode: full, decision: 2}", "13:13: found no 'holdoutUse.decisions', expected how many decisions the holdout is for, such as 32\n13:26: found unknown key 'holdoutUse.decision', expected 'decisions', or one of mode, decisions, reliability, warn")]
    [InlineData("{mode: track, warn: 0}", "13:33: found 0 for 'holdoutUse.warn', expected a number more than 0 and at most 1")]
    [InlineData("{mode: track, decisions: 3}", "13:38: found decisions in mode track, which has no budget; expected mode full or firstChange, or decisions to be left out")]
    [InlineData("{mode: full, decisions: 50}", "13:37: found 50 decisions in mode full, each at α = 4.44e-17, expected fewer: no interval can be computed below α = 1e-14")]
    public void Fault_SaysWhatWasExpected(string value, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And($"holdoutUse: {value}")));

    [Theory]
    [InlineData("metric: auc, min: 0.8", "metric: calibration_error, max: 0.1", "gate on calibration_error")]
    [InlineData("metric: auc, margin", "metric: f1, margin", "comparison of f1")]
    public void SimulatedRule_AtALevelThatItCannotTell_IsAFault(string old, string replacement, string rule)
    {
        string sample = Sample.With(old, replacement);

        Assert.Equal(
            $"13:37: found 12 decisions in mode full, each at α = 1.22e-5, expected fewer, or no {rule}: its 10,000 replicates cannot decide below α = 1e-4",
            Sample.Faults(sample + "holdoutUse: {mode: full, decisions: 12}\n"));
        Assert.Equal(.05 / 256, Sample.Read(sample + "holdoutUse: {mode: full, decisions: 8}\n").Alpha, 12);
        Assert.Equal(.05 / 4096, Sample.Read(Sample.And("holdoutUse: {mode: full, decisions: 12}")).Alpha, 12);
    }
}
