using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Registry;

public sealed class ModelArtifactTests : IDisposable
{
    private readonly SampleModel sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void WhatIsWritten_IsReadAgain()
    {
        string digest = ModelArtifact.Write(sample.Registry, sample.Contents).Digest;
        StoredModel model = ModelArtifact.Read(sample.Registry, digest)!;

        Assert.Equal(digest, model.Digest);
        Assert.Equal(sample.ModelDigest, model.ModelDigest);
        Assert.Equal("{}", Encoding.UTF8.GetString(model.ReadSchema()));
        Assert.Equal("version: 1\n", Encoding.UTF8.GetString(model.ReadPipeline()));
        Assert.Equal("row_id,score\n0,0.5\n", Encoding.UTF8.GetString(model.ReadPredictions(SampleModel.Holdout)!));
        Assert.Null(model.ReadPredictions(Digest.OfText("another holdout")));
        Assert.Equal("abc\n", Encoding.UTF8.GetString(model.ReadTrainingRows()!));

        model.ExtractModel(sample.Path("out", "model"));
        Assert.Equal(sample.ModelDigest, FileDigests.OfFolder(sample.Path("out", "model")));
        model.ExtractProgram(sample.Path("out", "program"));
        Assert.Equal(FileDigests.OfFolder(sample.Contents.ProgramFolder!), FileDigests.OfFolder(sample.Path("out", "program")));
        Assert.Equal(["model", "program"], Directory.GetFileSystemEntries(sample.Path("out")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void SameContents_GiveTheSameDigest_WhateverTheirDatesAndPlaces()
    {
        string digest = ModelArtifact.Write(sample.Registry, sample.Contents).Digest;
        File.SetLastWriteTimeUtc(sample.Path("program", "TelcoChurn"), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(digest, ModelArtifact.Write(sample.Registry, sample.Contents).Digest);

        using SampleModel elsewhere = new();
        Assert.Equal(digest, ModelArtifact.Write(elsewhere.Registry, elsewhere.Contents).Digest);
    }

    [Fact]
    public void EveryPart_IsInTheDigest()
    {
        HashSet<string> digests = [ModelArtifact.Write(sample.Registry, sample.Contents).Digest];
        foreach (string part in (string[])["model/weights.json", "program/TelcoChurn", "schema.json", "pipeline.yml", "predictions.csv", "rows.txt"])
        {
            sample.Write(part, "changed");
            Assert.True(digests.Add(ModelArtifact.Write(sample.Registry, sample.Contents).Digest), part);
        }
    }

    [Fact]
    public void Manifest_IsModelPack()
    {
        FolderRegistry registry = sample.Registry;
        OciManifest manifest = registry.ReadManifest(ModelArtifact.Write(registry, sample.Contents));

        Assert.Equal("application/vnd.cncf.model.manifest.v1+json", manifest.ArtifactType);
        Assert.Equal("application/vnd.cncf.model.config.v1+json", manifest.Config.MediaType);
        Assert.Equal(
            [
                "application/vnd.cncf.model.weight.v1.raw model/deep/er/encoder.bin",
                "application/vnd.cncf.model.weight.v1.raw model/weights.json",
                "application/vnd.cncf.model.code.v1.tar program.tar",
                "application/vnd.cncf.model.weight.config.v1.raw schema.json",
                "application/vnd.cncf.model.weight.config.v1.raw pipeline.yml",
                $"application/vnd.cncf.model.dataset.v1.raw predictions/{SampleModel.Holdout[7..]}.csv",
                "application/vnd.cncf.model.dataset.v1.raw training-rows",
            ],
            manifest.Layers.Select(layer => $"{layer.MediaType} {layer.Annotation("org.cncf.model.filepath")}"));
        Assert.Equal(
            $$$"""{"descriptor":{"name":"telco"},"config":{"format":"mlci"},"modelfs":{"type":"layers","diffIds":[{{{string.Join(',', manifest.Layers.Select(layer => $"\"{layer.Digest}\""))}}}]}}""",
            Encoding.UTF8.GetString(registry.ReadBlob(manifest.Config)));
    }

    [Fact]
    public void MissingPart_IsNamed()
    {
        sample.Contents = sample.Contents with { SchemaFile = sample.Path("absent.json") };

        var exception = Assert.Throws<FaultException>(() => ModelArtifact.Write(sample.Registry, sample.Contents));

        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        Assert.Contains("absent.json: found no such file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LinkInTheModel_IsRefused()
    {
        File.CreateSymbolicLink(sample.Path("model", "link"), sample.Path("schema.json"));

        Assert.Contains(
            "link: found a link", Assert.Throws<FaultException>(() => ModelArtifact.Write(sample.Registry, sample.Contents)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model/../../escaped")]
    [InlineData("model//etc/passwd")]
    [InlineData("model/a\\b")]
    [InlineData("model/")]
    [InlineData("../model/x")]
    public void ModelPathThatLeavesTheFolder_IsRefused(string path)
    {
        FolderRegistry registry = sample.Registry;
        Descriptor layer = registry.PutBlob(MediaTypes.Weight, "x"u8.ToArray()).With(AnnotationKeys.FilePath, path);
        Descriptor config = registry.PutBlob(MediaTypes.ModelConfig, "{}"u8.ToArray());
        string modelDigest = Digest.OfFiles([(path.StartsWith("model/", StringComparison.Ordinal) ? path[6..] : path, layer.Digest)]);
        string digest = registry.PutManifest(OciManifest.Of(MediaTypes.Model, config, [layer]) with
        {
            Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal) { [AnnotationKeys.ModelDigest] = modelDigest },
        }).Digest;

        var exception = Assert.Throws<FaultException>(() => ModelArtifact.Read(registry, digest)!.ExtractModel(sample.Path("out", "model")));

        Assert.Equal(ExitCodes.OutOfReach, exception.ExitCode);
        Assert.False(Directory.Exists(sample.Path("out", "model")));
        Assert.False(File.Exists(sample.Path("escaped")));
    }

    [Fact]
    public void SomethingElseThanAModel_IsAFault()
    {
        FolderRegistry registry = sample.Registry;
        Descriptor empty = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray());
        string digest = registry.PutManifest(OciManifest.Of("application/x", empty, [empty])).Digest;

        Assert.Contains(
            "an artifact of type 'application/x'", Assert.Throws<FaultException>(() => ModelArtifact.Read(registry, digest)).Message, StringComparison.Ordinal);
    }
}
