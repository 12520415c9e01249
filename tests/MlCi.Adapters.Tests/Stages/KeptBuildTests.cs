using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What was built is trusted only while it is what was built, and nothing that a program leaves beside itself is found again.</summary>
public sealed class KeptBuildTests(EngineSetup setup) : EngineTest(setup)
{
    [Fact]
    public void DamagedBuild_IsBuiltAgain()
    {
        File.WriteAllText(TinyAssembly, "damaged");

        AssertPasses();

        Assert.NotEqual("damaged", File.ReadAllText(TinyAssembly));
        Assert.True(StageCache.IsWhole(Place));
    }

    [Fact]
    public void Force_BuildsAgain()
    {
        File.WriteAllText(TinyAssembly, "another");
        File.WriteAllText(Path.Combine(Place, "digest"), FileDigests.OfFolder(Path.Combine(Place, "files")));
        Assert.Equal(ExitCodes.Negative, Run("Gate").ExitCode);

        (int code, string output) = Run("Gate", options => options with { Force = true });

        Assert.True(code == ExitCodes.Passed, output);
        Assert.NotEqual("another", File.ReadAllText(TinyAssembly));
    }

    [Fact]
    public void WhatTrainingLeavesBesideTheProgram_IsNotFoundByPredict()
    {
        Repository.SetMode("train-beside");

        AssertPasses();

        Assert.True(StageCache.IsWhole(Place));
        Assert.Empty(Repository.Unfinished());
    }

    [Fact]
    public void GateThatHasNothingToDo_DoesNotLookAtTheBuild()
    {
        AssertPasses();
        File.WriteAllText(TinyAssembly, "damaged");

        AssertPasses();

        Assert.Equal("damaged", File.ReadAllText(TinyAssembly));
    }

    private string Place => Assert.Single(Repository.Cached("Build"));

    private string TinyAssembly => Path.Combine(Place, "files", "program", "Tiny.dll");
}
