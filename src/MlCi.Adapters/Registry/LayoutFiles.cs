using System.Text.Json;
using MlCi.Adapters.Storage;

namespace MlCi.Adapters.Registry;

/// <summary>The two files beside the blobs of an image layout: <c>oci-layout</c> and <c>index.json</c>.</summary>
internal sealed class LayoutFiles(string layout)
{
    private readonly string versionPath = Path.Combine(layout, "oci-layout");
    private readonly string indexPath = Path.Combine(layout, "index.json");

    /// <summary>
    /// Whether there is a layout. Nothing at its place is an answer; something there that is not a whole layout is damage, since
    /// a layout comes into its place whole.
    /// </summary>
    public bool Exists()
    {
        if (File.Exists(layout))
            throw LayoutFaults.Damaged(layout, layout, "a file", "a folder");
        if (!Directory.Exists(layout))
            return false;
        LayoutVersion version = Read<LayoutVersion>(versionPath, "the version of an OCI image layout");
        return version.Version == LayoutVersion.Supported
            ? true
            : throw LayoutFaults.Damaged(
                layout, versionPath, $"version '{version.Version}'", $"an OCI image layout of version {LayoutVersion.Supported}");
    }

    /// <summary>Makes a layout without content, unless there is one.</summary>
    public void Create()
    {
        if (Exists())
            return;
        using AtomicFolder folder = new(layout);
        Directory.CreateDirectory(Path.Combine(folder.Unfinished, "blobs", "sha256"));
        AtomicFile.WriteBytes(
            Path.Combine(folder.Unfinished, "oci-layout"), RegistryJson.Write(new LayoutVersion { Version = LayoutVersion.Supported }));
        AtomicFile.WriteBytes(Path.Combine(folder.Unfinished, "index.json"), RegistryJson.Write(OciIndex.Empty));
        folder.Commit();
    }

    /// <summary>Reads the table of tags.</summary>
    public OciIndex ReadIndex()
    {
        OciIndex index = Read<OciIndex>(indexPath, "an OCI image index");
        return index.SchemaVersion == 2
            ? index
            : throw LayoutFaults.Damaged(layout, indexPath, $"schemaVersion {index.SchemaVersion}", "2");
    }

    /// <summary>Replaces the table of tags.</summary>
    public void WriteIndex(OciIndex index) => AtomicFile.WriteBytes(indexPath, RegistryJson.Write(index));

    private T Read<T>(string path, string expected)
    {
        if (!File.Exists(path))
            throw LayoutFaults.Damaged(layout, path, "no such file", expected);
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            return RegistryJson.Read<T>(bytes);
        }
        catch (JsonException exception)
        {
            throw LayoutFaults.Damaged(
                layout, path, $"{bytes.Length} bytes that cannot be read as one ({exception.Message.TrimEnd('.')})", expected);
        }
    }
}
