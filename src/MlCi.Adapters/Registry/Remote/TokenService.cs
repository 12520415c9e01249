using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MlCi.Pipelines;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>
/// Gets tokens from where a registry sends to (https://distribution.github.io/distribution/spec/auth/token/, and /oauth/ for identity
/// tokens).
/// </summary>
/// <param name="http">The client; it follows no redirects.</param>
/// <param name="address">The registry.</param>
/// <param name="faults">The messages.</param>
/// <param name="clock">Tells how long a token holds.</param>
internal sealed class TokenService(HttpClient http, RegistryAddress address, RemoteFaults faults, TimeProvider clock)
{
    private const int Most = 1 << 20;
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    /// <summary>A token for a call.</summary>
    /// <param name="call">What it is for.</param>
    /// <param name="challenge">What the registry wants.</param>
    /// <param name="credential">Whose right it is, or null for anybody's.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="Findings.FaultException">None was given (exit 3).</exception>
    public async Task<RegistryToken> Get(RegistryCall call, AuthenticationChallenge challenge, RegistryCredential? credential, CancellationToken interrupted)
    {
        if (challenge["realm"] is not { } text || !Uri.TryCreate(text, UriKind.Absolute, out Uri? realm) || realm.UserInfo.Length > 0)
            throw faults.Malformed(call, "no realm that is an address", "one where tokens are given");
        // Plain http stays on this machine, and no registry elsewhere may send to a program here.
        if (realm.Scheme != Uri.UriSchemeHttps && !(realm.Scheme == Uri.UriSchemeHttp && realm.IsLoopback && address.IsLoopback))
            throw faults.Readable(call, $"the token service {realm.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}");
        using HttpRequestMessage request = credential?.IdentityToken is { } identity ? OfIdentity(realm, challenge, call, identity) : Plain(realm, challenge, call, credential);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, interrupted);
        RegistryExchange.ThrowIfPassing(response);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
            throw faults.Denied(call, response.StatusCode, await ErrorBody.Of(response, credential?.Secrets ?? [], interrupted), credential?.Source);
        if (response.StatusCode != HttpStatusCode.OK)
            throw faults.Unexpected(call, response.StatusCode, " of its token service", "a token");
        return Read(await LimitedBody.Read(response, Most, interrupted)) ?? throw faults.Malformed(call, "no token of its token service", "one");
    }

    private static string[] Scopes(AuthenticationChallenge challenge, RegistryCall call)
    {
        if (challenge["scope"] is { Length: > 0 } wanted)
            return wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return call.Repository.Length == 0 ? [] : [$"repository:{call.Repository}:{call.Action switch { RegistryCall.Pull => "pull", RegistryCall.Push => "pull,push", _ => "pull,push,delete" }}"];
    }

    private static HttpRequestMessage Plain(Uri realm, AuthenticationChallenge challenge, RegistryCall call, RegistryCredential? credential)
    {
        List<string> query = [];
        if (challenge["service"] is { } service)
            query.Add($"service={Uri.EscapeDataString(service)}");
        query.AddRange(Scopes(challenge, call).Select(scope => $"scope={Uri.EscapeDataString(scope)}"));
        var asked = new UriBuilder(realm);
        asked.Query = string.Join('&', query.Prepend(asked.Query.TrimStart('?')).Where(part => part.Length > 0));
        var request = new HttpRequestMessage(HttpMethod.Get, asked.Uri);
        if (credential is { User: { } user, Password: { } password })
            request.Headers.Authorization = Basic(user, password);
        return request;
    }

    private static HttpRequestMessage OfIdentity(Uri realm, AuthenticationChallenge challenge, RegistryCall call, string identity) => new(HttpMethod.Post, realm)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = "mlci",
            ["service"] = challenge["service"] ?? "",
            ["scope"] = string.Join(' ', Scopes(challenge, call)),
            ["refresh_token"] = identity,
        }),
    };

    /// <summary>A user's name and password as a header.</summary>
    public static AuthenticationHeaderValue Basic(string user, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private RegistryToken? Read(byte[]? bytes)
    {
        try
        {
            using JsonDocument answer = JsonDocument.Parse(bytes ?? []);
            string? Text(string key) => answer.RootElement.TryGetProperty(key, out JsonElement value) && value.GetString() is { Length: > 0 } text ? text : null;
            if ((Text("token") ?? Text("access_token")) is not { } token || token.Any(letter => letter is <= ' ' or > '~'))
                return null;
            TimeSpan holds = answer.RootElement.TryGetProperty("expires_in", out JsonElement seconds) && seconds.TryGetInt32(out int told) && told > 0 ? TimeSpan.FromSeconds(told) : Usual;
            return new RegistryToken(token, clock.GetUtcNow() + holds);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>A token that says what its bearer may do.</summary>
/// <param name="Text">The token.</param>
/// <param name="Until">When it ends.</param>
internal sealed record RegistryToken(string Text, DateTimeOffset Until)
{
    /// <summary>Without the token itself.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"a token until {Until:O}");
}
