using System.Text.RegularExpressions;
using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>Where a repository is: on github.com, or on a GitHub Enterprise server.</summary>
internal sealed partial record GitHubAddress
{
    /// <summary>The variable of the API's address, as Actions sets it.</summary>
    public const string ApiVariable = "GITHUB_API_URL";

    /// <summary>The variable of the repository, as Actions sets it.</summary>
    public const string RepositoryVariable = "GITHUB_REPOSITORY";

    private const string Usual = "https://api.github.com";

    private GitHubAddress(Uri api, string owner, string name) => (Api, Owner, Name, Uploads) = (api, owner, name, UploadsOf(api));

    /// <summary>The API's address; it ends with a slash.</summary>
    public Uri Api { get; }

    /// <summary>Who owns the repository.</summary>
    public string Owner { get; }

    /// <summary>The repository's name.</summary>
    public string Name { get; }

    /// <summary>For messages.</summary>
    public string Shown => $"{Api.Authority}, {Owner}/{Name}";

    private Uri Uploads { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="api">The API's, or null for github.com's.</param>
    /// <param name="repository"><c>owner/name</c>.</param>
    /// <param name="source">Where the repository was named, for messages.</param>
    /// <exception cref="FaultException">It is none, or none over https (exit 2).</exception>
    public static GitHubAddress Parse(string? api, string? repository, string source = RepositoryVariable)
    {
        List<Fault> faults = [];
        if (!Uri.TryCreate((api ?? Usual).TrimEnd('/') + "/", UriKind.Absolute, out Uri? uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0)
            faults.Add(new Fault($"{ApiVariable}: found no address, or one with a name, password or query, expected one like {Usual}"));
        // A token would be readable on its way.
        else if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            faults.Add(new Fault($"{ApiVariable}: found {uri.Scheme}://{uri.Authority}, expected https"));
        Match parts = Repository().Match(repository ?? "");
        if (!parts.Success || parts.Groups[2].Value is "." or "..")
            faults.Add(new Fault($"{source}: found '{InertText.Of(repository ?? "")}', expected owner/name"));
        return faults.Count == 0 ? new GitHubAddress(uri!, parts.Groups[1].Value, parts.Groups[2].Value) : throw FaultException.Misconfigured(faults);
    }

    /// <summary>An address of the API.</summary>
    public Uri At(string path) => new(Api, path);

    /// <summary>An address of the repository.</summary>
    public Uri InRepository(string path) => At($"repos/{Owner}/{Name}/{path}");

    /// <summary>The address of a file in a commit.</summary>
    /// <exception cref="ArgumentException">The path does not stay in the repository.</exception>
    public Uri OfFile(string path, string commit)
    {
        string[] parts = path.Split('/');
        if (parts.Any(part => part is "" or "." or ".."))
            throw new ArgumentException($"found '{InertText.Of(path)}', expected a path of a file in the repository", nameof(path));
        return InRepository($"contents/{string.Join('/', parts.Select(Uri.EscapeDataString))}?ref={Uri.EscapeDataString(commit)}");
    }

    /// <summary>Whether an address is GitHub's own, so that the token is for it. Where files are kept it is not.</summary>
    public bool IsOwn(Uri address) => Api.IsBaseOf(address) || Uploads.IsBaseOf(address);

    // As GitHub has it: uploads.github.com, and /api/uploads beside /api/v3 on a server of one's own.
    private static Uri UploadsOf(Uri api)
    {
        if (api.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase))
            return new UriBuilder(api) { Host = "uploads." + api.Host["api.".Length..] }.Uri;
        return api.AbsolutePath.EndsWith("/api/v3/", StringComparison.Ordinal) ? new Uri(api, "../uploads/") : api;
    }

    [GeneratedRegex(@"\A([A-Za-z0-9_-]+)/([A-Za-z0-9._-]+)\z")]
    private static partial Regex Repository();
}
