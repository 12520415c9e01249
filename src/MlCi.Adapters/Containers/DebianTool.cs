using System.Diagnostics;
using System.Formats.Tar;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Training;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>Runs Debian's own tools, which know where packages come from and whom to trust with them.</summary>
internal static class DebianTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs apt-get or apt-cache.</summary>
    /// <param name="name">Which.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <returns>How it ended, and all that it printed.</returns>
    /// <exception cref="FaultException">There is none (exit 3).</exception>
    public static (ProgramOutcome Outcome, IReadOnlyList<string> Lines) Run(string name, IReadOnlyList<string> arguments, string folder, CancellationToken interrupted)
    {
        List<string> lines = [];
        Dictionary<string, string> environment = ProgramEnvironment.OfBuilds();
        PathOf(name, environment);
        ProgramOutcome outcome = ProgramRunner.Run(new ProgramCall("base", name, arguments, folder, environment, Patience), lines.Add, interrupted);
        return (outcome, lines);
    }

    /// <summary>Reads one of the two tars of a package.</summary>
    /// <param name="package">The file.</param>
    /// <param name="option"><c>--fsys-tarfile</c> or <c>--ctrl-tarfile</c>.</param>
    /// <param name="read">Is given each entry in turn.</param>
    /// <exception cref="FaultException">There is no dpkg-deb, or it cannot read the file (exit 3).</exception>
    public static void ReadTar(string package, string option, Action<TarEntry> read)
    {
        string program = PathOf("dpkg-deb", ProgramEnvironment.OfBuilds());
        using Process process = Process.Start(new ProcessStartInfo(program, [option, package]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            using TarReader tar = new(process.StandardOutput.BaseStream);
            while (tar.GetNextEntry() is { } entry)
                read(entry);
            process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException)
        {
            process.Kill();
            throw FaultException.OutOfReach($"{Path.GetFileName(package)}: found a tar that cannot be read ({e.Message.TrimEnd('.')}), expected a Debian package");
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
            throw FaultException.OutOfReach($"{Path.GetFileName(package)}: dpkg-deb ended with exit code {process.ExitCode}, expected 0: {InertText.Of(error.GetAwaiter().GetResult().Trim())}");
    }

    private static string PathOf(string name, IReadOnlyDictionary<string, string> environment) => ExecutablePath.Find(name, Environment.CurrentDirectory, environment)
        ?? throw FaultException.OutOfReach($"found no {name} in PATH, expected Debian's: the base 'debian' is made on a machine with apt and dpkg; name another base elsewhere");
}
