using System.Diagnostics;
using System.Formats.Tar;

namespace MlCi.Testing.Containers;

/// <summary>A layer with Python, scikit-learn and pandas, made from Debian's packages by mmdebstrap: in half a minute, of which most is downloading.</summary>
public static class SklearnLayer
{
    public const string Program = "/usr/bin/mmdebstrap";

    /// <summary>What the tests that need it say where it is not there.</summary>
    public const string Missing = "mmdebstrap is not installed (Debian: apt-get install mmdebstrap)";

    /// <summary>Where its BLAS lies: no package's script has run that would have made the link to it.</summary>
    public const string Libraries = "/usr/lib/x86_64-linux-gnu/openblas-pthread";

    // A compiler, Perl and documents, on which scipy's packages depend: nothing that a model needs while it serves, and most of the bytes.
    private static readonly string[] LeftOut =
    [
        "./dev/", "./usr/include/", "./usr/lib/gcc/", "./usr/share/perl", "./usr/share/doc/", "./usr/share/man/", "./usr/share/locale/",
        "./usr/lib/x86_64-linux-gnu/perl", "./usr/lib/x86_64-linux-gnu/gconv/", "./usr/lib/python3.11/config-", "./usr/bin/x86_64-linux-gnu-",
    ];

    /// <summary>Whether it can be made here.</summary>
    public static bool IsPossible => File.Exists(Program);

    /// <summary>Writes it as a tar.</summary>
    /// <param name="file">Where to; what it is made of lies beside it meanwhile.</param>
    public static void Write(string file)
    {
        // By the name's end mmdebstrap knows that a tar is meant.
        string root = file + ".all.tar";
        using (Process making = Process.Start(new ProcessStartInfo(Program, ["--quiet", "--variant=extract", "--include=python3-sklearn,python3-pandas", "bookworm", root]) { UseShellExecute = false, RedirectStandardError = true })!)
        {
            string said = making.StandardError.ReadToEnd();
            making.WaitForExit();
            if (making.ExitCode != 0)
                throw new InvalidOperationException($"mmdebstrap ends with {making.ExitCode}: {said}");
        }

        using (FileStream all = File.OpenRead(root))
        using (var reader = new TarReader(all))
        using (FileStream chosen = File.Create(file))
        using (var writer = new TarWriter(chosen, TarEntryFormat.Pax))
        {
            while (reader.GetNextEntry() is { } entry)
            {
                if (!IsLeftOut(entry.Name))
                    writer.WriteEntry(entry);
            }
        }

        File.Delete(root);
    }

    private static bool IsLeftOut(string name) =>
        Array.Exists(LeftOut, start => name.StartsWith(start, StringComparison.Ordinal)) || name.EndsWith(".a", StringComparison.Ordinal)
        || (name.StartsWith("./usr/lib/python3/dist-packages/", StringComparison.Ordinal) && name.Contains("/tests/", StringComparison.Ordinal));
}
