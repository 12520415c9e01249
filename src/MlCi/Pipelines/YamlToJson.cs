using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>
/// Turns YAML values into JSON by YAML 1.2's core schema: quoted text stays text, plain text is null, boolean or number where
/// it looks like one.
/// </summary>
internal static class YamlToJson
{
    /// <summary>A mapping as a JSON object.</summary>
    public static JsonObject Convert(YamlMappingNode mapping, FaultList faults)
    {
        var json = new JsonObject();
        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } name })
                faults.Add(key, "found a key that is no plain text, expected a name");
            else if (!json.TryAdd(name, Convert(value, faults)))
                faults.Add(key, $"found key '{YamlValues.Shown(name)}' twice, expected it once");
        }

        return json;
    }

    private static JsonNode? Convert(YamlNode node, FaultList faults) => node switch
    {
        YamlMappingNode mapping => Convert(mapping, faults),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(child => Convert(child, faults))]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when scalar.Tag.IsEmpty => OfPlain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    /// <summary>What plain text stands for; null for null.</summary>
    public static JsonValue? OfPlain(string text)
    {
        if (YamlValues.IsNull(text))
            return null;
        if (text is "true" or "True" or "TRUE")
            return JsonValue.Create(true);
        if (text is "false" or "False" or "FALSE")
            return JsonValue.Create(false);
        if (text.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long bits))
            return JsonValue.Create(bits);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
            return JsonValue.Create(integer);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
