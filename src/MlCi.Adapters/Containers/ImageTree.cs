using MlCi.Images;

namespace MlCi.Adapters.Containers;

/// <summary>The files that a container sees, while layers are laid on each other.</summary>
internal sealed class ImageTree
{
    private const int MostLinks = 40;

    private readonly Dictionary<string, ImageFile> files = new(StringComparer.Ordinal);
    private readonly SortedSet<string> paths = new(StringComparer.Ordinal);

    /// <summary>The files by their paths.</summary>
    public IReadOnlyDictionary<string, ImageFile> Files => files;

    /// <summary>Puts a file where an engine would: its folder may be a link of a layer below.</summary>
    public void Add(ImageFile file)
    {
        string path = Place(file.Path);
        // Folders need no entry of their own to have files.
        if (file.Kind != ImageFileKind.Folder)
            RemoveBelow(path, int.MaxValue);
        files[path] = file with { Path = path };
        paths.Add(path);
    }

    /// <summary>The file at a path, or null.</summary>
    public ImageFile? At(string path) => files.GetValueOrDefault(Place(path));

    /// <summary>Hides what layers below a layer have at a path, and below it.</summary>
    public void Hide(string path, int layer)
    {
        path = Place(path);
        RemoveBelow(path, layer);
        if (files.TryGetValue(path, out ImageFile? hidden) && hidden.Layer < layer)
            Remove(path);
    }

    /// <summary>Hides what layers below a layer have in a folder.</summary>
    public void HideBelow(string folder, int layer) => RemoveBelow(Place(folder), layer);

    private void RemoveBelow(string folder, int layer)
    {
        // '0' is the letter after '/'.
        string[] below = folder.Length == 0 ? [.. paths] : [.. paths.GetViewBetween(folder + "/", folder + "0").Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal))];
        foreach (string path in below)
        {
            if (files[path].Layer < layer)
                Remove(path);
        }
    }

    private void Remove(string path)
    {
        files.Remove(path);
        paths.Remove(path);
    }

    // The last part is the file itself, which is not followed.
    private string Place(string path)
    {
        int slash = path.LastIndexOf('/');
        if (slash < 0)
            return path;
        string folder = Followed(path[..slash]);
        return folder.Length == 0 ? path[(slash + 1)..] : $"{folder}{path[slash..]}";
    }

    private string Followed(string folder)
    {
        if (!AnyLinkOn(folder))
            return folder;
        int links = 0;
        List<string> done = [];
        Stack<string> left = new(folder.Split('/').Reverse());
        while (left.TryPop(out string? part))
        {
            if (part is "" or ".")
                continue;
            if (part == "..")
            {
                if (done.Count > 0)
                    done.RemoveAt(done.Count - 1);
                continue;
            }

            done.Add(part);
            if (files.TryGetValue(string.Join('/', done), out ImageFile? link) && link.Kind == ImageFileKind.Link)
            {
                // A circle of links leads nowhere; its name is as good as any.
                if (++links > MostLinks)
                    return folder;
                done.RemoveAt(done.Count - 1);
                if (link.Target!.StartsWith('/'))
                    done.Clear();
                foreach (string next in link.Target.Split('/').Reverse())
                    left.Push(next);
            }
        }

        return string.Join('/', done);
    }

    private bool AnyLinkOn(string folder)
    {
        for (int end = folder.IndexOf('/', StringComparison.Ordinal); ; end = folder.IndexOf('/', end + 1))
        {
            if (files.TryGetValue(end < 0 ? folder : folder[..end], out ImageFile? file) && file.Kind == ImageFileKind.Link)
                return true;
            if (end < 0)
                return false;
        }
    }
}
