using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads single YAML values: nothing, durations, and any of them in words for messages.</summary>
internal static partial class YamlValues
{
    private const int MostShown = 60;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Whether plain text is YAML's null.</summary>
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>The text of a scalar; null where it is null, empty or no scalar.</summary>
    public static string? Text(YamlNode node) => node is YamlScalarNode { Value: { Length: > 0 } text } scalar
        && !(scalar.Style == ScalarStyle.Plain && IsNull(text)) ? text : null;

    /// <summary>A duration as <c>90s</c>, <c>5m</c> or <c>2h</c>; null where it is none, not more than zero, or more than a week.</summary>
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
        return duration > TimeSpan.Zero && duration <= Longest ? duration : null;
    }

    /// <summary>A time as <see cref="ToDuration"/> reads it, or in milliseconds, <c>20ms</c>; null where it is none, or not more than zero.</summary>
    public static TimeSpan? ToMoment(string text)
    {
        if (!text.EndsWith("ms", StringComparison.Ordinal))
            return ToDuration(text);
        return ToDuration(text[..^2] + "s") is { } thousandfold ? thousandfold / 1000 : null;
    }

    /// <summary>An amount of bytes as <c>512MB</c> or <c>2GB</c> (units of 1024), at least one megabyte; null where it is none.</summary>
    public static long? ToBytes(string text)
    {
        if (Amount().Match(text) is not { Success: true } match)
            return null;
        double bytes = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (match.Groups[2].Value == "MB" ? 1 << 20 : 1 << 30);
        return bytes >= 1 << 20 ? (long)bytes : null;
    }

    /// <summary>An age as <c>36h</c> or <c>7d</c>; null where it is none, not more than zero, or more than ten years.</summary>
    public static TimeSpan? ToAge(string text)
    {
        Match match = Age().Match(text);
        if (!match.Success)
            return null;
        double number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        double days = match.Groups[2].Value == "d" ? number : number / 24;
        return days is > 0 and <= 3653 ? TimeSpan.FromDays(days) : null;
    }

    /// <summary>What a node is, in words: of a text its first line.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        _ => Text(node) is { } text ? Shown(text) : "nothing",
    };

    /// <summary>A text as it may stand in a message: one line, and not long.</summary>
    public static string Shown(string text)
    {
        string line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length <= MostShown ? line : line[..(MostShown - 3)] + "...";
    }

    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,3})?)(s|m|h)\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,3})?)(MB|GB)\z")]
    private static partial Regex Amount();

    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,3})?)(h|d)\z")]
    private static partial Regex Age();
}
