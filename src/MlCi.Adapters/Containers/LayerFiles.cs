using MlCi.Findings;
using MlCi.Images;

namespace MlCi.Adapters.Containers;

/// <summary>
/// The files of an image, in one pass over its layers from the lowest: each file of each layer with its content, those that a later layer hides,
/// too, and at the end what a container sees. Whiteouts are those of OCI's image specification (<c>.wh.NAME</c>, <c>.wh..wh..opq</c>).
/// </summary>
public static class LayerFiles
{
    private const string Whiteout = ".wh.", Opaque = ".wh..wh..opq";

    /// <summary>Reads all layers.</summary>
    /// <param name="image">The image.</param>
    /// <param name="visit">Is given each file of each layer, with its content; what it leaves unread is skipped.</param>
    /// <param name="limits">What counts as hostile; the usual if null.</param>
    /// <returns>The files that a container sees, by their paths.</returns>
    /// <exception cref="FaultException">
    /// A layer is hostile or no tar (exit 1), is packed in a form that is not read (exit 2), or is not what the config names (exit 3).
    /// </exception>
    public static IReadOnlyDictionary<string, ImageFile> Read(ContainerImage image, Action<ImageFile, Stream> visit, LayerLimits? limits = null)
    {
        limits ??= new LayerLimits();
        if (image.DiffIds.Count != image.Layers.Count)
            throw FaultException.OutOfReach($"image: found {Numerals.Count(image.DiffIds.Count, "digests")} of layers in the config, expected {image.Layers.Count} as in the manifest");
        ImageTree tree = new();
        long bytes = 0;
        int entries = 0;
        for (int layer = 0; layer < image.Layers.Count; layer++)
        {
            using LayerStream stream = new(image, layer, limits.Bytes - bytes);
            using LayerTarReader tar = new(stream, limits);
            while (tar.Next() is { } entry)
            {
                if (++entries > limits.Files)
                    throw stream.Refused($"more than {Numerals.Count(limits.Files, "files")}", "no more in all layers together");
                Lay(tree, layer, entry, stream, visit);
            }

            stream.CheckDigest(image.DiffIds[layer]);
            bytes += stream.Count;
        }

        return tree.Files;
    }

    private static void Lay(ImageTree tree, int layer, LayerTarEntry entry, LayerStream stream, Action<ImageFile, Stream> visit)
    {
        TarHeader header = entry.Header;
        string path = Clean(header.Name, stream);
        // The root itself.
        if (path.Length == 0)
            return;
        int slash = path.LastIndexOf('/');
        (string folder, string name) = (slash < 0 ? "" : path[..slash], path[(slash + 1)..]);
        if (name == Opaque)
            tree.HideBelow(folder, layer);
        else if (name.StartsWith(Whiteout, StringComparison.Ordinal))
            tree.Hide(folder.Length == 0 ? name[Whiteout.Length..] : $"{folder}/{name[Whiteout.Length..]}", layer);
        if (name.StartsWith(Whiteout, StringComparison.Ordinal) && header.Size == 0)
            return;

        ImageFile file = new(layer, path, KindOf(header.Type), header.Mode, header.Owner, header.Group, header.Size, header.Type == '2' ? header.Target : null);
        if (header.Type == '1')
        {
            string target = Clean(header.Target, stream);
            if (tree.At(target) is not { } linked || linked.Kind == ImageFileKind.Folder)
                throw stream.Refused($"'{InertText.Of(path)}', a link to '{InertText.Of(target)}', which no file is", "links to files of the image");
            tree.Add(linked with { Layer = layer, Path = path });
            return;
        }

        tree.Add(file);
        visit(file, entry.Content);
    }

    private static string Clean(string name, LayerStream stream)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
            throw stream.Refused("a name with a zero byte", "names without");
        string[] parts = [.. name.Split('/').Where(part => part is not ("" or "."))];
        return !parts.Contains("..") ? string.Join('/', parts)
            : throw stream.Refused($"'{InertText.Of(name)}', which leaves the image", "paths inside it");
    }

    private static ImageFileKind KindOf(char type) => type switch
    {
        '2' => ImageFileKind.Link,
        '3' or '4' => ImageFileKind.Device,
        '5' => ImageFileKind.Folder,
        '6' => ImageFileKind.Pipe,
        _ => ImageFileKind.Regular,
    };
}
