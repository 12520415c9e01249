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
            return File.Exists(file) ? JsonSerializer.Deserialize<PackageUse[]>(File.ReadAllText(file), GateReportJson.Options) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
