using System.IO.Compression;
using System.Text;
using MlCi.Findings;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// What the job that ran a pull request's code uploaded: zip files of <c>&lt;pipeline&gt;/&lt;file&gt;</c> (or <c>artifacts/&lt;pipeline&gt;/…</c>),
/// of which only named files are unpacked, into memory, and counted while they are. Nothing in it is run, and no name in it is used as a
/// path. What nobody asks for is passed over, unless it is an attack, which is refused with all else.
/// </summary>
internal sealed class HostileArtifact : IDisposable
{
    private readonly ArtifactLimits limits;
    private readonly List<IDisposable> held = [];
    private readonly Dictionary<(string Pipeline, string File), ZipArchiveEntry> entries = [];
    private long unpacked;

    /// <summary>Opens zip files and looks at the names of all entries.</summary>
    /// <param name="files">The files; none where the job left nothing.</param>
    /// <param name="limits">How much is looked at.</param>
    /// <exception cref="FaultException">A file is missing (exit 2); it is no zip file, too large, or holds an attack: all are named (exit 1).</exception>
    public HostileArtifact(IReadOnlyList<string> files, ArtifactLimits limits)
    {
        this.limits = limits;
        try
        {
            List<Fault> faults = [];
            foreach (string file in files)
                Add(file, faults);
            if (faults.Count > 0)
                throw FaultException.Negative(HostileText.Faults(faults));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether there is anything of a pipeline.</summary>
    public bool Holds(string pipeline) => entries.Keys.Any(key => key.Pipeline == pipeline);

    /// <summary>The bytes of a file of a pipeline, or null where there is none.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="FaultException">It is larger, or damaged (exit 1).</exception>
    public byte[]? Read(string pipeline, string file, long most)
    {
        if (!entries.TryGetValue((pipeline, file), out ZipArchiveEntry? entry))
            return null;
        string shown = HostileText.Name($"{pipeline}/{file}");
        try
        {
            using Stream content = entry.Open();
            using var bytes = new MemoryStream();
            byte[] buffer = new byte[1 << 16];
            while (content.Read(buffer) is > 0 and var count)
            {
                // What was really unpacked: the header says whatever its writer liked.
                unpacked += count;
                if (bytes.Length + count > most)
                    throw FaultException.Negative(ArtifactEntry.TooLarge(shown, most));
                if (unpacked > limits.Unpacked)
                    throw FaultException.Negative(ArtifactEntry.TooLarge("the files of the artifact", limits.Unpacked));
                bytes.Write(buffer, 0, count);
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw FaultException.Negative($"found {shown} damaged, expected what a zip file holds: {HostileText.Sentence(e.Message.TrimEnd('.'))}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.ForEach(one => one.Dispose());

    private void Add(string file, List<Fault> faults)
    {
        if (!File.Exists(file))
            throw FaultException.Misconfigured($"found no file '{file}', expected the zip file of the artifact");
        string shown = Path.GetFileName(file);
        FileStream stream = File.OpenRead(file);
        held.Add(stream);
        if (ZipBounds.Fault(stream, limits) is { } wrong)
        {
            faults.Add(new Fault($"{shown}: {wrong}"));
            return;
        }

        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            held.Add(archive);
            AddEntries(shown, archive, faults);
        }
        catch (Exception e) when (IsDamage(e))
        {
            faults.Add(new Fault($"{shown}: found a damaged zip file, expected a whole one: {HostileText.Sentence(e.Message.TrimEnd('.'))}"));
        }
    }

    private void AddEntries(string shown, ZipArchive archive, List<Fault> faults)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string? wrong = ArtifactEntry.Fault(entry) ?? (names.Add(entry.FullName) ? null : $"found entry {HostileText.Name(entry.FullName)} a second time, expected each once");
            if (wrong is null && ArtifactEntry.Split(entry.FullName) is { } key && !entries.TryAdd(key, entry))
                wrong = $"found {HostileText.Name($"{key.Pipeline}/{key.File}")} a second time, expected each file once";
            if (wrong is not null)
                faults.Add(new Fault($"{shown}: {wrong}"));
        }

        if (entries.Count > limits.Entries)
            faults.Add(new Fault($"{shown}: found more than {limits.Entries} files, expected fewer"));
    }

    private static bool IsDamage(Exception e) => e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException or IndexOutOfRangeException;
}
