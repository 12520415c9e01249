using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlCi.Runs;

/// <summary>Parameters by their path: <c>{tree: {depth: 3}}</c> is <c>tree.depth</c>. Lists are values.</summary>
public static class ParameterPaths
{
    /// <summary>The parameters, in the order of their paths.</summary>
    /// <param name="parameters">As pipeline.yml has them.</param>
    public static IReadOnlyDictionary<string, JsonElement> Of(JsonObject parameters)
    {
        SortedDictionary<string, JsonElement> paths = new(StringComparer.Ordinal);
        Walk("", parameters, paths);
        return paths;
    }

    private static void Walk(string path, JsonNode? node, SortedDictionary<string, JsonElement> paths)
    {
        if (node is JsonObject { Count: > 0 } inner)
        {
            foreach ((string name, JsonNode? value) in inner)
                Walk(path.Length == 0 ? name : $"{path}.{name}", value, paths);
        }
        else if (path.Length > 0)
        {
            paths[path] = JsonSerializer.SerializeToElement(node);
        }
    }
}
