using System.Formats.Tar;
using System.IO.Compression;
using MlCi.Adapters.Containers;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

public sealed class ProjectImageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SameContents_GiveTheSameDigest_WhateverFoldersDatesAndRights()
    {
        ContainerImage one = Write(SampleImage.Request(folder), "one");

        ImageRequest elsewhere = SampleImage.Request(folder, "other/and/deeper");
        foreach (string file in Directory.EnumerateFiles(elsewhere.ProgramFolder, "*", SearchOption.AllDirectories))
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        ContainerImage other = Write(elsewhere, "two");

        Assert.Equal(one.Manifest, other.Manifest);
        Assert.Equal(Files("one"), Files("two"));
    }

    [Fact]
    public void NewModel_LeavesTheProgramsLayer()
    {
        ContainerImage one = Write(SampleImage.Request(folder), "one");
        ContainerImage other = Write(SampleImage.Request(folder, model: "other weights"), "two");

        Assert.Equal(one.Layers.Take(2), other.Layers.Take(2));
        Assert.NotEqual(one.Layers[2], other.Layers[2]);
    }

    [Fact]
    public void Layers_AreTheBaseTheProgramAndTheModel()
    {
        ContainerImage image = Write(SampleImage.Request(folder), "image");

        Assert.Equal(["etc/", "etc/base"], Names(image, 0));
        Assert.Equal(["app/", "app/Tiny", "app/Tiny.dll", "app/Tiny.runtimeconfig.json", "app/inner/", "app/inner/data.txt", "app/libtiny.so"], Names(image, 1));
        Assert.Equal(["contract/", "contract/schema.json", "model/", "model/model.json"], Names(image, 2));
    }

    [Fact]
    public void OnlyExecutables_MayBeRun_AndNobodyButRootMayWrite()
    {
        ContainerImage image = Write(SampleImage.Request(folder), "image");

        Dictionary<string, UnixFileMode> modes = Entries(image, 1).ToDictionary(entry => entry.Name, entry => entry.Mode, StringComparer.Ordinal);
        Assert.Equal((UnixFileMode)0b111_101_101, modes["app/Tiny"]);
        Assert.Equal((UnixFileMode)0b110_100_100, modes["app/libtiny.so"]);
        Assert.Equal((UnixFileMode)0b110_100_100, modes["app/Tiny.dll"]);
        Assert.All(Entries(image, 1).Concat(Entries(image, 2)), entry => Assert.Equal((0, 0), (entry.Uid, entry.Gid)));
    }

    [Fact]
    public void DiffIdsAndSizes_AreThoseOfTheTars()
    {
        ContainerImage image = Write(SampleImage.Request(folder), "image");

        byte[][] tars = [.. image.Layers.Select(layer => Unpacked(image.FileOf(layer)))];
        Assert.Equal(tars.Select(tar => Digest.OfBytes(tar)), image.DiffIds);
        Assert.Equal(tars.Sum(tar => tar.Length), image.UnpackedSize);
        Assert.All(image.Layers.Append(image.Config).Append(image.Manifest), blob => Assert.Equal(blob.Digest, Digest.OfBytes(File.ReadAllBytes(image.FileOf(blob)))));
        Assert.All(image.Layers, layer => Assert.Equal(layer.Size, new FileInfo(image.FileOf(layer)).Length));
        Assert.Equal(image.DiffIds, Config(image).Root.DiffIds);
    }

    [Fact]
    public void Config_SaysHowItRuns()
    {
        ImageConfig config = Config(Write(SampleImage.Request(folder), "image"));

        Assert.Equal(("amd64", "linux", "2024-05-01T00:00:00Z"), (config.Architecture, config.Os, config.Created));
        ContainerConfig run = config.Config!;
        Assert.Equal("1654:1654", run.User);
        Assert.Equal(["/app/Tiny", "serve", "--model", "/model"], run.Entrypoint);
        Assert.Equal(["CMD", "/app/Tiny", "health"], run.Healthcheck!.Test);
        Assert.Equal("8080/tcp", Assert.Single(run.ExposedPorts!).Key);
        Assert.Equal("SIGTERM", run.StopSignal);
        Assert.Contains("PATH=/bin", run.Env!);
        Assert.Contains("MLCI_SERVE_URLS=http://0.0.0.0:8080", run.Env!);
        Assert.Contains("MLCI_SERVE_LABEL=churn", run.Env!);
        Assert.Contains("DOTNET_EnableDiagnostics=0", run.Env!);
        Assert.Equal(["TZ=UTC"], run.Env!.Where(variable => variable.StartsWith("TZ=", StringComparison.Ordinal)));
    }

    [Fact]
    public void Labels_SayWhatItIsAndComesFrom_NotWhatTheBaseIs()
    {
        ImageRequest request = SampleImage.Request(folder);
        SortedDictionary<string, string> labels = Config(Write(request, "image")).Config!.Labels!;

        Assert.Equal(
            ["dev.mlci.data.train", "dev.mlci.model.digest", "org.opencontainers.image.base.digest", "org.opencontainers.image.base.name",
                "org.opencontainers.image.revision", "org.opencontainers.image.title", "vendor"],
            labels.Keys);
        Assert.Equal((request.Base.Digest, "oci:base", "tiny", "abc"), (labels["org.opencontainers.image.base.digest"], labels["org.opencontainers.image.base.name"], labels["org.opencontainers.image.title"], labels["org.opencontainers.image.revision"]));
    }

    [Fact]
    public void History_HasAnEntryForEachLayer() =>
        Assert.Equal(3, Config(Write(SampleImage.Request(folder), "image")).History!.Count(entry => entry.IsEmptyLayer != true));

    [Fact]
    public void MissingContract_IsAFault() => AssertFault(
        ExitCodes.Misconfigured, "schema.json: found no such file", SampleImage.Request(folder) with { SchemaFile = folder.Path("nowhere", "schema.json") });

    [Fact]
    public void ProgramWithoutExecutable_IsAFault()
    {
        ImageRequest request = SampleImage.Request(folder);
        File.WriteAllText(Path.Combine(request.ProgramFolder, "Tiny"), "#!/bin/sh");

        AssertFault(ExitCodes.Misconfigured, "found 0 executables for Linux, expected one", request);
    }

    [Fact]
    public void ChangedLayerOfTheBase_IsAFault()
    {
        ImageRequest request = SampleImage.Request(folder);
        byte[] bytes = File.ReadAllBytes(request.Base.Layers[0].File);
        bytes[4] ^= 1; // the date in gzip's header, which unpacks to the same
        File.WriteAllBytes(request.Base.Layers[0].File, bytes);

        AssertFault(ExitCodes.OutOfReach, "found content of digest sha256:", request);
    }

    [Fact]
    public void BaseWhoseConfigNamesAnotherTar_IsAFault()
    {
        ImageRequest request = SampleImage.Request(folder);
        BaseLayer layer = request.Base.Layers[0];

        AssertFault(ExitCodes.OutOfReach, "as its config says", request with { Base = request.Base with { Layers = [layer with { DiffId = layer.Blob.Digest }] } });
    }

    private void AssertFault(int exitCode, string message, ImageRequest request)
    {
        FaultException fault = Assert.Throws<FaultException>(() => Write(request, "image"));
        Assert.Equal(exitCode, fault.ExitCode);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("image")));
    }

    private ContainerImage Write(ImageRequest request, string layout) => ProjectImage.Write(request, folder.Path(layout), CancellationToken.None);

    private IEnumerable<(string, string)> Files(string layout) => Directory.EnumerateFiles(folder.Path(layout), "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(file => (Path.GetRelativePath(folder.Path(layout), file), Digest.OfBytes(File.ReadAllBytes(file))));

    private static ImageConfig Config(ContainerImage image) => ImageConfig.Read(File.ReadAllBytes(image.FileOf(image.Config)));

    private static string[] Names(ContainerImage image, int layer) => [.. Entries(image, layer).Select(entry => entry.Name)];

    private static TarEntry[] Entries(ContainerImage image, int layer)
    {
        using TarReader reader = new(new MemoryStream(Unpacked(image.FileOf(image.Layers[layer]))));
        List<TarEntry> entries = [];
        while (reader.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry);
        return [.. entries];
    }

    private static byte[] Unpacked(string file)
    {
        using GZipStream gzip = new(File.OpenRead(file), CompressionMode.Decompress);
        using MemoryStream tar = new();
        gzip.CopyTo(tar);
        return tar.ToArray();
    }
}
