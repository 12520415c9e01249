using System.IO.Compression;
using System.Text.Json.Nodes;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.IntegrationTests.Containers;

/// <summary>Images that a Dockerfile builds, and taking them out of the engine.</summary>
[Collection(EngineCollection.Name)]
public sealed class EngineImagesTests(EngineFixture fixture)
{
    private const string Dockerfile = """
        ARG BASE
        FROM ${BASE}
        COPY program /app
        COPY model /model
        COPY schema.json /
        """;

    private static readonly Dictionary<string, string> Arguments = new(StringComparer.Ordinal) { ["BASE"] = EngineFixture.Shell };

    [SkippableFact]
    public void ImportedImage_HasTheEnginesConfigAndLayers()
    {
        using var folder = new TemporaryFolder();
        using IContainerEngine engine = Loaded();
        string id = DockerfileBuild.Run(engine, Context(folder), Arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["dev.mlci.model.digest"] = "sha256:1" }, new SecretTexts([]), _ => { });

        ContainerImage image = EngineImages.Import(engine, id, folder.Path("layout"));
        ContainerImage again = EngineImages.Import(engine, id, folder.Path("elsewhere", "layout"));

        EngineImage known = engine.Image(id);
        Assert.Equal(id, image.Config.Digest);
        Assert.Equal(known.DiffIds, image.DiffIds);
        Assert.Equal(4, image.Layers.Count);
        Assert.Equal(image.Manifest, again.Manifest with { Annotations = image.Manifest.Annotations });
        long unpacked = 0;
        foreach ((Descriptor layer, string diffId) in image.Layers.Zip(image.DiffIds))
        {
            Assert.Equal(layer.Digest, DigestOf(image.FileOf(layer)));
            using FileStream packed = File.OpenRead(image.FileOf(layer));
            using var gzip = new GZipStream(packed, CompressionMode.Decompress);
            using var tar = new MemoryStream();
            gzip.CopyTo(tar);
            unpacked += tar.Length;
            Assert.Equal(diffId, Digest.OfBytes(tar.ToArray()));
        }

        Assert.Equal(unpacked, image.UnpackedSize);
        JsonNode config = JsonNode.Parse(File.ReadAllText(image.FileOf(image.Config)))!;
        Assert.Equal("sha256:1", (string?)config["config"]!["Labels"]!["dev.mlci.model.digest"]);
        Assert.Equal(["blobs", "index.json", "oci-layout"], Directory.GetFileSystemEntries(folder.Path("layout")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void RemovedImage_IsGone_ThoughTheUserInterrupted_ButNotOneWithAName()
    {
        using var folder = new TemporaryFolder();
        using var interrupted = new CancellationTokenSource();
        using IContainerEngine engine = Loaded(), leaving = fixture.Connect(interrupted.Token);
        leaving.Version();
        interrupted.Cancel();
        string id = DockerfileBuild.Run(engine, Context(folder), Arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["left"] = "alone" }, new SecretTexts([]), _ => { });

        EngineImages.Remove(leaving, id);
        EngineImages.Remove(leaving, engine.Image(EngineFixture.Shell).Id);

        Assert.Throws<FaultException>(() => engine.Image(id));
        Assert.True(engine.Image(EngineFixture.Shell).IsNamed);
    }

    [SkippableFact]
    public void SameFiles_GiveTheSameContext()
    {
        using TemporaryFolder one = new(), other = new();
        using MemoryStream first = new(), second = new();

        Context(one).Write(first);
        Context(other).Write(second);

        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [SkippableFact]
    public void SecretInAnArgument_IsRefusedBeforeAnythingIsSent()
    {
        using var folder = new TemporaryFolder();
        using IContainerEngine engine = fixture.Connect();
        var arguments = new Dictionary<string, string>(Arguments, StringComparer.Ordinal) { ["TOKEN"] = "a-s3cret-of-ci" };

        FaultException fault = Assert.Throws<FaultException>(() => DockerfileBuild.Run(engine, Context(folder), arguments, Arguments, new SecretTexts(["s3cret-of-ci"]), _ => { }));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Equal("found a secret in 'TOKEN', which is given to the build, expected none: it stays in the image, for all to read", Assert.Single(fault.Faults).ToString());
    }

    [SkippableFact]
    public void Found_IsTheEngineThatDockerHostNames()
    {
        string socket = fixture.Engine.Socket;

        EngineSearch found = ContainerEngines.Find(name => name == "DOCKER_HOST" ? $"unix://{socket}" : null, new SecretTexts([]), CancellationToken.None);

        using IContainerEngine engine = found.Engine!;
        Assert.Equal($"unix://{socket}", engine.Shown);
        Assert.Empty(found.Tried);
    }

    private IContainerEngine Loaded()
    {
        IContainerEngine engine = fixture.Connect();
        _ = fixture.ShellImage;
        using FileStream archive = File.OpenRead(fixture.ShellFile);
        engine.Load(archive);
        return engine;
    }

    private static DockerfileContext Context(TemporaryFolder folder)
    {
        folder.Write("files/pipelines/p/serve.py", "print(1)\n");
        folder.Write("trained/model.json", "{}\n");
        return new DockerfileContext(folder.Path("files"), folder.Path("trained"), folder.Write("contract.json", "{}"), folder.Write("serving.Dockerfile", Dockerfile));
    }

    private static string DigestOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Digest.OfStream(stream);
    }
}
