using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Containers.Engines;

/// <summary>
/// What <c>docker save</c> writes: a tar with <c>manifest.json</c>, which names config and layers; layers that occur twice may be links.
/// Nothing is extracted: its names are looked up, and never become paths.
/// </summary>
internal sealed class SavedArchive
{
    private const int MostEntries = 20_000, MostHops = 8, LargestJson = 16 << 20;
    private readonly FileStream file;
    private readonly string origin;
    private readonly Dictionary<string, (long Offset, long Length)> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);

    /// <summary>Reads where everything lies.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="origin">What to call it in messages.</param>
    /// <exception cref="FaultException">It is no whole tar, or has too many files (exit 3).</exception>
    public SavedArchive(FileStream file, string origin)
    {
        (this.file, this.origin) = (file, origin);
        file.Position = 0;
        try
        {
            using var reader = new TarReader(file, leaveOpen: true);
            while (reader.GetNextEntry() is { } entry)
            {
                if (files.Count + links.Count == MostEntries)
                    throw Damaged($"more than {MostEntries} files", "fewer");
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                    files[entry.Name] = (entry.DataOffset, entry.Length);
                else if (entry.EntryType is TarEntryType.SymbolicLink)
                    links[entry.Name] = entry.LinkName;
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException or NotSupportedException)
        {
            throw Damaged($"an archive that cannot be read ({e.Message.TrimEnd('.')})", "one as docker save writes it");
        }
    }

    /// <summary>A fault of what the engine gave.</summary>
    public FaultException Damaged(string found, string expected) => FaultException.OutOfReach($"{origin}: found {InertText.Of(found)}, expected {expected}");

    /// <summary>The config of the one image in it, and the names of its layers, the lowest first.</summary>
    /// <param name="id">The image's id: the digest of its config or, of engines that keep images as registries do, of a manifest that names it.</param>
    public (byte[] Config, IReadOnlyList<string> Layers) Image(string id)
    {
        JsonElement manifest = Json("manifest.json");
        if (manifest.ValueKind != JsonValueKind.Array || manifest.GetArrayLength() != 1 || manifest[0].TextOf("Config") is not { } name)
            throw Damaged("a manifest.json of another form", "one image with Config and Layers");
        byte[] config = Read(name);
        string digest = Digest.OfBytes(config);
        if (digest != id && !(Digest.IsWellFormed(id) && files.ContainsKey(BlobOf(id)) && IsNamedBy(digest, id, MostHops)))
            throw Damaged($"an image whose config has digest {digest}", id);
        return (config, [.. manifest[0].ListOf("Layers").Select(layer => layer.GetString() ?? "")]);
    }

    /// <summary>Opens a layer as a tar, unpacked where it is packed.</summary>
    public Stream OpenLayer(string name)
    {
        (long offset, long length) = Find(name);
        var part = new FilePart(file, offset, length);
        Span<byte> magic = stackalloc byte[4];
        int read = part.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        part.Rewind();
        return read == 4 && magic[0] == 0x1f && magic[1] == 0x8b ? new GZipStream(part, CompressionMode.Decompress) : part;
    }

    // An index names manifests, a manifest names its config.
    private bool IsNamedBy(string digest, string by, int hops)
    {
        if (hops == 0 || !files.ContainsKey(BlobOf(by)))
            return false;
        JsonElement blob = Json(BlobOf(by));
        return blob.Part("config").TextOf("digest") == digest
            || blob.ListOf("manifests").Any(one => Digest.IsWellFormed(one.TextOf("digest")) && IsNamedBy(digest, one.TextOf("digest")!, hops - 1));
    }

    private static string BlobOf(string digest) => $"blobs/sha256/{digest[Digest.Prefix.Length..]}";

    private JsonElement Json(string name)
    {
        try
        {
            using var document = JsonDocument.Parse(Read(name));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Damaged($"a {name} that is not JSON ({e.Message.TrimEnd('.')})", "one");
        }
    }

    private byte[] Read(string name)
    {
        (long offset, long length) = Find(name);
        if (length > LargestJson)
            throw Damaged($"{length} bytes in {name}", $"{LargestJson} at most");
        byte[] bytes = new byte[length];
        using var part = new FilePart(file, offset, length);
        part.ReadExactly(bytes);
        return bytes;
    }

    private (long Offset, long Length) Find(string name)
    {
        string at = name;
        for (int hops = 0; hops < MostHops; hops++)
        {
            if (files.TryGetValue(at, out (long Offset, long Length) found))
                return found;
            if (!links.TryGetValue(at, out string? target))
                break;
            at = Beside(at, target);
        }

        throw Damaged($"no file {name}", "it in the archive");
    }

    private static string Beside(string name, string target)
    {
        List<string> parts = target.StartsWith('/') ? [] : [.. name.Split('/')[..^1]];
        foreach (string part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".."))
                parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
