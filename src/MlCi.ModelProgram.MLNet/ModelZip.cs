using System.IO.Compression;

namespace MlCi.Modeling.MLNet;

/// <summary>
/// ML.NET saves a model as a zip, whose entries bear the time of saving. Written anew, its bytes depend on the entries' names and
/// contents alone: so the same training gives the same digest.
/// </summary>
internal static class ModelZip
{
    // The first moment that a zip can hold.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same entries in ordinal order, all of one time, stored: a later zlib might compress them otherwise.</summary>
    /// <param name="saved">A zip.</param>
    public static byte[] Normalised(byte[] saved)
    {
        using var result = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(saved), ZipArchiveMode.Read))
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in from.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                ZipArchiveEntry copy = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression);
                copy.LastWriteTime = Always;
                using Stream source = entry.Open();
                using Stream target = copy.Open();
                source.CopyTo(target);
            }
        }

        return result.ToArray();
    }
}
