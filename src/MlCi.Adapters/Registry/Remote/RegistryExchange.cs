using System.Net;
using MlCi.Pipelines;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>Asks a registry once: with what it wants to see, and along its redirects. A credential goes nowhere but to the registry itself.</summary>
/// <param name="http">The client; it follows no redirects.</param>
/// <param name="address">The registry.</param>
/// <param name="login">What it is shown.</param>
/// <param name="faults">The messages.</param>
internal sealed class RegistryExchange(HttpClient http, RegistryAddress address, RegistryLogin login, RemoteFaults faults)
{
    private const int MostRedirects = 5;
    private const int MostLogins = 2;
    private static readonly HttpStatusCode[] Passing =
    [
        HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway,
        HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout,
    ];

    private readonly Uri own = RegistryClient.BaseOf(address);

    /// <summary>Sends a call; the answer's body is not read yet.</summary>
    /// <param name="call">The call.</param>
    /// <param name="flowed">Is called when bytes of the body flow.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="Findings.FaultException">The registry refuses (exit 3).</exception>
    /// <exception cref="PassingAnswerException">It may answer soon.</exception>
    public async Task<HttpResponseMessage> Send(RegistryCall call, Action flowed, CancellationToken interrupted)
    {
        Uri to = call.Address;
        int logins = 0;
        for (int redirects = 0; ;)
        {
            using HttpRequestMessage request = Request(call, to, flowed);
            HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, interrupted);
            try
            {
                bool again = false;
                if (response.StatusCode == HttpStatusCode.Unauthorized && IsOwn(to) && logins++ < MostLogins)
                    again = await login.Renew(call, Challenges(response), request.Headers.Authorization, interrupted);
                else if (IsRedirect(response, call) && redirects++ < MostRedirects)
                    (to, again) = (Target(call, to, response), true);
                if (!again)
                {
                    await Check(call, response, IsOwn(to), interrupted);
                    return response;
                }
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.Dispose();
        }
    }

    /// <summary>Throws where an answer may be another one soon.</summary>
    public static void ThrowIfPassing(HttpResponseMessage response)
    {
        if (Passing.Contains(response.StatusCode))
        {
            throw new PassingAnswerException($"found {(int)response.StatusCode} {response.StatusCode}")
            {
                RetryAfter = response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - DateTimeOffset.UtcNow) : null,
            };
        }
    }

    private async Task Check(RegistryCall call, HttpResponseMessage response, bool isOwn, CancellationToken interrupted)
    {
        ThrowIfPassing(response);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            // Somebody else was shown nothing, so what was found says nothing either.
            throw isOwn ? faults.Denied(call, response.StatusCode, await ErrorBody.Of(response, login.Secrets, interrupted), login.Source)
                : faults.Unexpected(call, response.StatusCode, " of where it redirects to", "content");
        }
    }

    private HttpRequestMessage Request(RegistryCall call, Uri to, Action flowed)
    {
        var request = new HttpRequestMessage(call.Method, to) { Content = call.Body?.Invoke(flowed) };
        if (IsOwn(to))
            request.Headers.Authorization = login.HeaderOf(call);
        foreach ((string name, string value) in call.Headers)
        {
            // OCI's Content-Range is not HTTP's.
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private bool IsOwn(Uri uri) => uri.Scheme == own.Scheme && uri.Authority == own.Authority;

    private static AuthenticationChallenge[] Challenges(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? [.. values.SelectMany(AuthenticationChallenge.ParseAll)] : [];

    private static bool IsRedirect(HttpResponseMessage response, RegistryCall call) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && (call.Method == HttpMethod.Get || call.Method == HttpMethod.Head) && response.Headers.Location is not null;

    private Uri Target(RegistryCall call, Uri from, HttpResponseMessage response)
    {
        Uri to = new(from, response.Headers.Location!);
        bool isFit = to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);
        // An address may be signed: its query is for nobody's eyes.
        return isFit ? to : throw faults.Malformed(call, $"a redirect to {to.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}", "one to https");
    }
}
