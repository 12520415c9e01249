using System.Formats.Tar;

namespace MlCi.Adapters.Containers;

/// <summary>
/// A layer as a tar whose bytes depend on its entries alone: sorted, dated 1970, the folders above them in it. GNU's form, because .NET
/// writes its process id into pax headers.
/// </summary>
internal static class LayerTar
{
    /// <summary>Writes a layer.</summary>
    /// <param name="entries">What is in it, in any order; no name twice.</param>
    /// <param name="archive">Where to.</param>
    /// <param name="interrupted">Ends it.</param>
    public static void Write(IReadOnlyCollection<LayerEntry> entries, Stream archive, CancellationToken interrupted)
    {
        using TarWriter writer = new(archive, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (LayerEntry entry in WithFolders(entries))
        {
            interrupted.ThrowIfCancellationRequested();
            using Stream? content = entry.Open?.Invoke();
            TarEntryType type = entry.IsFolder ? TarEntryType.Directory : entry.Target is null ? TarEntryType.RegularFile : TarEntryType.SymbolicLink;
            GnuTarEntry written = new(type, entry.Key)
            {
                ModificationTime = DateTimeOffset.UnixEpoch,
                AccessTime = DateTimeOffset.UnixEpoch,
                ChangeTime = DateTimeOffset.UnixEpoch,
                Mode = entry.Mode,
                Uid = entry.Owner,
                Gid = entry.Owner,
            };
            if (entry.Target is not null)
                written.LinkName = entry.Target;
            if (content is not null)
                written.DataStream = content;
            writer.WriteEntry(written);
        }
    }

    // Where a folder is not in the layer, an engine gives it whatever rights it likes.
    private static SortedDictionary<string, LayerEntry>.ValueCollection WithFolders(IReadOnlyCollection<LayerEntry> entries)
    {
        SortedDictionary<string, LayerEntry> sorted = new(StringComparer.Ordinal);
        foreach (LayerEntry entry in entries)
            sorted.Add(entry.Key, entry);
        foreach (LayerEntry entry in entries)
        {
            for (int end = entry.Name.LastIndexOf('/'); end > 0; end = entry.Name.LastIndexOf('/', end - 1))
                sorted.TryAdd(entry.Name[..(end + 1)], LayerEntry.Folder(entry.Name[..end]));
        }

        return sorted.Values;
    }
}
