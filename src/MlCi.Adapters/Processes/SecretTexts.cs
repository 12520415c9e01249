using System.Text.RegularExpressions;

namespace MlCi.Adapters.Processes;

/// <summary>
/// What must not be read in a program's output: a trainer that prints its environment as it fails would publish it in every report.
/// What a program encodes, or prints in pieces, cannot be known.
/// </summary>
public sealed partial class SecretTexts
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "***";

    // What is shorter stands in any text, and is no secret.
    private const int Least = 6;

    private readonly string[] parts;

    /// <summary>Makes a filter.</summary>
    /// <param name="values">The secrets; of several lines each is one, as output is read by lines.</param>
    public SecretTexts(IEnumerable<string> values) => parts =
    [
        .. values.SelectMany(value => value.Split(['\r', '\n'], StringSplitOptions.TrimEntries)).Where(part => part.Length >= Least)
            .Distinct(StringComparer.Ordinal).OrderByDescending(part => part.Length).ThenBy(part => part, StringComparer.Ordinal),
    ];

    /// <summary>A text without secrets, and without what stands before the @ of an address.</summary>
    public string Without(string text) => UserInfo().Replace(parts.Aggregate(text, (left, part) => left.Replace(part, Mask, StringComparison.Ordinal)), Mask);

    [GeneratedRegex(@"(?<=[A-Za-z]://)[^/?#\s@'""]+(?=@)")]
    private static partial Regex UserInfo();
}
