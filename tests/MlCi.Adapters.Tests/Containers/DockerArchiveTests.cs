using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using MlCi.Adapters.Containers;
using MlCi.Data;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

public sealed class DockerArchiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Archive_HoldsConfigAndLayersByTheirDigests()
    {
        ContainerImage image = ProjectImage.Write(SampleImage.Request(folder), folder.Path("image"), CancellationToken.None);

        Dictionary<string, byte[]> files = Read(image, "tiny:1");

        JsonElement manifest = JsonDocument.Parse(files["manifest.json"]).RootElement[0];
        Assert.Equal(["tiny:1"], manifest.GetProperty("RepoTags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal(image.Config.Digest, Digest.OfBytes(files[manifest.GetProperty("Config").GetString()!]));
        Assert.Equal(image.DiffIds, manifest.GetProperty("Layers").EnumerateArray().Select(layer => DiffId(files[layer.GetString()!])));
    }

    [Fact]
    public void ImageWithoutTag_HasNone()
    {
        ContainerImage image = ProjectImage.Write(SampleImage.Request(folder), folder.Path("image"), CancellationToken.None);

        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(Read(image, tag: null)["manifest.json"]).RootElement[0].GetProperty("RepoTags").ValueKind);
    }

    [Fact]
    public void LayerThatIsThereTwice_IsWrittenOnce()
    {
        ImageRequest request = SampleImage.Request(folder);
        BaseLayer layer = request.Base.Layers[0];
        ContainerImage image = ProjectImage.Write(request with { Base = request.Base with { Layers = [layer, layer] } }, folder.Path("image"), CancellationToken.None);

        Dictionary<string, byte[]> files = Read(image, "tiny:1");

        Assert.Equal(5, files.Count);
        Assert.Equal(4, JsonDocument.Parse(files["manifest.json"]).RootElement[0].GetProperty("Layers").GetArrayLength());
    }

    private static Dictionary<string, byte[]> Read(ContainerImage image, string? tag)
    {
        using MemoryStream archive = new();
        DockerArchive.Write(image, tag, archive);
        archive.Position = 0;
        using TarReader reader = new(archive);
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        while (reader.GetNextEntry() is { } entry)
        {
            using MemoryStream content = new();
            entry.DataStream!.CopyTo(content);
            files.Add(entry.Name, content.ToArray());
        }

        return files;
    }

    private static string DiffId(byte[] layer)
    {
        using GZipStream gzip = new(new MemoryStream(layer), CompressionMode.Decompress);
        return Digest.OfStream(gzip);
    }
}
