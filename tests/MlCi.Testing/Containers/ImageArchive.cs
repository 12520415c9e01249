using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlCi.Testing.Containers;

/// <summary>An image of one layer, as <c>docker save</c> writes one.</summary>
public sealed class ImageArchive
{
    private readonly string layer;
    private readonly byte[] config;
    private readonly string name;

    /// <summary>Makes an image.</summary>
    /// <param name="layer">Its layer, a tar.</param>
    /// <param name="name">Its name with a tag.</param>
    /// <param name="settings">What its config's <c>config</c> says.</param>
    public ImageArchive(string layer, string name, object settings)
    {
        (this.layer, this.name) = (layer, name);
        using FileStream tar = File.OpenRead(layer);
        DiffId = DigestOf(SHA256.HashData(tar));
        config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            created = "1970-01-01T00:00:00Z",
            config = settings,
            rootfs = new { type = "layers", diff_ids = new[] { DiffId } },
        });
        Id = DigestOf(SHA256.HashData(config));
    }

    /// <summary>The digest of its config.</summary>
    public string Id { get; }

    /// <summary>The digest of its layer.</summary>
    public string DiffId { get; }

    /// <summary>Writes it.</summary>
    public void Write(string file)
    {
        using FileStream stream = File.Create(file);
        using var tar = new TarWriter(stream, TarEntryFormat.Gnu);
        Add(tar, "config.json", new MemoryStream(config));
        using (FileStream content = File.OpenRead(layer))
            Add(tar, "layer.tar", content);
        Add(tar, "manifest.json", new MemoryStream(Encoding.UTF8.GetBytes($$"""[{"Config":"config.json","RepoTags":["{{name}}"],"Layers":["layer.tar"]}]""")));
    }

    private static void Add(TarWriter tar, string name, Stream content) => tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        ModificationTime = DateTimeOffset.UnixEpoch,
        Mode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
    });

    private static string DigestOf(byte[] hash) => $"sha256:{Convert.ToHexStringLower(hash)}";
}
