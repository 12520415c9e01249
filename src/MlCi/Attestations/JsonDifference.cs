using System.Text.Json.Nodes;
using MlCi.Findings;

namespace MlCi.Attestations;

/// <summary>Where two pieces of JSON differ, in words.</summary>
public static class JsonDifference
{
    private const int MostShown = 80;

    /// <summary>Every place where they differ.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What it should be.</param>
    /// <param name="path">The place of both, such as <c>digests.model</c>.</param>
    public static IEnumerable<string> Between(JsonNode? found, JsonNode? expected, string path)
    {
        if (JsonNode.DeepEquals(found, expected))
            return [];
        return (found, expected) switch
        {
            (JsonObject one, JsonObject other) => one.Select(member => member.Key).Union(other.Select(member => member.Key), StringComparer.Ordinal)
                .SelectMany(name => Between(one[name], other[name], path.Length == 0 ? name : $"{path}.{name}")),
            (JsonArray one, JsonArray other) when one.Count == other.Count =>
                one.Select((item, at) => Between(item, other[at], $"{path}[{at}]")).SelectMany(differences => differences),
            _ => [$"{path}: found {Shown(found)}, expected {Shown(expected)}"],
        };
    }

    private static string Shown(JsonNode? node)
    {
        string text = InertText.Of(node?.ToJsonString() ?? "nothing");
        return text.Length <= MostShown ? text : text[..MostShown] + "…";
    }
}
