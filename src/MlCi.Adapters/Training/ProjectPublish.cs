using System.Text.RegularExpressions;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.Training;

/// <summary>Runs <c>dotnet publish</c>, and tells each compile error as a fault.</summary>
internal static partial class ProjectPublish
{
    private const int ErrorsShown = 5;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    // Style is no matter of the gate: analyzers are off. No server stays behind that would keep the output open.
    private static readonly string[] Always =
    [
        "-nologo", "-v:quiet", "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false",
        "-p:TreatWarningsAsErrors=false", "-p:WarningLevel=0", "-p:GenerateDocumentationFile=false", "-p:IsPublishable=true",
    ];

    /// <summary>Publishes a project.</summary>
    /// <param name="root">The folder that the shown paths are relative to.</param>
    /// <param name="project">The project.</param>
    /// <param name="intermediate">Where what comes between sources and output goes.</param>
    /// <param name="output">Where the output goes.</param>
    /// <param name="settings">More arguments.</param>
    /// <param name="log">Is given what the build prints.</param>
    /// <param name="interrupted">Stops it.</param>
    /// <exception cref="FaultException">It does not compile (exit 1), or the package feed is out of reach (exit 3).</exception>
    public static void Run(
        string root, string project, string intermediate, string output, IReadOnlyList<string> settings, Action<string> log, CancellationToken interrupted)
    {
        string[] arguments = ["publish", project, "--configuration", "Release", "--artifacts-path", intermediate, "--output", output, .. Always, .. settings];
        var call = new ProgramCall("build", "dotnet", arguments, Path.GetDirectoryName(project)!, ProgramEnvironment.OfBuilds(), Timeout);
        List<string> found = [];
        ProgramOutcome outcome = ProgramRunner.Run(call, Collect, interrupted);
        if (outcome.Succeeded)
            return;
        string[] errors = [.. found.Distinct(StringComparer.Ordinal)];
        if (Array.Exists(errors, line => line.Contains("NU1301", StringComparison.Ordinal)))
            throw FaultException.OutOfReach($"the package feed cannot be reached to build {Path.GetFileName(project)}: {errors[0]}");
        if (Array.Find(errors, line => LackingLine().IsMatch(line)) is { } lacking)
            throw FaultException.OutOfReach($"the package feed lacks a part of .NET that {Path.GetFileName(project)} is published with: {lacking.Trim()}");
        if (errors.Length > 0)
        {
            string more = errors.Length > ErrorsShown ? $"{Environment.NewLine}  and {errors.Length - ErrorsShown} more" : "";
            throw FaultException.Negative(
                $"{Path.GetFileName(project)} does not build: {string.Join($"{Environment.NewLine}  ", errors.Take(ErrorsShown).Select(line => line.Trim()))}{more}");
        }

        outcome.ThrowIfFailed();

        void Collect(string line)
        {
            if (ErrorLine().IsMatch(line))
                found.Add(Shown(root, line));
            log(line);
        }
    }

    /// <summary>Looks whether what was built is what was asked for.</summary>
    /// <param name="root">The folder that paths are relative to.</param>
    /// <param name="projects">Full paths of the projects.</param>
    /// <param name="sourcesDigest">The digest of their sources when the run began.</param>
    /// <exception cref="FaultException">Somebody has changed a file meanwhile (exit 2).</exception>
    public static void ThrowIfChanged(string root, IReadOnlyList<string> projects, string sourcesDigest)
    {
        if (ProgramSources.DigestOf(root, projects, ProgramSources.Of(root, projects)) != sourcesDigest)
            throw FaultException.Misconfigured($"the sources of {string.Join(" and ", projects.Select(Path.GetFileName))} changed while they were built, expected them to stay as they were when the run began");
    }

    // As the user would type it at the repository's folder, so that the same fault reads the same on every machine.
    private static string Shown(string root, string line) =>
        ProjectSuffix().Replace(line, "").Replace(Path.GetFullPath(root) + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    [GeneratedRegex(@": error [A-Z]+\d+:")]
    private static partial Regex ErrorLine();

    // What the SDK asks for by itself. Any other package that is missing was asked for by the project, and that is its fault.
    [GeneratedRegex(@": error NU110[12]: .*\b(?:Microsoft\.(?:NETCore|AspNetCore)\.App\.(?:Runtime|Crossgen2|Host)\.|Microsoft\.NET\.ILLink\.)")]
    private static partial Regex LackingLine();

    [GeneratedRegex(@" \[[^\]]+proj\]$")]
    private static partial Regex ProjectSuffix();
}
