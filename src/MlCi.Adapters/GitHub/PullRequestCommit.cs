using System.Text.RegularExpressions;

namespace MlCi.Adapters.GitHub;

/// <summary>A commit of a pull request.</summary>
/// <param name="Sha">Its id.</param>
/// <param name="Authors">Who made it: logins, names and addresses of author, committer and co-authors, as far as GitHub knows them.</param>
internal sealed partial record PullRequestCommit(string Sha, IReadOnlyList<string> Authors)
{
    /// <summary>How many GitHub lists at most; where there are as many, there may be more.</summary>
    public const int MostListed = 250;

    // Who commits what is made on GitHub's pages; that is nobody.
    private const string Pages = "web-flow", PagesAddress = "noreply@github.com";

    /// <summary>A commit as GitHub tells of it; what is null is not known.</summary>
    public static PullRequestCommit Of(string sha, string message, (string? Login, string? Name, string? Email) author, (string? Login, string? Name, string? Email) committer)
    {
        string?[] committed = committer.Login == Pages || committer.Email == PagesAddress ? [] : [committer.Login, committer.Name, committer.Email];
        IEnumerable<string?> all = [author.Login, author.Name, author.Email, .. committed, .. CoAuthor().Matches(message).SelectMany(match => new[] { match.Groups[1].Value, match.Groups[2].Value })];
        return new PullRequestCommit(sha, [.. all.Where(who => !string.IsNullOrWhiteSpace(who)).Select(who => who!.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    [GeneratedRegex(@"^Co-authored-by:([^<\n]*)<([^>\n]*)>", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CoAuthor();
}
