using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What a run that was killed leaves unfinished beside its results.</summary>
public sealed class KilledRunTests(EngineSetup setup) : EngineTest(setup)
{
    [Fact]
    public void UnfinishedArtifacts_AreSweptByTheNextRun_AndNothingElseIs()
    {
        string file = AtomicFile.Beside(Repository.Artifact("gate.json"));
        string model = AtomicFile.Beside(Repository.Artifact("model"));
        File.WriteAllText(file, "{");
        Directory.CreateDirectory(Path.Combine(model, "trees"));
        File.WriteAllText(Path.Combine(model, "trees", "1.txt"), "half");
        Repository.Write("artifacts/tiny/.notes.part", "of the user");
        Repository.Write("artifacts/tiny/notes.txt", "of the user");

        Assert.Equal(ExitCodes.Passed, Run("ValidateData").ExitCode);

        Assert.Equal(
            [".notes.part", "findings.json", "notes.txt"],
            Directory.GetFileSystemEntries(Repository.Path("artifacts/tiny")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void UnfinishedArtifactsOfAnotherPipeline_AreLeft()
    {
        Repository.AddPipeline("other");
        string file = AtomicFile.Beside(Repository.Path("artifacts/other/gate.json"));
        File.WriteAllText(file, "{");

        Assert.Equal(ExitCodes.Passed, Run("ValidateData", options => options with { Pipelines = ["tiny"] }).ExitCode);

        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData(".gate.json.0123456789abcdef0123456789abcdef.part", true)]
    [InlineData("gate.json.0123456789abcdef0123456789abcdef.part", false)]
    [InlineData(".gate.json.0123456789ABCDEF0123456789abcdef.part", false)]
    [InlineData(".gate.json.0123456789abcdef0123456789abcdef.part.txt", false)]
    [InlineData(".0123456789abcdef0123456789abcdef.part", false)]
    [InlineData(".movie.part", false)]
    public void OnlyNamesThatMlCiGives_AreUnfinished(string name, bool isUnfinished) => Assert.Equal(isUnfinished, Unfinished.IsName(name));

    [Fact]
    public void EveryNameBesideAPlace_IsUnfinished() => Assert.True(Unfinished.IsName(Path.GetFileName(AtomicFile.Beside(Repository.Path("a folder/of.many dots")))));
}
