using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Training;

/// <summary>
/// Builds a model program and its tests once for each digest of their sources, and keeps them as results of stages are kept, with
/// the digest of what was built: two gates share no intermediate file, and an unchanged program is built again only where what lies
/// there is not what was built. Programs and tests run in copies, so that they write nothing here.
/// </summary>
public sealed class ProgramBuild
{
    /// <summary>What it is called among the kept results.</summary>
    internal const string Stage = "Build";

    private static readonly string[] Portable = ["-p:UseAppHost=false"];

    private readonly string? programAssembly;

    private ProgramBuild(string folder, string? program, string? tests)
    {
        ProgramFolder = Path.Combine(folder, "program");
        programAssembly = program is null ? null : EntryAssembly(ProgramFolder, program);
        TestsAssembly = tests is null ? null : EntryAssembly(Path.Combine(folder, "tests"), tests);
    }

    /// <summary>The folder of the program as published.</summary>
    public string ProgramFolder { get; }

    /// <summary>The program's assembly.</summary>
    public string ProgramAssembly => programAssembly ?? throw new InvalidOperationException("no program was built");

    /// <summary>The assembly of the tests, or null where there are none.</summary>
    public string? TestsAssembly { get; }

    /// <summary>Builds, or finds what was built before.</summary>
    /// <param name="cache">Where it is kept.</param>
    /// <param name="root">The folder that the shown paths are relative to.</param>
    /// <param name="sourcesDigest">The digest of all sources.</param>
    /// <param name="program">The program's project, or null where commands train and predict.</param>
    /// <param name="tests">The tests' project, or null.</param>
    /// <param name="log">Is given what the build prints.</param>
    /// <param name="progress">Is told that it builds.</param>
    /// <param name="interrupted">Stops the build.</param>
    /// <exception cref="FaultException">It does not compile (exit 1), or the package feed is out of reach (exit 3).</exception>
    public static ProgramBuild Get(
        StageCache cache, string root, string sourcesDigest, string? program, string? tests, Action<string> log, Action<string> progress, CancellationToken interrupted)
    {
        string? shown = program is null ? null : Path.GetRelativePath(root, program);
        string? shownTests = tests is null ? null : Path.GetRelativePath(root, tests);
        return new ProgramBuild(cache.Find(Stage, sourcesDigest) ?? cache.Make(Stage, sourcesDigest, Build), shown, shownTests);

        void Build(string folder)
        {
            progress($"building {string.Join(" and ", new[] { program, tests }.OfType<string>().Select(Path.GetFileName))}, once for these sources");
            string intermediate = Path.Combine(folder, "intermediate");
            if (tests is not null)
                ProjectPublish.Run(root, tests, intermediate, Path.Combine(folder, "tests"), Portable, log, interrupted);
            if (program is not null)
                ProjectPublish.Run(root, program, intermediate, Path.Combine(folder, "program"), Portable, log, interrupted);
            Directory.Delete(intermediate, recursive: true);
            ProjectPublish.ThrowIfChanged(root, [.. new[] { program, tests }.OfType<string>()], sourcesDigest);
            _ = new ProgramBuild(folder, shown, shownTests);
        }
    }

    // A test project holds its program's executable too: the one that is named like the project comes first.
    internal static string EntryAssembly(string folder, string project)
    {
        string[] names = [.. Directory.EnumerateFiles(folder, "*.runtimeconfig.json").Select(file => Path.GetFileName(file).Replace(".runtimeconfig.json", "", StringComparison.Ordinal))];
        string? name = names.FirstOrDefault(candidate => candidate == Path.GetFileNameWithoutExtension(project)) ?? (names.Length == 1 ? names[0] : null);
        return name is not null
            ? Path.Combine(folder, name + ".dll")
            : throw FaultException.Misconfigured($"{project}: found {names.Length} executables, expected one: <OutputType>Exe</OutputType>");
    }
}
