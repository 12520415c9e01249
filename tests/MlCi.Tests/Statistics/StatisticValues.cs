using System.Text.Json;
using MlCi.Testing;

namespace MlCi.Tests.Statistics;

/// <summary>The outside values made by statistic_values.py.</summary>
internal static class StatisticValues
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path.Combine(
        RepositoryRoot.Path, "tests", "MlCi.Tests", "Statistics", "statistic_values.json"))).RootElement;

    public static IEnumerable<JsonElement> All(string name) => Root.GetProperty(name).EnumerateArray();
}
