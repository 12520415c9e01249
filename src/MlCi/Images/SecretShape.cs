using System.Text.RegularExpressions;

namespace MlCi.Images;

/// <summary>A secret that is known by its shape.</summary>
/// <param name="Rule">The rule's name: <c>github-token</c>.</param>
/// <param name="Shown">What it is, in words: <c>a GitHub token</c>.</param>
/// <param name="Anchors">What it begins with; one of them stands wherever it does, capitals as here.</param>
/// <param name="Pattern">The whole of it, from the anchor on.</param>
public sealed record SecretShape(string Rule, string Shown, IReadOnlyList<string> Anchors, Regex Pattern)
{
    /// <summary>The most characters that a pattern looks at.</summary>
    public const int Reach = 1024;

    // What a manual writes in a token's place: xxxxxxxx, ********.
    private const int FewestLetters = 7;

    /// <summary>Whether such a secret stands at the beginning of a text that goes on for <see cref="Reach"/>, or to its end.</summary>
    public bool IsAt(ReadOnlySpan<char> text)
    {
        foreach (ValueMatch match in Pattern.EnumerateMatches(text.Length > Reach ? text[..Reach] : text))
            return match.Index == 0 && !IsPlaceholder(text[..match.Length]);
        return false;
    }

    private static bool IsPlaceholder(ReadOnlySpan<char> found) =>
        found.Contains("EXAMPLE", StringComparison.Ordinal) || found.ToString().Distinct().Count() < FewestLetters;
}
