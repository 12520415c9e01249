using System.Runtime.InteropServices;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Processes;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>Says what is installed, reachable and in use. It changes nothing, and what is missing is no failure of its own.</summary>
internal static class DoctorStage
{
    public static void Run(RunOptions options, StageLines lines)
    {
        List<(string, string, string)> rows =
        [
            ("runtime", RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier),
            Tool("dotnet", "--version", "builds model programs"),
            Tool("git", "--version", "names the commit in reports"),
            ContainerEngine(),
        ];
        foreach (PackageUse package in PackageRecord.Read(options.Root))
            rows.Add(($"package {package.Id}", package.Available ? $"{package.Version}, in use" : $"{package.Version} cannot be had ({package.Reason})", package.Available ? "" : $"in its place: {package.StandIn}"));
        if (!rows.Exists(row => row.Item1.StartsWith("package", StringComparison.Ordinal)))
            rows.Add(("packages", "not asked yet", "./build.sh asks the feed at its first run"));
        var registries = new RegistryReach(options.Root);
        rows.AddRange(registries.Rows());
        foreach (string name in Workspace.Names(options.Root))
            rows.Add(($"pipeline {name}", Definition(options.Root, name), registries.Champion(name)));
        lines.WriteTable(["what", "found", "note"], rows);
    }

    private static (string, string, string) ContainerEngine()
    {
        EngineSearch search = ContainerEngines.Find(Environment.GetEnvironmentVariable, new SecretTexts([]), CancellationToken.None);
        using IContainerEngine? engine = search.Engine;
        return engine?.Version() is { } version
            ? ("container engine", $"{version.Name} {version.Version}, API {version.ApiVersion}", $"builds and tries images; {engine.Shown}")
            : ("container engine", "not found", "DOCKER_HOST, or Docker's or podman's socket");
    }

    private static (string, string, string) Tool(string name, string argument, string use)
    {
        try
        {
            var call = new ProgramCall("version", name, [argument], Environment.CurrentDirectory, Environment: null, TimeSpan.FromSeconds(20)) { Threads = 0 };
            ProgramOutcome outcome = ProgramRunner.Run(call, line: null, CancellationToken.None);
            return (name, outcome.Succeeded && outcome.LastLines.Count > 0 ? outcome.LastLines[0] : "found, but it fails", use);
        }
        catch (FaultException)
        {
            return (name, "not found", use);
        }
    }

    private static string Definition(string root, string name)
    {
        try
        {
            int gates = Workspace.Read(root, name).Definition.Gates.Count;
            return $"readable, {gates} limits";
        }
        catch (FaultException e)
        {
            return e.Faults.Count == 1 ? e.Message : $"{e.Faults.Count} faults; first: {e.Faults[0]}";
        }
    }
}
