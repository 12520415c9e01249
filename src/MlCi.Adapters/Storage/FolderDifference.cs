namespace MlCi.Adapters.Storage;

/// <summary>The first difference of two folders.</summary>
public static class FolderDifference
{
    /// <summary>Names the first file, in ordinal order, that only one has, or in which a byte differs; null where all is the same.</summary>
    /// <param name="first">A folder.</param>
    /// <param name="second">Another one.</param>
    public static string? First(string first, string second)
    {
        HashSet<string> left = Names(first), right = Names(second);
        foreach (string name in left.Union(right).Order(StringComparer.Ordinal))
        {
            if (!left.Contains(name) || !right.Contains(name))
                return $"{name} is in the {(left.Contains(name) ? "first" : "second")} only";
            if (FirstByte(Path.Combine(first, name), Path.Combine(second, name)) is { } at)
                return $"{name} differs from byte {at} on";
        }

        return null;
    }

    private static HashSet<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))];

    // The 0-based offset, as cmp and xxd count; where one file ends first, its length.
    private static long? FirstByte(string first, string second)
    {
        const int Size = 1 << 16;
        byte[] left = new byte[Size], right = new byte[Size];
        using FileStream one = File.OpenRead(first), other = File.OpenRead(second);
        for (long at = 0; ; at += Size)
        {
            int read = one.ReadAtLeast(left, Size, throwOnEndOfStream: false), otherRead = other.ReadAtLeast(right, Size, throwOnEndOfStream: false);
            int same = left.AsSpan(0, read).CommonPrefixLength(right.AsSpan(0, otherRead));
            if (same < read || same < otherRead)
                return at + same;
            if (read < Size)
                return null;
        }
    }
}
