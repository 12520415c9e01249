using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlCi.Testing.GitHub;

/// <summary>Checks JSON against the schemas of an OpenAPI 3.0 description, which are JSON Schema's of 2016 with <c>nullable</c>.</summary>
/// <param name="description">The description, which references are looked up in.</param>
public sealed class JsonCheck(JsonNode description)
{
    /// <summary>What is wrong with a value, each with its place; nothing where it is right.</summary>
    public IEnumerable<string> Faults(JsonNode? value, JsonNode schemaNode, string place = "$")
    {
        JsonObject schema = Resolve(schemaNode);
        if (value is null)
            return schema["nullable"]?.GetValue<bool>() == true || (schema["enum"] is JsonArray listed && listed.Contains(null)) || schema.Count == 0 ? [] : [$"{place}: null"];
        return [.. Combined(value, schema, place), .. Own(value, schema, place)];
    }

    /// <summary>What a reference stands for, or the node itself.</summary>
    public JsonObject Resolve(JsonNode node)
    {
        while (node["$ref"]?.GetValue<string>() is { } reference)
            node = reference.Split('/').Skip(1).Aggregate(description, (at, key) => at[key.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]!);
        return node.AsObject();
    }

    private List<string> Combined(JsonNode value, JsonObject schema, string place)
    {
        List<string> faults = [];
        foreach (JsonNode? one in schema["allOf"] as JsonArray ?? [])
            faults.AddRange(Faults(value, one!, place));
        if (schema["anyOf"] is JsonArray any && !any.Any(one => !Faults(value, one!, place).Any()))
            faults.Add($"{place}: none of anyOf");
        if (schema["oneOf"] is JsonArray ways && ways.Count(one => !Faults(value, one!, place).Any()) is var count and not 1)
            faults.Add($"{place}: {count} of oneOf");
        if (schema["not"] is { } not && !Faults(value, not, place).Any())
            faults.Add($"{place}: what must not be");
        return faults;
    }

    private IEnumerable<string> Own(JsonNode value, JsonObject schema, string place)
    {
        if (schema["type"]?.GetValue<string>() is { } type && !IsOf(value, type))
            return [$"{place}: {value.GetValueKind()} instead of {type}"];
        if (schema["enum"] is JsonArray listed && !listed.Any(one => JsonNode.DeepEquals(one, value)))
            return [$"{place}: {value.ToJsonString()} is none of {listed.ToJsonString()}"];
        return value switch
        {
            JsonObject members => OfObject(members, schema, place),
            JsonArray entries => OfList(entries, schema, place),
            JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => OfText(scalar.GetValue<string>(), schema, place),
            JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number => OfNumber(double.Parse(scalar.ToJsonString(), CultureInfo.InvariantCulture), schema, place),
            _ => [],
        };
    }

    private List<string> OfObject(JsonObject members, JsonObject schema, string place)
    {
        List<string> faults = [.. (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)).Select(name => $"{place}: no {name}")];
        var properties = schema["properties"] as JsonObject;
        foreach ((string name, JsonNode? member) in members)
        {
            if (properties?[name] is { } known)
                faults.AddRange(Faults(member, known, $"{place}.{name}"));
            else if (schema["additionalProperties"] is JsonObject other)
                faults.AddRange(Faults(member, other, $"{place}.{name}"));
            else if (schema["additionalProperties"]?.GetValue<bool>() == false)
                faults.Add($"{place}: unknown {name}");
        }

        return faults;
    }

    private IEnumerable<string> OfList(JsonArray entries, JsonObject schema, string place)
    {
        if (entries.Count > (schema["maxItems"]?.GetValue<int>() ?? int.MaxValue) || entries.Count < (schema["minItems"]?.GetValue<int>() ?? 0))
            yield return $"{place}: {entries.Count} entries";
        if (schema["items"] is not { } items)
            yield break;
        for (int i = 0; i < entries.Count; i++)
        {
            foreach (string fault in Faults(entries[i], items, $"{place}[{i}]"))
                yield return fault;
        }
    }

    private static IEnumerable<string> OfText(string text, JsonObject schema, string place)
    {
        if (text.Length > (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue) || text.Length < (schema["minLength"]?.GetValue<int>() ?? 0))
            yield return $"{place}: {text.Length} characters";
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern))
            yield return $"{place}: '{text}' does not match {pattern}";
        bool isFit = schema["format"]?.GetValue<string>() switch
        {
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "uri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
            _ => true,
        };
        if (!isFit)
            yield return $"{place}: '{text}' is no {schema["format"]}";
    }

    private static IEnumerable<string> OfNumber(double number, JsonObject schema, string place)
    {
        if (number > (schema["maximum"]?.GetValue<double>() ?? double.PositiveInfinity) || number < (schema["minimum"]?.GetValue<double>() ?? double.NegativeInfinity))
            yield return $"{place}: {number} is out of range";
    }

    private static bool IsOf(JsonNode value, string type) => value.GetValueKind() switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "number" || (type == "integer" && double.IsInteger(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture))),
    };
}
