using MlCi.Adapters.Processes;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>
/// Publishes a model program with all that it needs to run on Linux but libc and OpenSSL: trimmed, compiled before it runs, and the same
/// bytes wherever it is built. Kept as builds are, by sources, settings and SDK.
/// </summary>
internal static class SelfContainedProgram
{
    /// <summary>What it is called among the kept results.</summary>
    internal const string Stage = "Publish";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Publishes, or finds what was published before.</summary>
    /// <param name="cache">Where it is kept.</param>
    /// <param name="root">The folder that the shown paths are relative to.</param>
    /// <param name="sourcesDigest">The digest of the project's sources, of this one project alone.</param>
    /// <param name="project">The full path of the program's project.</param>
    /// <param name="log">Is given what the build prints.</param>
    /// <param name="progress">Is told that it builds.</param>
    /// <param name="interrupted">Stops the build.</param>
    /// <returns>The folder of the program: nothing else is in it.</returns>
    /// <exception cref="FaultException">It does not compile (exit 1), or the package feed is out of reach (exit 3).</exception>
    public static string Get(
        StageCache cache, string root, string sourcesDigest, string project, Action<string> log, Action<string> progress, CancellationToken interrupted)
    {
        string key = Digest.OfText(string.Join('\n', sourcesDigest, SdkOf(project, interrupted), SelfContainedTargets.Key));
        return cache.Find(Stage, key) ?? cache.Make(Stage, key, Build);

        void Build(string folder)
        {
            progress($"publishing {Path.GetFileName(project)} for {SelfContainedTargets.Runtime}, once for these sources");
            // Apart from the output, which is what is kept.
            string intermediate = AtomicFile.Beside(folder);
            try
            {
                string[] settings = SelfContainedTargets.Write(Path.Combine(intermediate, "mlci.targets"), Path.GetFullPath(root), intermediate);
                ProjectPublish.Run(root, project, intermediate, folder, settings, log, interrupted);
                ProjectPublish.ThrowIfChanged(root, [project], sourcesDigest);
                ProgramFiles.ExecutableIn(folder);
            }
            finally
            {
                if (Directory.Exists(intermediate))
                    Directory.Delete(intermediate, recursive: true);
            }
        }
    }

    // global.json beside the project chooses it, and it brings the runtime.
    private static string SdkOf(string project, CancellationToken interrupted)
    {
        var call = new ProgramCall("build", "dotnet", ["--version"], Path.GetDirectoryName(project)!, ProgramEnvironment.OfBuilds(), Patience) { Threads = 0 };
        ProgramOutcome outcome = ProgramRunner.Run(call, line: null, interrupted);
        return outcome.Succeeded && outcome.LastLines.Count > 0 ? outcome.LastLines[^1]
            : throw FaultException.Misconfigured($"{project}: found no .NET SDK that builds it, expected one: {string.Join(' ', outcome.LastLines)}");
    }
}
