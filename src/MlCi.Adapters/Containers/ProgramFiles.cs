using MlCi.Adapters.Registry;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>The files of a folder as entries of a layer: their rights come from what they are, not from whoever wrote them.</summary>
internal static class ProgramFiles
{
    private const string Configuration = ".runtimeconfig.json";
    private static readonly byte[] Elf = [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    /// <summary>The files of a published program: whatever the system can run may be run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="place">Where they stand in the image.</param>
    /// <exception cref="FaultException">There is no such folder, or a link in it (exit 2).</exception>
    public static IEnumerable<LayerEntry> OfProgram(string folder, string place) => Of(folder, place, "the files of a published program")
        .Select(file => IsExecutable(file.Path) ? file.Entry with { Mode = LayerEntry.Runnable } : file.Entry);

    /// <summary>The files of a model.</summary>
    /// <inheritdoc cref="OfProgram"/>
    public static IEnumerable<LayerEntry> OfModel(string folder, string place) => Of(folder, place, "the files of a model").Select(file => file.Entry);

    /// <summary>The name of a published program's executable.</summary>
    /// <exception cref="FaultException">There is none, or several (exit 2).</exception>
    public static string ExecutableIn(string folder)
    {
        string[] names = [.. Directory.EnumerateFiles(folder, "*" + Configuration).Select(file => Path.GetFileName(file)[..^Configuration.Length]).Where(name => File.Exists(Path.Combine(folder, name)) && IsExecutable(Path.Combine(folder, name)))];
        return names.Length == 1 ? names[0]
            : throw FaultException.Misconfigured($"{folder}: found {names.Length} executables for Linux, expected one: a program that was published self-contained for linux-x64");
    }

    private static IEnumerable<(LayerEntry Entry, string Path)> Of(string folder, string place, string what) => InsideFolder.Files(folder, what)
        .Select(file => (new LayerEntry($"{place}/{file.Name}", LayerEntry.Readable) { Open = () => File.OpenRead(file.Path) }, file.Path));

    // A library is run by nobody, though linkers make it look so. The right that stands in the file system depends on who unpacked it.
    private static bool IsExecutable(string path)
    {
        if (Path.GetFileName(path).Contains(".so", StringComparison.Ordinal))
            return false;
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[Elf.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Elf);
    }
}
