using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlCi.Promotion;

/// <summary>
/// Compares two schema.json: a column that went, one that is required now, and values that are refused now break callers. What nobody
/// can tell to be wider, such as another pattern, counts as narrower.
/// </summary>
public static class ContractChange
{
    private static readonly string[] Annotations = ["$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"];
    private static readonly string[] LowerLimits = ["minimum", "exclusiveMinimum", "minLength"];
    private static readonly string[] UpperLimits = ["maximum", "exclusiveMaximum", "maxLength"];

    /// <summary>What differs.</summary>
    /// <param name="before">The text of the old schema.json.</param>
    /// <param name="after">The text of the new one.</param>
    /// <param name="label">The label's column, which callers do not send; or null.</param>
    public static ContractDifference Between(string before, string after, string? label)
    {
        JsonObject old, now;
        try
        {
            (old, now) = (JsonNode.Parse(before)!.AsObject(), JsonNode.Parse(after)!.AsObject());
            return Between(old, now, label);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            // It was a contract when it was registered; of what cannot be read any more, nothing good is assumed.
            return new ContractDifference(["schema.json cannot be compared with the one before"], []);
        }
    }

    private static ContractDifference Between(JsonObject old, JsonObject now, string? label)
    {
        var found = new Differences();
        JsonObject oldColumns = old["properties"]?.AsObject() ?? [], newColumns = now["properties"]?.AsObject() ?? [];
        HashSet<string> wasRequired = [.. Texts(old["required"])], isRequired = [.. Texts(now["required"])];
        string[] columns = [.. oldColumns.Concat(newColumns).Select(column => column.Key).Concat(wasRequired).Concat(isRequired).Distinct().Where(name => name != label)];
        foreach (string name in columns)
        {
            bool was = oldColumns.ContainsKey(name) || wasRequired.Contains(name), isThere = newColumns.ContainsKey(name) || isRequired.Contains(name);
            bool required = isRequired.Contains(name), requiredBefore = wasRequired.Contains(name);
            string column = $"column '{name}'";
            if (!isThere)
                found.Add(breaks: true, $"{column} removed");
            else if (!was)
                found.Add(required, $"{column} added{(required ? ", and required" : "")}");
            else
            {
                if (required != requiredBefore)
                    found.Add(required, required ? $"{column} is required now" : $"{column} is not required any more");
                Compare(found, column + ": ", Keywords(oldColumns[name]), Keywords(newColumns[name]));
            }
        }

        Compare(found, "", Keywords(old, "properties", "required"), Keywords(now, "properties", "required"));
        return new ContractDifference(found.Breaking, found.Other);
    }

    private static void Compare(Differences found, string of, SortedDictionary<string, JsonNode?> old, SortedDictionary<string, JsonNode?> now)
    {
        foreach (string keyword in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            old.TryGetValue(keyword, out JsonNode? before);
            now.TryGetValue(keyword, out JsonNode? after);
            bool was = old.ContainsKey(keyword), isThere = now.ContainsKey(keyword);
            if (was == isThere && JsonNode.DeepEquals(before, after))
                continue;
            string text = !was ? $"{of}{keyword} {Shown(after)} added" : !isThere ? $"{of}{keyword} {Shown(before)} removed" : $"{of}{keyword} {Shown(before)} → {Shown(after)}";
            if (!was || !isThere)
                found.Add(breaks: !was, text);
            else if (keyword is "type" or "enum")
                CompareSets(found, keyword, text, before, after);
            else
                found.Add(!IsWider(keyword, before, after), text);
        }
    }

    private static void CompareSets(Differences found, string keyword, string text, JsonNode? before, JsonNode? after)
    {
        List<JsonNode?> old = Items(before), now = Items(after);
        bool isKept = old.TrueForAll(one => now.Exists(other => JsonNode.DeepEquals(one, other)
            || (keyword == "type" && Text(one) == "integer" && Text(other) == "number")));
        bool same = isKept && old.Count == now.Count && now.TrueForAll(one => old.Exists(other => JsonNode.DeepEquals(one, other)));
        // The order of values means nothing.
        if (!same)
            found.Add(!isKept, text);
    }

    private static bool IsWider(string keyword, JsonNode? before, JsonNode? after) =>
        Number(before) is { } old && Number(after) is { } now
        && ((LowerLimits.Contains(keyword) && now <= old) || (UpperLimits.Contains(keyword) && now >= old));

    private static SortedDictionary<string, JsonNode?> Keywords(JsonNode? schema, params string[] except)
    {
        // "true" is the schema of anything, which is no keyword at all; "false" refuses all.
        SortedDictionary<string, JsonNode?> keywords = new(StringComparer.Ordinal);
        if (schema is JsonObject members)
        {
            foreach ((string name, JsonNode? value) in members)
            {
                if (!Annotations.Contains(name) && !except.Contains(name) && (name == "x-unique" || !name.StartsWith("x-", StringComparison.Ordinal)))
                    keywords[name] = value;
            }
        }
        else if (schema is JsonValue value && value.GetValueKind() == JsonValueKind.False)
        {
            keywords["not"] = new JsonObject();
        }

        return keywords;
    }

    private static List<JsonNode?> Items(JsonNode? node) => node is JsonArray list ? [.. list] : [node];

    private static IEnumerable<string> Texts(JsonNode? node) => node is JsonArray list ? list.Select(Text).OfType<string>() : [];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out double number) ? number : null;

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "null";

    private sealed class Differences
    {
        public List<string> Breaking { get; } = [];

        public List<string> Other { get; } = [];

        public void Add(bool breaks, string text) => (breaks ? Breaking : Other).Add(text);
    }
}
