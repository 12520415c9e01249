using System.Diagnostics;
using System.Formats.Tar;

namespace MlCi.Testing.Containers;

/// <summary>A layer with a few programs of this machine, a shell among them, and the libraries that they load: an image's content without any download.</summary>
public static class HostLayer
{
    private const UnixFileMode Runnable = (UnixFileMode)0b111_101_101;

    // The shell's own commands and these are all that the tests' containers use.
    private static readonly string[] Programs = ["/usr/bin/dash", "/usr/bin/sleep", "/usr/bin/id", "/usr/bin/cat", "/usr/bin/touch", "/usr/bin/tail"];

    /// <summary>Writes it as a tar.</summary>
    public static void Write(string file)
    {
        using FileStream stream = File.Create(file);
        using var tar = new TarWriter(stream, TarEntryFormat.Gnu);
        foreach (string folder in (string[])["bin", "run", "tmp", "lib", "lib64"])
            tar.WriteEntry(new GnuTarEntry(TarEntryType.Directory, folder + "/") { Mode = Runnable });
        foreach (string program in Programs)
            Add(tar, $"bin/{(program.EndsWith("/dash", StringComparison.Ordinal) ? "sh" : Path.GetFileName(program))}", program);
        foreach (string library in Programs.SelectMany(LibrariesOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            Add(tar, library.StartsWith("/lib64/", StringComparison.Ordinal) ? library[1..] : $"lib/{Path.GetFileName(library)}", library);
    }

    private static void Add(TarWriter tar, string name, string path)
    {
        using FileStream content = File.OpenRead(path);
        tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = Runnable });
    }

    // "libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)", "/lib64/ld-linux-x86-64.so.2 (0x…)"
    private static IEnumerable<string> LibrariesOf(string program)
    {
        using Process ldd = Process.Start(new ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = ldd.StandardOutput.ReadToEnd();
        ldd.WaitForExit();
        return output.Split('\n').SelectMany(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(word => word.StartsWith('/') && File.Exists(word));
    }
}
