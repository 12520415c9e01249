using System.Text.Json;
using MlCi.Testing;

namespace MlCi.Tests.Statistics;

/// <summary>The outside values made by group_reference_values.py.</summary>
internal static class GroupReferenceValues
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Statistics", "group_reference_values.json"))).RootElement;

    public static IEnumerable<JsonElement> All(string name) => Root.GetProperty(name).EnumerateArray();

    public static double[] Numbers(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
