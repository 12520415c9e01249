using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class StagePlanTests
{
    [Theory]
    [InlineData("Train", "ValidateData Train")]
    [InlineData("Evaluate", "ValidateData Train Evaluate")]
    [InlineData("Gate", "ValidateData TestPreprocessing Train Evaluate Compare Gate")]
    [InlineData("register", "ValidateData TestPreprocessing Train Evaluate Compare Gate BuildContainer Register")]
    [InlineData("Compare validate-data Compare", "ValidateData Train Evaluate Compare")]
    [InlineData("Promote", "Promote")]
    public void EachStage_RunsOnce_AfterThoseItDependsOn(string asked, string plan) =>
        Assert.Equal(plan.Split(' '), StagePlan.For(asked.Split(' ')).Select(stage => stage.Name));

    [Theory]
    [InlineData("ValidateData", "validate-data")]
    [InlineData("Gate", "gate")]
    [InlineData("TestPreprocessing", "test-preprocessing")]
    public void Command_IsTheTargetInKebabCase(string target, string command)
    {
        Assert.Equal(command, StagePlan.Find(target)?.Command);
        Assert.Same(StagePlan.Find(target), StagePlan.Find(command));
    }

    [Theory]
    [InlineData("Gate", "Gate")]
    [InlineData("register", "Gate")]
    [InlineData("Compare", "Compare")]
    [InlineData("Evaluate Compare", "Compare")]
    [InlineData("evaluate Report", "Evaluate")]
    [InlineData("Train Doctor", null)]
    [InlineData("Promote", null)]
    [InlineData("Compile", null)]
    public void VerdictOfARun_IsThatOfTheLastStageThatDecides(string asked, string? stage) => Assert.Equal(stage, StagePlan.VerdictOf(asked.Split(' ')));

    [Theory]
    [InlineData("Register", "gate", "Compare")]
    [InlineData("Register", "Gate Compare", "Evaluate")]
    [InlineData("Register", "Gate Compare Evaluate", null)]
    [InlineData("Gate", "Gate", "Gate")]
    [InlineData("Gate", "TestPreprocessing Compile", "Gate")]
    [InlineData("Register", "", null)]
    [InlineData("Compare", "", "Compare")]
    public void VerdictOfARun_IsNotThatOfAStageLeftOut(string asked, string skipped, string? stage) =>
        Assert.Equal(stage, StagePlan.VerdictOf(asked.Split(' '), skipped.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void UnknownStage_IsAFaultThatNamesTheNearest()
    {
        FaultException exception = Assert.Throws<FaultException>(() => StagePlan.For(["Gate", "Evalute"]));

        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        Assert.StartsWith("found target 'Evalute', expected 'Evaluate', or one of ValidateData, TestPreprocessing, Train,", exception.Message, StringComparison.Ordinal);
    }
}
