using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Deployments;
using MlCi.Findings;
using MlCi.Promotion;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci deploy-files</c>.</summary>
[Collection(ConsoleTests.Name)]
public sealed class DeployFilesCommandTests : IDisposable
{
    private static readonly string Tried = Digest.OfText("image");
    private readonly TinyRepository repository = new();
    private readonly FolderPlace place;
    private readonly RegisteredModel model;

    public DeployFilesCommandTests()
    {
        repository.Write("out/weights.json", "weights");
        place = new FolderPlace(RegistryPlaces.FolderOf(repository.Root));
        var registry = new ModelRegistry(place, TimeProvider.System);
        string report = $$$"""{"schemaVersion":1,"verdict":"passed","digests":{"model":"{{{FileDigests.OfFolder(repository.Path("out"))}}}","holdout":"{{{Digest.OfText("holdout")}}}"}}""";
        model = registry.Register(
            TinyRepository.Pipeline,
            new ModelContents
            {
                ModelFolder = repository.Path("out"),
                SchemaFile = repository.Path("pipelines/tiny/schema.json"),
                PipelineFile = repository.Path("pipelines/tiny/pipeline.yml"),
                Predictions = new Dictionary<string, string>(StringComparer.Ordinal),
            },
            Encoding.UTF8.GetBytes(report));
        registry.Promote(TinyRepository.Pipeline, null, Alias.Production, "ana", "first release");
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void FilesOfTheTriedImage_AreWritten_AndWrittenAgainOverThemselves()
    {
        Smoke("passed", Tried);

        (int code, string output, string errors) = Deploy("--image", $"ghcr.io/acme/tiny@{Tried}", "--replicas", "2");

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.EndsWith($"tiny: model {model.Digest} in ghcr.io/acme/tiny@{Tried}{Environment.NewLine}", output, StringComparison.Ordinal);
        Assert.Equal(["compose.yaml", "inferenceservice.yaml", "kubernetes.yaml"], Directory.GetFiles(repository.Path("deploy")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("replicas: 2", File.ReadAllText(repository.Path("deploy/kubernetes.yaml")), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Passed, Deploy("--image", $"ghcr.io/acme/tiny@{Tried}", "--digest", model.Digest).ExitCode);
        Assert.Contains("replicas: 1", File.ReadAllText(repository.Path("deploy/kubernetes.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void ImageThatNeverRan_IsDeployed_WithAWordAboutIt()
    {
        Smoke("passed", Tried, ranIn: "program");

        (int code, _, string errors) = Deploy("--image", $"ghcr.io/acme/tiny@{Tried}");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.StartsWith("no container of this image has run", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void FileOfSomebodyElse_StaysAsItIs_UnlessForced()
    {
        Smoke("passed", Tried);
        repository.Write("deploy/compose.yaml", "mine: true\n");

        (int code, _, string errors) = Deploy("--image", $"ghcr.io/acme/tiny@{Tried}");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("compose.yaml: found a file that deploy-files did not write, expected none; --force writes over it", errors, StringComparison.Ordinal);
        Assert.Equal(["compose.yaml"], Directory.GetFiles(repository.Path("deploy")).Select(Path.GetFileName));
        Assert.Equal(ExitCodes.Passed, Deploy("--image", $"ghcr.io/acme/tiny@{Tried}", "--force").ExitCode);
        Assert.StartsWith(DeploymentFiles.Mark, File.ReadAllText(repository.Path("deploy/compose.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void ModelWithoutASmokeTest_SaysWhatToRun() => Refused(ExitCodes.Misconfigured, $"found no image of model {model.Digest}, expected one that was tried with it: run BuildContainer and Register for tiny");

    [Fact]
    public void FailedImage_IsNotDeployed()
    {
        Smoke("failed", Tried);

        Refused(ExitCodes.Negative, $"found that image {Tried} of model {model.Digest} did not pass, expected one that passed; do not deploy it", "--image", $"ghcr.io/acme/tiny@{Tried}");
    }

    [Fact]
    public void SmokeTestThatNamesNoImage_IsRefused()
    {
        Smoke("passed", "latest");

        Refused(ExitCodes.OutOfReach, "found image 'latest', expected a digest");
    }

    [Fact]
    public void FolderAsRegistry_AsksForTheImage()
    {
        Smoke("passed", Tried);

        Refused(ExitCodes.Misconfigured, $"found a folder as registry, from which nobody can pull; expected --image registry/name@{Tried}");
        Refused(ExitCodes.Misconfigured, $"expected a reference to the image that was tried with the model: registry/name@{Tried}", "--image", $"ghcr.io/acme/tiny@{Digest.OfText("other")}");
        Refused(ExitCodes.Misconfigured, $"for --image, expected registry/name@sha256:", "--image", $"ghcr.io/ACME tiny@{Tried}");
    }

    [Theory]
    [InlineData("--canary-percent 200", "found '200' for '--canary-percent', expected a whole number from 0 to 100")]
    [InlineData("--replicas 0", "found '0' for '--replicas', expected a whole number from 1 to 1000")]
    [InlineData("--alias staging --version v1", "found --version and --alias, expected one of them only")]
    [InlineData("--alias prodution", "found no model 'prodution', expected 'production'")]
    [InlineData("--namespace A", "found 'A' for --namespace, expected up to 63 lower-case letters")]
    public void WrongLine_SaysWhatIsExpected(string line, string message)
    {
        Smoke("passed", Tried);

        Refused(ExitCodes.Misconfigured, message, ["--image", $"ghcr.io/acme/tiny@{Tried}", .. line.Split(' ')]);
    }

    [Fact]
    public void WithoutAFolder_NothingIsWritten()
    {
        (int code, _, string errors) = MlciRun.Run(["deploy-files", "--root", repository.Root]);

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("found no '--out', expected the folder to write into", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_HasExamples() => Assert.Contains("mlci deploy-files --pipeline telco-churn --out deploy", MlciRun.Run(["deploy-files", "--help"]).Output, StringComparison.Ordinal);

    private void Refused(int exitCode, string message, params string[] line)
    {
        (int code, string output, string errors) = Deploy(line);

        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(repository.Path("deploy")));
    }

    private (int ExitCode, string Output, string Errors) Deploy(params string[] line) => MlciRun.Run(["deploy-files", "--root", repository.Root, "--out", repository.Path("deploy"), .. line]);

    private void Smoke(string verdict, string image, string ranIn = "container")
    {
        IRepository registry = place.Repository(TinyRepository.Pipeline);
        Descriptor attached = Made(registry, $$$"""{"model":"{{{model.ModelDigest}}}","verdict":"{{{verdict}}}","ranIn":"{{{ranIn}}}","checks":[{"verdict":"{{{verdict}}}"}],"image":{"digest":"{{{image}}}","user":"1654"}}""");
        using RegistryLock held = registry.Lock();
        registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal), [attached]);
    }

    private Descriptor Made(IRepository registry, string json)
    {
        Descriptor content = registry.PutBlob(MediaTypes.Smoke, Encoding.UTF8.GetBytes(json)), config = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray());
        Descriptor subject = registry.Resolve(model.Digest)! with { ArtifactType = null, Annotations = null };
        return registry.PutManifest(OciManifest.Of(MediaTypes.Smoke, config, [content]) with { Subject = subject });
    }
}
