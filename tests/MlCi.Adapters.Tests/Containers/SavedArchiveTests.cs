using System.Formats.Tar;
using System.Text;
using MlCi.Adapters.Containers.Engines;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

/// <summary>What <c>docker save</c> writes, and what somebody else might.</summary>
public sealed class SavedArchiveTests : IDisposable
{
    private const string Config = """{"rootfs":{"diff_ids":["sha256:1","sha256:2"]}}""";
    private const string Manifest = """[{"Config":"c.json","Layers":["a/layer.tar","b/layer.tar"]}]""";
    private readonly TemporaryFolder folder = new();
    private FileStream? file;

    public void Dispose()
    {
        file?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void LayerThatOccursTwice_IsFoundByItsLink()
    {
        SavedArchive archive = Archive(("c.json", Config), ("manifest.json", Manifest), ("a/layer.tar", "content"), ("b/layer.tar", "->../a/layer.tar"));

        (byte[] config, IReadOnlyList<string> layers) = archive.Image(Digest.OfText(Config));

        Assert.Equal(Config, Encoding.UTF8.GetString(config));
        Assert.Equal(["a/layer.tar", "b/layer.tar"], layers);
        using var content = new StreamReader(archive.OpenLayer("b/layer.tar"));
        Assert.Equal("content", content.ReadToEnd());
    }

    [Fact]
    public void EngineThatKeepsManifests_NamesTheImageByOne()
    {
        string manifest = $$$"""{"config":{"digest":"{{{Digest.OfText(Config)}}}"}}""";
        string index = $$$"""{"manifests":[{"digest":"{{{Digest.OfText(manifest)}}}"}]}""";
        SavedArchive archive = Archive(("c.json", Config), ("manifest.json", Manifest), (BlobOf(manifest), manifest), (BlobOf(index), index));

        Assert.Equal(2, archive.Image(Digest.OfText(manifest)).Layers.Count);
        Assert.Equal(2, archive.Image(Digest.OfText(index)).Layers.Count);
    }

    [Fact]
    public void AnotherImage_IsRefused()
    {
        SavedArchive archive = Archive(("c.json", Config), ("manifest.json", Manifest));

        FaultException fault = Assert.Throws<FaultException>(() => archive.Image(Digest.OfText("another")));

        Assert.Equal((ExitCodes.OutOfReach, $"engine: found an image whose config has digest {Digest.OfText(Config)}, expected {Digest.OfText("another")}"), (fault.ExitCode, fault.Message));
    }

    [Theory]
    [InlineData("->../../../etc/hostname")]
    [InlineData("->/etc/hostname")]
    [InlineData("->layer.tar")]
    public void LinkOutOfTheArchive_LeadsNowhere(string link)
    {
        SavedArchive archive = Archive(("b/layer.tar", link));

        Assert.Contains("found no file b/layer.tar", Assert.Throws<FaultException>(() => archive.OpenLayer("b/layer.tar")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "a manifest.json of another form")]
    [InlineData("[]", "a manifest.json of another form")]
    [InlineData("[1", "a manifest.json that is not JSON")]
    [InlineData("""[{"Config":"../c.json","Layers":[]}]""", "no file ../c.json")]
    public void ManifestOfAnotherForm_IsRefused(string manifest, string found)
    {
        SavedArchive archive = Archive(("c.json", Config), ("manifest.json", manifest));

        Assert.Contains(found, Assert.Throws<FaultException>(() => archive.Image(Digest.OfText(Config))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoArchive_IsRefused()
    {
        file = File.OpenRead(folder.Write("archive.tar", new string('x', 2_000)));

        Assert.Contains("found an archive that cannot be read", Assert.Throws<FaultException>(() => new SavedArchive(file, "engine")).Message, StringComparison.Ordinal);
    }

    private static string BlobOf(string text) => $"blobs/sha256/{Digest.OfText(text)[Digest.Prefix.Length..]}";

    private SavedArchive Archive(params (string Name, string Text)[] entries)
    {
        using (FileStream stream = File.Create(folder.Path("archive.tar")))
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax))
        {
            foreach ((string name, string text) in entries)
            {
                tar.WriteEntry(text.StartsWith("->", StringComparison.Ordinal)
                    ? new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = text[2..] }
                    : new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        file = File.OpenRead(folder.Path("archive.tar"));
        return new SavedArchive(file, "engine");
    }
}
