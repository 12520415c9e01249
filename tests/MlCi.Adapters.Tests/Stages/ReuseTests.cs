using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What is unchanged is not made again, and the report does not show the difference.</summary>
public sealed class ReuseTests(EngineSetup setup) : EngineTest(setup)
{
    [Theory]
    [InlineData("good", ExitCodes.Passed)]
    [InlineData("reversed", ExitCodes.Negative)]
    public void SecondGate_ReusesEverything_AndLeavesTheSameBytes(string mode, int expected)
    {
        Repository.EditPipeline("compare:", "worst_slices: {}\nrobustness:\n  - {noise: 0.1, columns: [x], max_flips: 0.5}\ncompare:");
        AssertPasses();
        Run("Register");
        Run("Promote", options => options with { To = "production" });
        Repository.EditPipeline("mode: good", $"mode: {mode}");
        Assert.Equal(expected, Run("Gate").ExitCode);
        (string, string)[] first = Artifacts();

        (int code, string output) = Run("Gate");

        Assert.Equal(expected, code);
        Assert.Equal(2, output.Split(", unchanged since an earlier run").Length - 1);
        Assert.Equal(first, Artifacts());
    }

    [Fact]
    public void PromotedModel_IsComparedWith_ThoughNothingElseChanged()
    {
        AssertPasses();
        Assert.Equal(ExitCodes.Passed, Run("Register").ExitCode);
        Assert.Equal("skipped", StatusOf(Report(), "Compare"));

        Run("Promote", options => options with { To = "production" });
        AssertPasses();

        Assert.Equal("passed", StatusOf(Report(), "Compare"));
    }

    [Fact]
    public void CommentAboveARule_MovesItsPlace_AndRerunsNothing()
    {
        AssertPasses();
        int line = (int)Gate(Report(), "auc")["source"]!["line"]!;
        Repository.EditPipeline("gates:", "# limits\ngates:");

        (_, string output) = Run("Gate");

        Assert.Equal(2, output.Split(", unchanged since an earlier run").Length - 1);
        Assert.Equal(line + 1, (int)Gate(Report(), "auc")["source"]!["line"]!);
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

    [Fact]
    public void Explain_SaysOfEachStageWhyItRan_OrDidNot()
    {
        string first = Explained();
        Assert.Contains("  Train ran: for the first time", first, StringComparison.Ordinal);
        Assert.Contains("  Evaluate ran: for the first time", first, StringComparison.Ordinal);

        string second = Explained();
        Assert.Contains("  Train did not run: data, seed, params, sources, projects, environment, versions unchanged", second, StringComparison.Ordinal);
        Assert.DoesNotContain(" ran:", second, StringComparison.Ordinal);

        // A comment is nothing that a stage reads.
        Repository.Edit("pipelines/tiny/pipeline.yml", "seed: 7", "seed: 7 # lucky");
        Assert.Equal(second, Explained());

        Repository.Edit("pipelines/tiny/pipeline.yml", "mode: good", "mode: fine");
        string third = Explained();
        Assert.Contains("  Train ran: params.mode \"good\" → \"fine\"; data, seed, sources, projects, environment, versions unchanged", third, StringComparison.Ordinal);

        Repository.Edit("pipelines/tiny/pipeline.yml", "mode: fine", "mode: good");
        Assert.Contains("  Train did not run: params.mode \"fine\" → \"good\", as in a run before", Explained(), StringComparison.Ordinal);
        Assert.Empty(Repository.Unfinished());
    }

    [Fact]
    public void DamagedHistory_ExplainsLess_AndChangesNothingElse()
    {
        AssertPasses();
        foreach (string damage in new[] { "{", "{}", """{"all":[null]}""", "null", "" })
        {
            File.WriteAllText(Repository.Path(".mlci/cache/last/tiny/Train.json"), damage);
            Assert.Contains("  Train did not run: another run made this result of the same inputs", Explained(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Quiet_ExplainsWhereItIsAskedTo()
    {
        (_, string output) = Run("Gate", options => options with { Explain = true, Quiet = true });

        Assert.Contains("  Train ran: for the first time", output, StringComparison.Ordinal);
    }

    // The lines of --explain only: times differ from run to run.
    private string Explained()
    {
        (int code, string output) = Run("Gate", options => options with { Explain = true });
        Assert.Equal(ExitCodes.Passed, code);
        return string.Join('\n', output.Split('\n').Where(line => line.Contains(" ran: ", StringComparison.Ordinal) || line.Contains(" did not run: ", StringComparison.Ordinal)));
    }

    // Every file, but which decision on the holdout this was.
    private (string, string)[] Artifacts() =>
        // The page tells how long the stages took.
        [.. Directory.EnumerateFiles(Repository.Path("artifacts/tiny"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("gate.html", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllText(file)))];
}
