using System.Net;
using MlCi.Adapters.Processes;
using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>The messages of a GitHub that refuses or is out of reach, its own words in them, secrets taken out: exit 3.</summary>
/// <param name="address">The repository.</param>
/// <param name="tokens">What must not be read in them.</param>
internal sealed class GitHubFaults(GitHubAddress address, ITokenSource tokens)
{
    private const int Longest = 300;

    /// <summary>GitHub does not do it.</summary>
    public FaultException Refused(HttpRequestMessage request, HttpStatusCode status, string said, string? accepted)
    {
        string found = $"{address.Shown}: found {(int)status} {status}{InBrackets(said)} as answer to {Asked(request)}";
        if (!address.IsOwn(request.RequestUri!))
            return FaultException.OutOfReach($"{found}, expected the file");
        if (address.Api.MakeRelativeUri(request.RequestUri!).ToString().StartsWith("app", StringComparison.Ordinal))
            return FaultException.OutOfReach($"{found}, expected the app of {tokens.Source} with that key to be known, and installed there");
        string permission = GitHubPermission.Of(request.Method, request.RequestUri!, accepted);
        string token = $"the token of {tokens.Source}";
        return FaultException.OutOfReach(status switch
        {
            HttpStatusCode.Unauthorized => $"{found}, expected {token} to be one that holds",
            HttpStatusCode.Forbidden => $"{found}, expected {token} to have the permission '{permission}'",
            HttpStatusCode.NotFound => $"{found}, expected it to be there, and {token} to have the permission '{permission}', without which GitHub hides it",
            _ => $"{found}, expected it to be done",
        });
    }

    /// <summary>GitHub's limits leave no room soon enough.</summary>
    public FaultException Limited(HttpRequestMessage request, string said, TimeSpan wait, TimeSpan most) => FaultException.OutOfReach(
        $"{address.Shown}: found a limit of requests{InBrackets(said)} as answer to {Asked(request)} that asks to wait {Seconds(wait)}, expected room within {Seconds(most)}; the token is that of {tokens.Source}");

    /// <summary>No answer that can be used, however often it was asked.</summary>
    public FaultException Unreachable(HttpRequestMessage request, string found, int tries) => FaultException.OutOfReach(
        $"{address.Shown}: found {Clean(found)}{(tries > 1 ? $", {tries} times" : "")}, as answer to {Asked(request)}, expected GitHub to answer");

    /// <summary>An answer that GitHub would not give.</summary>
    public FaultException Malformed(string action, string found) => FaultException.OutOfReach(
        $"{address.Shown}: found what cannot be read ({Clean(found)}) as answer to {action}, expected what GitHub's API says");

    /// <summary>Who answers is not GitHub.</summary>
    public FaultException NotTrusted(Exception e) => FaultException.OutOfReach(
        $"{address.Shown}: found a connection that is not to be trusted ({Clean(e.Message)}), expected a certificate of an authority that this machine trusts (SSL_CERT_FILE names more)");

    private string Asked(HttpRequestMessage request)
    {
        // An address elsewhere may be signed: its path and query are for nobody's eyes.
        string path = !address.IsOwn(request.RequestUri!) ? request.RequestUri!.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : address.Api.MakeRelativeUri(new Uri(request.RequestUri!.GetLeftPart(UriPartial.Path))).ToString();
        string repository = $"repos/{address.Owner}/{address.Name}/";
        return $"{request.Method} {Clean(path.StartsWith(repository, StringComparison.Ordinal) ? path[repository.Length..] : path)}";
    }

    private static string Seconds(TimeSpan time) => $"{Math.Ceiling(time.TotalSeconds):0} s";

    private string InBrackets(string said) => Clean(said) is { Length: > 0 } clean ? $" ({clean})" : "";

    private string Clean(string text)
    {
        string clean = InertText.Of(new SecretTexts(tokens.Secrets).Without(text)).Trim().TrimEnd('.');
        return clean.Length > Longest ? clean[..Longest] + "…" : clean;
    }
}
