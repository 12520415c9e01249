using System.Globalization;
using System.Text.RegularExpressions;

namespace MlCi.Promotion;

/// <summary>
/// A version as https://semver.org (2.0.0) has it. NuGet.Versioning does not fit: it compares labels without regard to case, and takes
/// numbers up to 2³¹ only.
/// </summary>
/// <param name="Major">Rises where callers must change.</param>
/// <param name="Minor">Rises where something is new.</param>
/// <param name="Patch">Rises where something is put right.</param>
/// <param name="Prerelease">What stands behind the hyphen, such as <c>rc.1</c>; empty of a release.</param>
/// <param name="Build">What stands behind the plus, which counts in no order; else empty.</param>
public sealed partial record SemanticVersion(long Major, long Minor, long Patch, string Prerelease = "", string Build = "")
{
    /// <summary>What a registry's tag of a version begins with.</summary>
    public const string TagPrefix = "v";

    /// <summary>The version of what is registered first.</summary>
    public static SemanticVersion First { get; } = new(0, 1, 0);

    /// <summary>The order of precedence: section 11 of the specification. Versions that differ in their build alone are equal in it.</summary>
    public static IComparer<SemanticVersion> Precedence { get; } = Comparer<SemanticVersion>.Create(Compare);

    /// <summary>The registry's tag of it.</summary>
    public string Tag => TagPrefix + this;

    /// <summary>Reads a version.</summary>
    /// <param name="text">Such as <c>1.4.0-rc.1</c>, without a v.</param>
    /// <returns>The version, or null where the text is none.</returns>
    public static SemanticVersion? Parse(string text) => Form().Match(text) is { Success: true } match
        && Number(match, 1) is { } major && Number(match, 2) is { } minor && Number(match, 3) is { } patch
            ? new SemanticVersion(major, minor, patch, match.Groups[4].Value, match.Groups[5].Value)
            : null;

    /// <summary>Reads a registry's tag.</summary>
    /// <param name="tag">Such as <c>v1.4.0</c>.</param>
    /// <returns>The version, or null where the tag is none of one.</returns>
    public static SemanticVersion? OfTag(string tag) => tag.StartsWith(TagPrefix, StringComparison.Ordinal) ? Parse(tag[TagPrefix.Length..]) : null;

    /// <summary>The version after this one. A prerelease is followed by what it announces, where that is far enough.</summary>
    /// <param name="step">How far.</param>
    public SemanticVersion Next(VersionStep step)
    {
        bool announces = Prerelease.Length > 0;
        return step switch
        {
            VersionStep.Major => announces && (Minor, Patch) == (0, 0) ? new(Major, 0, 0) : new(Major + 1, 0, 0),
            VersionStep.Minor => announces && Patch == 0 ? new(Major, Minor, 0) : new(Major, Minor + 1, 0),
            VersionStep.Patch => announces ? new(Major, Minor, Patch) : new(Major, Minor, Patch + 1),
            _ => this,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}{(Prerelease.Length > 0 ? "-" + Prerelease : "")}{(Build.Length > 0 ? "+" + Build : "")}");

    private static int Compare(SemanticVersion? one, SemanticVersion? other)
    {
        if (one is null || other is null)
            return (one is null ? 0 : 1) - (other is null ? 0 : 1);
        int core = (one.Major, one.Minor, one.Patch).CompareTo((other.Major, other.Minor, other.Patch));
        // A prerelease comes before its release.
        return core != 0 ? core : (one.Prerelease.Length, other.Prerelease.Length) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => -1,
            _ => CompareLabels(one.Prerelease.Split('.'), other.Prerelease.Split('.')),
        };
    }

    private static int CompareLabels(string[] one, string[] other)
    {
        for (int i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            (bool isNumber, bool isOtherNumber) = (one[i].All(char.IsAsciiDigit), other[i].All(char.IsAsciiDigit));
            // Numbers come before words, and of numbers without leading zeros the longer is the greater.
            int order = (isNumber, isOtherNumber) switch
            {
                (true, true) when one[i].Length != other[i].Length => one[i].Length.CompareTo(other[i].Length),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(one[i], other[i]),
            };
            if (order != 0)
                return order;
        }

        return one.Length.CompareTo(other.Length);
    }

    private static long? Number(Match match, int group) =>
        long.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number < long.MaxValue ? number : null;

    // The expression that semver.org recommends.
    [GeneratedRegex(@"\A(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(?:-((?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
