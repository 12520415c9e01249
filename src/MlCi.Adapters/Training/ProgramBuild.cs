using System.Text.RegularExpressions;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Training;

/// <summary>
/// Builds a model program and its tests once for each digest of their sources, into <c>.mlci/build/&lt;digest&gt;</c>: two
/// gates share no intermediate file, and an unchanged program is never built again.
/// </summary>
public sealed partial class ProgramBuild
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);
    private readonly string folder;

    private ProgramBuild(string folder) => this.folder = folder;

    /// <summary>The folder of the program as published.</summary>
    public string ProgramFolder => Path.Combine(folder, "program");

    /// <summary>The program's assembly.</summary>
    public string ProgramAssembly => EntryAssembly(ProgramFolder);

    /// <summary>The assembly of the tests.</summary>
    public string TestsAssembly => EntryAssembly(Path.Combine(folder, "tests"));

    /// <summary>Builds, or finds what was built before.</summary>
    /// <param name="root">The folder that holds <c>.mlci</c>.</param>
    /// <param name="sourcesDigest">The digest of all sources.</param>
    /// <param name="program">The program's project.</param>
    /// <param name="tests">The tests' project, or null.</param>
    /// <param name="log">Is given what the build prints.</param>
    /// <param name="interrupted">Stops the build.</param>
    /// <exception cref="FaultException">It does not compile (exit 1), or the package feed is out of reach (exit 3).</exception>
    public static ProgramBuild Get(string root, string sourcesDigest, string program, string? tests, Action<string> log, CancellationToken interrupted)
    {
        string place = Path.Combine(root, ".mlci", "build", sourcesDigest.Split(':')[1][..16]);
        var build = new ProgramBuild(place);
        if (Directory.Exists(place))
            return build;

        using var target = new AtomicFolder(place);
        string intermediate = Path.Combine(target.Unfinished, "intermediate");
        if (tests is not null)
            Publish(tests, intermediate, Path.Combine(target.Unfinished, "tests"), log, interrupted);
        Publish(program, intermediate, Path.Combine(target.Unfinished, "program"), log, interrupted);
        Directory.Delete(intermediate, recursive: true);
        EntryAssembly(Path.Combine(target.Unfinished, "program"));
        target.Commit();
        return build;
    }

    private static void Publish(string project, string intermediate, string output, Action<string> log, CancellationToken interrupted)
    {
        // Style is no matter of the gate: analyzers are off. No server stays behind that would keep the output open.
        string[] arguments =
        [
            "publish", project, "--configuration", "Release", "--artifacts-path", intermediate, "--output", output, "-nologo", "-v:quiet",
            "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:UseAppHost=false", "-p:RunAnalyzers=false",
            "-p:TreatWarningsAsErrors=false", "-p:WarningLevel=0", "-p:GenerateDocumentationFile=false", "-p:IsPublishable=true",
        ];
        var call = new ProgramCall("build", "dotnet", arguments, Path.GetDirectoryName(project)!, Environment: null, Timeout);
        ProgramOutcome outcome = ProgramRunner.Run(call, log, interrupted);
        if (outcome.Succeeded)
            return;
        string[] errors = [.. outcome.LastLines.Where(line => ErrorLine().IsMatch(line)).Select(line => ProjectSuffix().Replace(line, "")).Distinct(StringComparer.Ordinal)];
        if (Array.Exists(errors, line => line.Contains("NU1301", StringComparison.Ordinal)))
            throw FaultException.OutOfReach($"the package feed cannot be reached to build {Path.GetFileName(project)}: {errors[0]}");
        if (errors.Length > 0)
            throw new FaultException(ExitCodes.Negative, [.. errors.Select(line => new Fault($"{Path.GetFileName(project)} does not build: {line.Trim()}"))]);
        outcome.ThrowIfFailed();
    }

    private static string EntryAssembly(string folder)
    {
        string[] configurations = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.runtimeconfig.json") : [];
        return configurations.Length == 1
            ? configurations[0].Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal)
            : throw FaultException.Misconfigured($"found {configurations.Length} executables in {folder}, expected one: the project must have <OutputType>Exe</OutputType>");
    }

    [GeneratedRegex(@": error [A-Z]+\d+:")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@" \[[^\]]+proj\]$")]
    private static partial Regex ProjectSuffix();
}
