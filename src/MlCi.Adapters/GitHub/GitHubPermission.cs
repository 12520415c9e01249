namespace MlCi.Adapters.GitHub;

/// <summary>Which permission of a token a request needs, as workflows write it: <c>checks: write</c>.</summary>
internal static class GitHubPermission
{
    /// <summary>GitHub's header that says so.</summary>
    public const string Header = "X-Accepted-GitHub-Permissions";

    private static readonly (string Part, string Permission)[] Parts =
    [
        ("/check-runs", "checks"), ("/statuses/", "statuses"), ("/deployments", "deployments"), ("/issues/", "pull-requests"), ("/pulls", "pull-requests"),
        ("/actions/", "actions"), ("/protection", "administration"),
    ];

    /// <summary>The permission.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="address">The request's address.</param>
    /// <param name="told">The value of GitHub's header, as <c>issues=write; pull_requests=write</c>, of which one is enough; or null.</param>
    public static string Of(HttpMethod method, Uri address, string? told)
    {
        string[] ways = [.. (told ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Words).Where(way => way.Length > 0)];
        if (ways.Length > 0)
            return string.Join(" or ", ways);
        string right = method == HttpMethod.Get || method == HttpMethod.Head ? "read" : "write";
        string path = address.AbsolutePath;
        // A deployment's statuses lie below it.
        string permission = path.Contains("/deployments", StringComparison.Ordinal) ? "deployments" : Parts.FirstOrDefault(part => path.Contains(part.Part, StringComparison.Ordinal)).Permission ?? "contents";
        return $"{permission}: {right}";
    }

    private static string Words(string way) => string.Join(", ", way.Split(',', StringSplitOptions.TrimEntries).Select(one => one.Split('=') is [{ Length: > 0 } name, { Length: > 0 } right] && (name + right).All(letter => char.IsAsciiLetter(letter) || letter == '_') ? $"{name.Replace('_', '-')}: {right}" : "").Where(one => one.Length > 0));
}
