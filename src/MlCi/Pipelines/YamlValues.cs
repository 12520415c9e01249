using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads YAML values: as JSON by YAML 1.2's core schema, as durations, and in words for messages.</summary>
internal static partial class YamlValues
{
    /// <summary>The value as JSON: quoted text stays text, plain text is null, boolean or number where it looks like one.</summary>
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child =>
            KeyValuePair.Create(((child.Key as YamlScalarNode)?.Value) ?? child.Key.ToString(), ToJson(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => PlainToJson(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    /// <summary>A duration as <c>90s</c>, <c>5m</c> or <c>2h</c>; null where it is none, or not more than zero.</summary>
    public static TimeSpan? ToDuration(string text)
    {
        Match match = Duration().Match(text);
        if (!match.Success)
            return null;
        double number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        TimeSpan duration = match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
        return duration > TimeSpan.Zero ? duration : null;
    }

    /// <summary>What a node is, in words.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: null or "" } => "nothing",
        YamlScalarNode scalar => scalar.Value!,
        _ => node.ToString(),
    };

    private static JsonValue? PlainToJson(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (text is "true" or "True" or "TRUE")
            return JsonValue.Create(true);
        if (text is "false" or "False" or "FALSE")
            return JsonValue.Create(false);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
            return JsonValue.Create(integer);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }

    [GeneratedRegex(@"^(\d{1,6}(?:\.\d{1,3})?)(s|m|h)$")]
    private static partial Regex Duration();
}
