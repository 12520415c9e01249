using System.Text.Json.Nodes;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Every way to cut a holdout, from pipeline.yml to the verdict.</summary>
public sealed class SliceRulesTests(EngineSetup setup) : EngineTest(setup)
{
    [Fact]
    public void SlicesByBinsConditionAndCrossing_AreGated()
    {
        Repository.EditPipeline(
            "- group", "- group\n  - {name: half, column: x, bins: [0.5]}\n  - {name: low odd, where: x < 0.5 and group == 'odd'}\n  - {cross: [group, half]}");

        AssertPasses();

        string[] slices = [.. Report()["gates"]!.AsArray().Select(gate => (string?)gate!["slice"]).OfType<string>()];
        Assert.Equal(
            [
                "group=even", "group=odd", "half=<0.5", "half=≥0.5", "low odd", "group=even & half=<0.5", "group=even & half=≥0.5",
                "group=odd & half=<0.5", "group=odd & half=≥0.5",
            ],
            slices);
        Assert.All(Report()["gates"]!.AsArray(), (JsonNode? gate) => Assert.Equal("passed", (string?)gate!["verdict"]));
    }
}
