using System.Text.Json;
using MlCi.Adapters.Registry;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>A base in a folder in OCI image layout: the user's own, or one that was pulled or made here.</summary>
/// <param name="folder">The folder.</param>
/// <param name="name">The reference without its digest.</param>
internal sealed class BaseLayout(string folder, string name)
{
    private const int MostBytes = 4 << 20;

    /// <summary>The digest that a tag names, or that of the only image; null where none can be meant.</summary>
    /// <exception cref="FaultException">It is no layout (exit 2).</exception>
    public string? DigestOf(string? tag)
    {
        string path = Path.Combine(folder, "index.json");
        if (!File.Exists(path))
            throw FaultException.Misconfigured($"{name}: found no {path}, expected a folder in OCI image layout");
        try
        {
            OciIndex index = RegistryJson.Read<OciIndex>(File.ReadAllBytes(path));
            return (tag is not null ? index.Tagged(tag) : index.Manifests.Count == 1 ? index.Manifests[0] : null)?.Digest;
        }
        catch (JsonException e)
        {
            throw FaultException.Misconfigured($"{path}: found JSON that cannot be read ({e.Message.TrimEnd('.')}), expected an OCI image index");
        }
    }

    /// <summary>Reads the base; its layers are read when they are used.</summary>
    /// <param name="digest">The digest of its manifest, or of an index that has it.</param>
    /// <exception cref="FaultException">It is not there or not for this kind of machine (exit 2), or is damaged (exit 3).</exception>
    public BaseImage Read(string digest)
    {
        string origin = $"{name}@{digest}";
        byte[] bytes = Blob(digest);
        if (BaseManifest.ChosenIn(bytes, origin) is { } chosen)
            bytes = Blob(chosen.Digest);
        OciManifest manifest = BaseManifest.Read(bytes, origin);
        ImageConfig config = BaseManifest.ReadConfig(Blob(manifest.Config.Digest), manifest, origin);
        return new BaseImage(name, digest, config,
        [
            .. manifest.Layers.Zip(config.Root.DiffIds, (layer, diffId) => new BaseLayer(
                new Descriptor { MediaType = ImageMediaTypes.LayerOf(layer.MediaType)!, Digest = layer.Digest, Size = layer.Size }, diffId, PathOf(layer.Digest))),
        ]);
    }

    private byte[] Blob(string digest)
    {
        string path = PathOf(digest);
        if (!File.Exists(path))
            throw FaultException.Misconfigured($"{name}: found no {path}, expected the manifest {digest} or what it names");
        if (new FileInfo(path).Length > MostBytes)
            throw FaultException.OutOfReach($"{path}: found {new FileInfo(path).Length} bytes, expected a manifest of at most {MostBytes}");
        byte[] bytes = File.ReadAllBytes(path);
        string found = Digest.OfBytes(bytes);
        return found == digest ? bytes : throw FaultException.OutOfReach($"{path}: found content of digest {found}, expected {digest}; the base is damaged");
    }

    // What somebody else's manifest names must not become a path.
    private string PathOf(string digest) => Digest.IsWellFormed(digest) ? Path.Combine(folder, "blobs", "sha256", digest[Digest.Prefix.Length..])
        : throw FaultException.OutOfReach($"{name}: found the name '{InertText.Of(digest)}', expected sha256: and 64 hexadecimal digits");
}
