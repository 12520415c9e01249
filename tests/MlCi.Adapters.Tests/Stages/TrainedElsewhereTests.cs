using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Models that were trained elsewhere.</summary>
public sealed class TrainedElsewhereTests(EngineSetup setup) : CommandPipelineTest(setup)
{
    [Fact]
    public void ModelTrainedElsewhere_IsGatedByItsDigestAndRecord()
    {
        SetExternal();
        AssertPasses();
        Assert.True(File.Exists(Repository.Artifact("model/m.bin")));

        Repository.Write("pipelines/tiny/m.bin", "another model");
        AssertFails("Train: pipelines/tiny/pipeline.yml:13:", "found model sha256:");
    }

    [Fact]
    public void RenamedModel_KeepsItsNewName()
    {
        SetExternal();
        AssertPasses();
        File.Move(Repository.Path("pipelines/tiny/m.bin"), Repository.Path("pipelines/tiny/renamed.bin"));
        Repository.EditPipeline("model: m.bin", "model: renamed.bin");

        AssertPasses();

        Assert.True(File.Exists(Repository.Artifact("model/renamed.bin")));
    }

    [Fact]
    public void ModelTrainedElsewhere_CanBeSmoked()
    {
        Repository.Write("pipelines/tiny/data/train.csv", TinyRepository.Rows(first: 2000, count: 2000));
        SetExternal();

        (int code, string output) = Run("Gate", options => options with { Smoke = true });

        Assert.True(code == ExitCodes.Passed, output);
    }

    [Theory]
    [InlineData("\"seed\"", "\"sed\"", ExitCodes.Misconfigured, "pipelines/tiny/m.json:1: found no 'seed' in the record of the run, expected it")]
    [InlineData("{", "[{", ExitCodes.Misconfigured, "pipelines/tiny/m.json:1: found a record of a run that is not JSON")]
    [InlineData("\"model\": \"sha256:", "\"model\": \"sha256:f", ExitCodes.Negative, "pipelines/tiny/m.json: the record is of model sha256:f")]
    [InlineData("\"data\": \"sha256:", "\"data\": \"sha256:f", ExitCodes.Negative, "pipelines/tiny/m.json: the model was trained on data sha256:f")]
    public void RecordThatDoesNotFit_IsNamed(string old, string text, int code, string message)
    {
        SetExternal();
        Repository.Edit("pipelines/tiny/m.json", old, text);

        (int found, string output) = Run("Train");

        Assert.Equal(code, found);
        AssertSaid(output, message);
    }

    private void SetExternal()
    {
        Repository.Write("pipelines/tiny/m.bin", "a model");
        string digest = FileDigests.OfFile(Repository.Path("pipelines/tiny/m.bin"));
        string data = FileDigests.OfFile(Repository.Path("pipelines/tiny/data/train.csv"));
        Repository.Write("pipelines/tiny/m.json", $$"""{"model": "{{digest}}", "data": "{{data}}", "params": {}, "seed": 1}""");
        SetTrain($"external:\n    model: m.bin\n    digest: {digest}\n    run: m.json");
    }
}
