using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Containers;

/// <summary>Writes an image's layout with .NET's own tar writer, which the reader shares nothing with.</summary>
internal sealed class ScannedSample : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Descriptor> layers = [];
    private readonly List<string> diffIds = [];

    public void Dispose() => folder.Dispose();

    /// <summary>Adds a layer.</summary>
    public ScannedSample Layer(Action<TarWriter> write, bool gzip = true, TarEntryFormat format = TarEntryFormat.Pax)
    {
        using MemoryStream tar = new();
        using (TarWriter writer = new(tar, format, leaveOpen: true))
            write(writer);
        return Layer(tar.ToArray(), gzip);
    }

    /// <summary>Adds a layer of plain files.</summary>
    public ScannedSample Layer(params (string Path, string Content)[] files) => Layer(writer =>
    {
        foreach ((string path, string content) in files)
            writer.WriteEntry(Entry(path, content));
    });

    /// <summary>Adds a layer of a tar's bytes.</summary>
    public ScannedSample Layer(byte[] tar, bool gzip = false, string mediaType = "application/vnd.oci.image.layer.v1.tar")
    {
        byte[] stored = tar;
        if (gzip)
        {
            using MemoryStream packed = new();
            using (GZipStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
                zip.Write(tar);
            stored = packed.ToArray();
        }

        layers.Add(Blob(mediaType + (gzip ? "+gzip" : ""), stored));
        diffIds.Add(Digest.OfBytes(tar));
        return this;
    }

    /// <summary>The image; its config is what engines write.</summary>
    public ContainerImage Build(string config = """{"User":"1654","Labels":{"org.opencontainers.image.revision":"abc"}}""")
    {
        Descriptor written = Blob("application/vnd.oci.image.config.v1+json", Encoding.UTF8.GetBytes($$"""{"architecture":"amd64","os":"linux","config":{{config}}}"""));
        return new ContainerImage(folder.Root, Blob(MediaTypes.Manifest, "{}"u8.ToArray()), written, layers, diffIds, 0);
    }

    public static PaxTarEntry Entry(string path, string content, UnixFileMode mode = (UnixFileMode)0b110_100_100) =>
        new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.Latin1.GetBytes(content)), Mode = mode };

    public static PaxTarEntry Of(TarEntryType type, string path, string? target = null, UnixFileMode mode = (UnixFileMode)0b111_101_101)
    {
        PaxTarEntry entry = new(type, path) { Mode = mode };
        if (target is not null)
            entry.LinkName = target;
        return entry;
    }

    private Descriptor Blob(string mediaType, byte[] bytes)
    {
        string digest = Digest.OfBytes(bytes);
        string path = folder.Path("blobs", "sha256", digest[Digest.Prefix.Length..]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return new Descriptor { MediaType = mediaType, Digest = digest, Size = bytes.Length };
    }
}
