using MlCi.Nuke.CommandLines;
using MlCi.Pipelines;
using TheBuild = global::Build;

namespace MlCi.Build.Tests;

/// <summary>The build's targets against the engine's stages: two front doors must not differ.</summary>
public sealed class StageTargetTests
{
    private static readonly IReadOnlyList<DeclaredTarget> Targets = DeclaredTargets.Of(new TheBuild());

    public static TheoryData<string> Stages => new(StagePlan.All.Select(stage => stage.Name));

    [Theory]
    [MemberData(nameof(Stages))]
    public void EveryStage_IsATargetWithTheSameDependencies(string name)
    {
        StageInfo stage = StagePlan.Find(name)!;

        DeclaredTarget target = Targets.Single(target => target.Name == name);

        Assert.Equal(stage.DependsOn, target.DependsOn);
        Assert.Equal(stage.Summary, target.Description);
    }

    [Fact]
    public void StagesStandFirst_InTheOrderOfTheEngine() =>
        Assert.Equal(StagePlan.All.Select(stage => stage.Name), Targets.Take(StagePlan.All.Count).Select(target => target.Name));

    [Fact]
    public void EveryTarget_SaysWhatItDoes() => Assert.DoesNotContain(Targets, target => target.Description.Length == 0);
}
