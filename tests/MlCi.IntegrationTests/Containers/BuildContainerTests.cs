using System.Text.Json.Nodes;
using MlCi.IntegrationTests.Registry.Remote;
using MlCi.IntegrationTests.Schemas;
using MlCi.IntegrationTests.Stages;
using MlCi.Testing;
using MlCi.Testing.Containers;
using MlCi.Testing.Registries;

namespace MlCi.IntegrationTests.Containers;

/// <summary>From data to a verified image: telco-churn gated, built, tried in a real engine, pushed to a real registry, found there by its digest.</summary>
[Collection(EngineCollection.Name)]
public sealed class BuildContainerTests(EngineFixture fixture)
{
    private const string Pipeline = "telco-churn";

    [SkippableFact]
    public void TriedImage_IsRegistered_Verified_AndDeployedByItsDigest()
    {
        Skip.IfNot(DockerEngine.IsInstalled, DockerEngine.Missing);
        Skip.IfNot(File.Exists(RegistryServer.Program), RegistryServer.Missing);
        using var repository = new SampleRepository(Pipeline);
        using RegistryServer registry = RegistryServer.Plain();
        Dictionary<string, string?> variables = new(StringComparer.Ordinal)
        {
            ["DOCKER_HOST"] = $"unix://{fixture.Engine.Socket}",
            ["MLCI_REGISTRY"] = $"{registry.Address}/models",
        };

        (int code, string output) = MlciTool.Run(["register", "--root", repository.Root], variables);

        Assert.True(code == 0, output);
        JsonNode report = JsonNode.Parse(File.ReadAllText(repository.Artifact("container.json")))!;
        string image = (string)report["image"]!["digest"]!;
        Assert.Equal(("passed", "container"), ((string?)report["verdict"], (string?)report["ranIn"]));
        Assert.Equal((500, 0, 0.0), ((int)report["parity"]!["rows"]!, (int)report["parity"]!["differing"]!, (double)report["parity"]!["maxDifference"]!));
        Assert.Contains($"image {image}", output, StringComparison.Ordinal);
        Assert.Equal("1654:1654", (string?)report["image"]!["user"]);
        Assert.Equal(["valid"], Validated(repository));
        Assert.Contains("CycloneDX", File.ReadAllText(repository.Artifact("image.bom.json")), StringComparison.Ordinal);

        (code, output) = MlciTool.Run(["verify", "candidate", "--require", "image", "--root", repository.Root], variables);
        Assert.True(code == 0, output);
        Assert.EndsWith($"{registry.Host}/models/{Pipeline}@{image}", output.TrimEnd(), StringComparison.Ordinal);

        (code, output) = MlciTool.Run(["models", "lineage", image, "--root", repository.Root], variables);
        Assert.True(code == 0, output);
        Assert.Contains("its image", output, StringComparison.Ordinal);

        string files = Path.Combine(repository.Root, "deploy");
        (code, output) = MlciTool.Run(["deploy-files", "--pipeline", Pipeline, "--alias", "candidate", "--out", files, "--root", repository.Root], variables);
        Assert.True(code == 0, output);
        Assert.All(Directory.GetFiles(files), file => Assert.Contains($"/models/{Pipeline}@{image}", File.ReadAllText(file), StringComparison.Ordinal));

        // The same again is the same image, and a new model reuses the program's layer.
        (code, output) = MlciTool.Run(["build-container", "--root", repository.Root], variables);
        Assert.True(code == 0, output);
        Assert.Equal(image, (string?)JsonNode.Parse(File.ReadAllText(repository.Artifact("container.json")))!["image"]!["digest"]);
    }

    [SkippableTheory]
    [InlineData("COPY model /model", "found no user, which is root", "ready not-evaluated: an image with such layers is not started", null)]
    [InlineData("COPY model /model\nUSER 01654", "layers passed: 1 layer looked through", "ready failed: image sha256:", "1654")]
    public void ImageThatCannotBeStarted_HasAReportThatSaysSo(string dockerfile, string layers, string ready, string? user)
    {
        Skip.IfNot(DockerEngine.IsInstalled, DockerEngine.Missing);
        using var repository = new SampleRepository("lending-club");
        File.WriteAllText(Path.Combine(repository.Root, "pipelines", "lending-club", "Dockerfile"), $"FROM scratch\n{dockerfile}\n");
        Dictionary<string, string?> variables = new(StringComparer.Ordinal) { ["DOCKER_HOST"] = $"unix://{fixture.Engine.Socket}" };

        (int code, string output) = MlciTool.Run(["build-container", "--root", repository.Root], variables);

        Assert.True(code == 1, output);
        JsonNode report = JsonNode.Parse(File.ReadAllText(repository.Artifact("container.json")))!;
        string[] checks = [.. report["checks"]!.AsArray().OfType<JsonNode>().Select(check => $"{check["id"]} {check["verdict"]}: {check["reason"]}")];
        Assert.Contains(layers, checks[0], StringComparison.Ordinal);
        Assert.StartsWith(ready, checks[1], StringComparison.Ordinal);
        Assert.Equal(user, (string?)report["image"]!["user"]);
        Assert.Equal(user is not null, Directory.Exists(repository.Artifact("image")));
        Assert.Equal(["valid"], Validated(repository));
    }

    [Fact]
    public void WithoutAnEngine_TheProgramIsTried_AndTheResultSaysSo()
    {
        using var repository = new SampleRepository(Pipeline);
        Dictionary<string, string?> variables = new(StringComparer.Ordinal) { ["DOCKER_HOST"] = "unix:///none" };

        (int code, string output) = MlciTool.Run(["build-container", "--root", repository.Root], variables);

        Assert.True(code == 0, output);
        Assert.Contains("without an engine (unix:///none", output, StringComparison.Ordinal);
        JsonNode report = JsonNode.Parse(File.ReadAllText(repository.Artifact("container.json")))!;
        Assert.Equal(("passed", "program"), ((string?)report["verdict"], (string?)report["ranIn"]));
        Assert.True(Directory.Exists(repository.Artifact("image")));
    }

    private static string[] Validated(SampleRepository repository) => PythonSchema.Validate(
        Path.Combine(RepositoryRoot.Path, "src", "MlCi", "Serving", "container.schema.json"), repository.Artifact("container.json"));
}
