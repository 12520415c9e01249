using System.Collections.Specialized;
using System.Text.Json.Nodes;

namespace MlCi.Testing.GitHub;

/// <summary>
/// GitHub's own OpenAPI description, cut to what MlCi uses and hardened by trim-description.js. Says which operation a request is, and what
/// is wrong with it or with an answer.
/// </summary>
public sealed class GitHubDescription
{
    private readonly JsonNode root;
    private readonly JsonCheck check;

    private GitHubDescription()
    {
        root = JsonNode.Parse(File.ReadAllBytes(FilePath))!;
        check = new JsonCheck(root);
    }

    /// <summary>The description's file.</summary>
    public static string FilePath { get; } = Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Testing", "GitHub", "github-openapi.json");

    /// <summary>The description, which is read once.</summary>
    public static Lazy<GitHubDescription> Of { get; } = new(() => new GitHubDescription());

    /// <summary>The operation of a request, with what its path says; null where GitHub has none.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the API's address, escaped.</param>
    public DescribedCall? Find(string method, string path)
    {
        string[] parts = [.. path.Trim('/').Split('/')];
        return root["paths"]!.AsObject()
            .Select(entry => (entry.Key, Operation: entry.Value![method.ToLowerInvariant()], Values: Match(entry.Key.Trim('/').Split('/'), parts)))
            .Where(entry => entry.Operation is not null && entry.Values is not null)
            // What is written out comes before what stands for anything.
            .OrderBy(entry => entry.Values!.Count)
            .Select(entry => new DescribedCall(entry.Operation!["operationId"]!.GetValue<string>(), entry.Operation!, entry.Values!))
            .FirstOrDefault();
    }

    /// <summary>What is wrong with a request.</summary>
    public IReadOnlyList<string> Faults(DescribedCall call, NameValueCollection query, string? mediaType, byte[] content)
    {
        List<string> faults = [];
        var known = (call.Operation["parameters"] as JsonArray ?? []).Select(one => check.Resolve(one!)).ToArray();
        foreach (JsonObject parameter in known)
        {
            string name = parameter["name"]!.GetValue<string>();
            string? value = parameter["in"]!.GetValue<string>() == "path" ? call.Values.GetValueOrDefault(name) : query[name];
            if (value is not null)
                faults.AddRange(check.Faults(Typed(value, check.Resolve(parameter["schema"]!)), parameter["schema"]!, name));
            else if (parameter["required"]?.GetValue<bool>() == true)
                faults.Add($"no {name}");
        }

        faults.AddRange(query.AllKeys.Where(name => !known.Any(one => one["in"]!.GetValue<string>() == "query" && one["name"]!.GetValue<string>() == name)).Select(name => $"unknown parameter {name}"));
        if (call.Operation["requestBody"] is not { } body)
            return content.Length == 0 ? faults : [.. faults, "a body where there is none"];
        if (content.Length == 0)
            return body["required"]?.GetValue<bool>() == true ? [.. faults, "no body"] : faults;
        if (body["content"]!["application/json"] is not { } json)
            return faults;
        if (mediaType is null || !mediaType.StartsWith("application/json", StringComparison.Ordinal))
            return [.. faults, $"a body of {mediaType}"];
        JsonNode? parsed = JsonNode.Parse(content);
        return [.. faults, .. check.Faults(parsed, json["schema"]!), .. CrossFaults(parsed)];
    }

    /// <summary>What is wrong with an answer of the fake.</summary>
    public IReadOnlyList<string> AnswerFaults(DescribedCall call, int status, JsonNode? body)
    {
        if (call.Operation["responses"]![status.ToString(System.Globalization.CultureInfo.InvariantCulture)] is not { } answer)
            return [$"status {status}"];
        return answer["content"]?["application/json"]?["schema"] is not { } schema ? body is null ? [] : ["a body where there is none"] : [.. check.Faults(body, schema)];
    }

    /// <summary>GitHub's own example of an operation's answer; of a list its first entry.</summary>
    public JsonObject Example(string operationId)
    {
        JsonNode operation = root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(one => one.Value!).First(one => one["operationId"]?.GetValue<string>() == operationId);
        JsonNode example = operation["responses"]!.AsObject().First().Value!["content"]!["application/json"]!["example"]!;
        return (example is JsonArray list ? list[0]! : example).DeepClone().AsObject();
    }

    // What GitHub's text says of several members together, which no schema does.
    private static IEnumerable<string> CrossFaults(JsonNode? body)
    {
        foreach (JsonNode? one in body?["output"]?["annotations"] as JsonArray ?? [])
        {
            if (one!["end_line"]!.GetValue<int>() < one["start_line"]!.GetValue<int>())
                yield return "an annotation that ends before it starts";
            if (one["start_line"]!.GetValue<int>() != one["end_line"]!.GetValue<int>() && (one["start_column"] ?? one["end_column"]) is not null)
                yield return "columns of several lines";
        }
    }

    private static JsonNode Typed(string value, JsonObject schema) => schema["type"]?.GetValue<string>() switch
    {
        "integer" when long.TryParse(value, out long number) => JsonValue.Create(number),
        "boolean" when bool.TryParse(value, out bool flag) => JsonValue.Create(flag),
        _ => JsonValue.Create(value),
    };

    // {path} and {branch} stand for all that is left, as GitHub takes both a/b and a%2Fb.
    private static Dictionary<string, string>? Match(string[] template, string[] parts)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (int i = 0; i < template.Length; i++)
        {
            bool isValue = template[i] is ['{', ..];
            if (i >= parts.Length || (!isValue && template[i] != parts[i]))
                return null;
            if (isValue)
                values[template[i][1..^1]] = Uri.UnescapeDataString(template[i] == "{path}" ? string.Join('/', parts[i..]) : parts[i]);
            if (template[i] == "{path}")
                return values;
        }

        return template.Length == parts.Length ? values : null;
    }
}

/// <summary>A request as the description has it.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Values">What its path says, unescaped.</param>
public sealed record DescribedCall(string Id, JsonNode Operation, IReadOnlyDictionary<string, string> Values);
