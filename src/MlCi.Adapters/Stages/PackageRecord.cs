using System.Text.Json;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>What the feed answered for each card package, as the build recorded it.</summary>
internal static class PackageRecord
{
    /// <summary>The packages, or none where no build has asked yet.</summary>
    public static IReadOnlyList<PackageUse> Read(string root)
    {
        string file = Path.Combine(root, ".nuke", "temp", "feed", "packages.json");
        try
        {
            PackageUse[] packages = File.Exists(file) ? JsonSerializer.Deserialize<PackageUse[]>(File.ReadAllText(file), GateReportJson.Options) ?? [] : [];
            // NuGet's code without its message, which names the machine's feeds: reports are the same everywhere.
            return [.. packages.Select(package => package with { Reason = package.Reason?.Split(':')[0] })];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
