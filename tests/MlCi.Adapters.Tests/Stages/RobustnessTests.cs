using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>The pipeline's own program is asked about a disturbed holdout.</summary>
public sealed class RobustnessTests(EngineSetup setup) : EngineTest(setup)
{
    [Fact]
    public void LittleNoise_FlipsFewDecisions()
    {
        Disturb("{noise: 0.05, columns: [x], max_flips: 0.1}");

        AssertPasses();

        JsonNode gate = Gate(Report(), "flips@noise 0.05 of x");
        Assert.Equal(("robustness", "passed", 300), ((string?)gate["rule"], (string?)gate["verdict"], (int)gate["rows"]!));
        // Noise of a twentieth of x's spread flips what lies within as much of ½.
        Assert.InRange((double)gate["estimate"]!, .003, .04);
        string first = File.ReadAllText(Repository.Artifact("gate.json"));
        AssertPasses();
        Assert.Equal(first, File.ReadAllText(Repository.Artifact("gate.json")));
    }

    [Fact]
    public void MuchNoise_Fails()
    {
        Disturb("{name: broken sensor, noise: 5, columns: [x], max_flips: 0.1}");

        JsonNode report = AssertFails("flips@broken sensor 0.", "misses ≤ 0.1");

        Assert.Equal("failed", (string?)Gate(report, "flips@broken sensor")["verdict"]);
    }

    [Fact]
    public void ModelThatCrashesOnNulls_IsNotEvaluated_AndBlocks()
    {
        Disturb("{nulls: 0.2, columns: [x], max_flips: 0.1}");

        JsonNode report = AssertFails("flips@nulls 0.2 of x not evaluated: ");

        Assert.Equal("not-evaluated", (string?)Gate(report, "flips@nulls 0.2 of x")["verdict"]);
    }

    [Fact]
    public void ColumnThatTheModelDoesNotUse_FlipsNothing()
    {
        Disturb("{swap: 1, columns: [group], max_flips: 0.05}");

        AssertPasses();

        Assert.Equal(0, (double)Gate(Report(), "flips@swap 1 of group")["estimate"]!);
    }

    [Theory]
    [InlineData("{swap: 1, columns: [y], max_flips: 0.05}", "found column 'y' to disturb, which is the label, expected a feature of the model")]
    [InlineData("{noise: 1, columns: [group], max_flips: 0.05}", "column 'group': found 'even', expected numbers, to which noise can be added")]
    [InlineData("{noise: 1, columns: [z], max_flips: 0.05}", "found robustness noise on column 'z', which pipelines/tiny/data/holdout.csv does not have, expected 'x', or one of id, x, group, y")]
    public void ColumnThatCannotBeDisturbed_IsAWrongConfiguration(string rule, string message)
    {
        Disturb(rule);

        AssertNoVerdict(ExitCodes.Misconfigured, message);
    }

    [Fact]
    public void SeveralClasses_MayFlipToo_ButNumbersHaveNoDecisions()
    {
        Repository.SetTask("multiclass", "classes", "  - {metric: accuracy, min: 0.3}", "log_loss");
        Disturb("{noise: 0.05, columns: [x], max_flips: 0.2}");
        AssertPasses();
        Assert.InRange((double)Gate(Report(), "flips@noise 0.05 of x")["estimate"]!, .001, .1);

        Repository.SetTask("regression", "number", "  - {metric: rmse, max: 2}", "rmse");
        Disturb("{noise: 0.05, columns: [x], max_flips: 0.2}");
        AssertNoVerdict(ExitCodes.Misconfigured, "found 'robustness' in the task regression, expected it in a task with decisions, which may flip");
    }

    private void Disturb(string rule) => Repository.EditPipeline("champion: optional", $"robustness: [{rule}]\nchampion: optional");
}
