using System.Runtime.InteropServices;
using MathNet.Numerics;
using MlCi.Data;
using MlCi.Pipelines;

namespace MlCi.Adapters.Training;

/// <summary>The versions that a program's results depend on beside its sources.</summary>
public static class Toolchain
{
    private static readonly Lazy<StageInput> DotnetFrameworks = new(() => new("versions", "frameworks", Frameworks(DotnetFolder())));

    /// <summary>This engine, the runtime and the machine's kind, as they enter the keys of results.</summary>
    public static string Versions { get; } = string.Join('\n', Engine, RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier);

    /// <summary>The same, as what a stage reads.</summary>
    public static IReadOnlyList<StageInput> Inputs { get; } =
    [
        new("versions", "MlCi", Digest.OfText(Engine)),
        new("versions", "runtime", RuntimeInformation.FrameworkDescription),
        new("versions", "machine", RuntimeInformation.RuntimeIdentifier),
    ];

    /// <summary>The same for a stage that runs a program: where that is a project, with the frameworks that <c>dotnet exec</c> chooses from.</summary>
    /// <param name="project">The program's project, or null where it is a command.</param>
    public static IEnumerable<StageInput> InputsOf(string? project) => project is null ? Inputs : [.. Inputs, DotnetFrameworks.Value];

    /// <summary>
    /// The newest patch of each version of each framework: which of the versions it will be stands in a file that only a build makes,
    /// and a stage that has nothing to do shall build nothing. So a version that is new beside the others counts as a change, too.
    /// </summary>
    /// <param name="dotnet">The folder of dotnet, or null where there is none.</param>
    internal static string Frameworks(string? dotnet)
    {
        string shared = Path.Combine(dotnet ?? "", "shared");
        if (dotnet is null || !Directory.Exists(shared))
            return "unknown";
        return string.Join(", ", Directory.EnumerateDirectories(shared).Order(StringComparer.Ordinal).SelectMany(framework => Directory.EnumerateDirectories(framework)
            .Select(folder => (Name: Path.GetFileName(folder), Version: Version.TryParse(Path.GetFileName(folder).Split('-')[0], out Version? version) ? version : null))
            .Where(one => one.Version is not null)
            .GroupBy(one => (one.Version!.Major, one.Version.Minor)).OrderBy(group => group.Key)
            // Of 10.0.0-rc.1 and 10.0.0 the one without a suffix is newer.
            .Select(group => group.OrderBy(one => one.Version).ThenBy(one => !one.Name.Contains('-', StringComparison.Ordinal)).ThenBy(one => one.Name, StringComparer.Ordinal).Last())
            .Select(one => $"{Path.GetFileName(framework)} {one.Name}")));
    }

    // Of all assemblies that compute, as a body mended in one changes no byte of the others.
    private static string Engine => string.Join(' ', new[] { typeof(Toolchain), typeof(Digest), typeof(SpecialFunctions) }
        .Select(type => type.Assembly.ManifestModule.ModuleVersionId.ToString()));

    // That of the dotnet in PATH, which runs programs: it looks beside itself, whatever DOTNET_ROOT says.
    private static string? DotnetFolder()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Path.GetDirectoryName(ExecutableFile.Find(name, Environment.CurrentDirectory, ProgramEnvironment.OfBuilds()));
    }
}
