using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Schemas;
using MlCi.Testing;
using Xunit.Abstractions;

namespace MlCi.IntegrationTests.Stages;

/// <summary>What holds of every sample: it passes, again and to the byte, and is no better than itself.</summary>
public abstract partial class SampleGateTests(GatedSample sample, ITestOutputHelper output)
{
    protected abstract int GateCount { get; }

    protected abstract int ComparisonCount { get; }

    [Fact]
    public void Sample_Passes()
    {
        Assert.True(sample.FirstGate.ExitCode == ExitCodes.Passed, sample.FirstGate.Output);
        using SampleRepository repository = sample.Copy();

        JsonNode report = Report(repository);

        Assert.Equal("passed", (string?)report["verdict"]);
        Assert.Empty(SchemaDocument.Read(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "src", "MlCi", "Reports", "gate.schema.json")), "gate.schema.json")
            .Check(File.ReadAllBytes(repository.Artifact("gate.json")), "gate.json"));
        Assert.All(Gates(report), gate => Assert.Equal("passed", (string?)gate["verdict"]));
        Assert.Equal(GateCount, Gates(report).Count());
    }

    [Fact]
    public void SecondGate_ReusesEverything_AndGivesTheSameReport()
    {
        using SampleRepository repository = sample.Copy();
        string first = File.ReadAllText(repository.Artifact("gate.json"));

        (int code, string printed) = repository.Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Equal(3, printed.Split(", unchanged since an earlier run").Length - 1);
        Assert.Equal(first, File.ReadAllText(repository.Artifact("gate.json")));
        output.WriteLine($"second Gate: {EngineTime().Match(printed).Value}");
    }

    [Fact]
    public void TrainingAnew_GivesTheSameModel_ToTheByte()
    {
        using SampleRepository repository = sample.Copy();
        string first = FileDigests.OfFolder(repository.Artifact("model"));

        (int code, string printed) = repository.Run("Train", options => options with { Force = true });

        Assert.Equal(ExitCodes.Passed, code);
        Assert.DoesNotContain("unchanged", printed, StringComparison.Ordinal);
        Assert.Equal(first, FileDigests.OfFolder(repository.Artifact("model")));
    }

    [Fact]
    public void SameModelAsTheChampion_IsIdentical_NeverBetter()
    {
        using SampleRepository repository = sample.CopyWithChampion();

        (int code, _) = repository.Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        JsonNode report = Report(repository);
        Assert.Equal((string?)report["digests"]!["model"], (string?)report["digests"]!["champion"]);
        Assert.All(Comparisons(report), comparison => Assert.Equal("identical", (string?)comparison["outcome"]));
        Assert.Equal(ComparisonCount, Comparisons(report).Count());
    }

    /// <summary>Gates what must fail; gives the reason.</summary>
    protected string AssertFails(SampleRepository repository)
    {
        (int code, string printed) = repository.Run("Gate");

        Assert.True(code == ExitCodes.Negative, printed);
        string reason = (string)Report(repository)["reason"]!;
        Assert.Contains($"FAILED {repository.Pipeline}: {reason}", printed, StringComparison.Ordinal);
        output.WriteLine(reason);
        return reason;
    }

    protected static JsonNode Report(SampleRepository repository) => JsonNode.Parse(File.ReadAllText(repository.Artifact("gate.json")))!;

    protected static IEnumerable<JsonNode> Gates(JsonNode report) => report["gates"]!.AsArray().Select(gate => gate!);

    protected static IEnumerable<JsonNode> Comparisons(JsonNode report) => Gates(report).Where(gate => (string?)gate["rule"] == "comparison");

    [GeneratedRegex(@"[\d.]+ s since the engine started")]
    private static partial Regex EngineTime();
}
