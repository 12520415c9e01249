namespace MlCi.Adapters.GitHub;

/// <summary>Files that a change touches.</summary>
/// <param name="Paths">Every path, old names of renamed files too; sorted, each once.</param>
/// <param name="IsWhole">Whether these are all: GitHub lists no more than 3,000 files of a pull request and 300 of a comparison.</param>
internal sealed record ChangedFiles(IReadOnlyList<string> Paths, bool IsWhole)
{
    /// <summary>As many files as GitHub lists of a pull request.</summary>
    public const int MostOfPullRequest = 3_000;

    /// <summary>As many files as GitHub lists of a comparison.</summary>
    public const int MostOfComparison = 300;

    /// <summary>The files as GitHub gives them.</summary>
    /// <param name="files">Each file's path, and its path before it was renamed or null.</param>
    /// <param name="most">How many GitHub lists at most.</param>
    public static ChangedFiles Of(IReadOnlyCollection<(string Path, string? Previous)> files, int most) => new(
        [.. files.SelectMany(file => new[] { file.Path, file.Previous }).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        files.Count < most);
}
