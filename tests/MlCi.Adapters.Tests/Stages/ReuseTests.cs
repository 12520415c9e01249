using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What is unchanged is not made again, and the report does not show the difference.</summary>
public sealed class ReuseTests(EngineSetup setup) : EngineTest(setup)
{
    [Fact]
    public void SecondGate_ReusesEverything_AndGivesTheSameReport()
    {
        AssertPasses();
        byte[] first = File.ReadAllBytes(Repository.Artifact("gate.json"));

        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Equal(2, output.Split(", unchanged since an earlier run").Length - 1);
        Assert.Equal(first, File.ReadAllBytes(Repository.Artifact("gate.json")));
    }

    [Fact]
    public void Force_MakesEverythingAnew_WithTheSameReport()
    {
        AssertPasses();
        byte[] first = File.ReadAllBytes(Repository.Artifact("gate.json"));

        (int code, string output) = Run("Gate", options => options with { Force = true });

        Assert.Equal(ExitCodes.Passed, code);
        Assert.DoesNotContain("unchanged", output, StringComparison.Ordinal);
        Assert.Equal(first, File.ReadAllBytes(Repository.Artifact("gate.json")));
        Assert.Single(Repository.Cached("Train"));
    }

    [Theory]
    [InlineData("pipelines/tiny/pipeline.yml", "seed: 7", "seed: 8")]
    [InlineData("pipelines/tiny/pipeline.yml", "mode: good", "mode: fine")]
    [InlineData("pipelines/tiny/data/train.csv", "0,0.000000,even,no", "0,0.100000,even,no")]
    public void ChangedInput_TrainsAnew(string file, string old, string text)
    {
        AssertPasses();
        Repository.Edit(file, old, text);

        AssertPasses();

        Assert.Equal(2, Repository.Cached("Train").Count);
    }

    [Fact]
    public void DamagedResult_IsMadeAgain()
    {
        AssertPasses();
        string model = Directory.GetFiles(Repository.Path(".mlci/cache/Train"), "model.txt", SearchOption.AllDirectories).Single();
        File.WriteAllText(model, "reversed");

        AssertPasses();

        Assert.Equal("good", File.ReadAllText(model));
    }
}
