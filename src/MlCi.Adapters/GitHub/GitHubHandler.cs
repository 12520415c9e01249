using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Adapters.GitHub;

/// <summary>
/// What every request goes through, whichever client makes it: it bears the token where it may, waits for room under GitHub's limits, asks
/// again where nobody answers, and follows redirects. What comes out of it has succeeded.
/// </summary>
/// <param name="address">The repository.</param>
/// <param name="tokens">What GitHub is shown.</param>
/// <param name="patience">How long it may take.</param>
/// <param name="interrupted">Ends everything. The token of a request does not: clients bring time limits of their own, which know no waiting.</param>
internal sealed class GitHubHandler(GitHubAddress address, ITokenSource tokens, GitHubPatience patience, CancellationToken interrupted) : DelegatingHandler
{
    /// <summary>Whether the body of an answer is read by whoever asked, as it may be large.</summary>
    public static readonly HttpRequestOptionsKey<bool> Streamed = new("mlci.streamed");

    private const int MostBytes = 64 << 20;
    private const int MostRedirects = 3;
    private readonly GitHubFaults faults = new(address, tokens);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = new Progress();
        while (true)
        {
            string? token = address.IsOwn(request.RequestUri!) ? await tokens.Get(interrupted) : null;
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            TimeSpan pause;
            try
            {
                HttpResponseMessage response = await Once(request);
                if (response.IsSuccessStatusCode)
                    return response;
                using (response)
                    pause = await After(request, response, token, state);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !interrupted.IsCancellationRequested)
            {
                pause = AfterSilence(request, e, state);
            }

            await patience.Wait(pause, interrupted);
        }
    }

    private async Task<HttpResponseMessage> Once(HttpRequestMessage request)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        time.CancelAfter(patience.Silence);
        HttpResponseMessage response = await base.SendAsync(request, time.Token);
        try
        {
            // Half an answer is none.
            if (!response.IsSuccessStatusCode || !request.Options.TryGetValue(Streamed, out bool isStreamed) || !isStreamed)
                await response.Content.LoadIntoBufferAsync(MostBytes, time.Token);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // How long to wait before the next try.
    private async Task<TimeSpan> After(HttpRequestMessage request, HttpResponseMessage response, string? token, Progress state)
    {
        string said = MessageOf(await response.Content.ReadAsStringAsync(interrupted));
        if (Target(request, response) is { } target && state.Redirects++ < MostRedirects)
        {
            request.RequestUri = target;
            return TimeSpan.Zero;
        }

        if (token is not null && response.StatusCode == HttpStatusCode.Unauthorized && !state.IsRenewed && tokens.Renew(token))
        {
            state.IsRenewed = true;
            return TimeSpan.Zero;
        }

        if (RateLimit.WaitOf(response.StatusCode, response.Headers, said, state.Limits + 1, patience.Clock.GetUtcNow()) is { } wait)
        {
            state.Limits++;
            state.Waited += wait;
            return state.Waited <= patience.Most ? wait : throw faults.Limited(request, said, wait, patience.Most);
        }

        if ((int)response.StatusCode is 408 or 500 or 502 or 503 or 504)
            return Again(request, $"{(int)response.StatusCode} {response.StatusCode}", RepeatableRequest.Is(request.Method, request.RequestUri!), state);
        string? accepted = response.Headers.TryGetValues(GitHubPermission.Header, out var values) ? string.Join(';', values) : null;
        throw new GitHubRefusedException(response.StatusCode, faults.Refused(request, response.StatusCode, said, accepted));
    }

    private TimeSpan AfterSilence(HttpRequestMessage request, Exception e, Progress state)
    {
        if (e.InnerException is AuthenticationException untrusted)
            throw faults.NotTrusted(untrusted);
        if (e is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
            throw faults.Malformed("a request", $"more than {MostBytes} bytes");
        string found = e is OperationCanceledException ? $"nothing for {patience.Silence.TotalSeconds:0.#} s" : e.Message;
        // What was never sent was never done.
        bool isUnsent = e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError };
        return Again(request, found, isUnsent || RepeatableRequest.Is(request.Method, request.RequestUri!), state);
    }

    private TimeSpan Again(HttpRequestMessage request, string found, bool isSafe, Progress state)
    {
        state.Failures++;
        FaultException fault = faults.Unreachable(request, found, state.Failures);
        if (!isSafe)
            throw new UncertainAnswerException(fault);
        return state.Failures < patience.Tries ? patience.PauseAfter(state.Failures) : throw fault;
    }

    // A repository that was renamed, or where the content of an artifact is kept.
    private static Uri? Target(HttpRequestMessage request, HttpResponseMessage response)
    {
        bool isFollowed = (int)response.StatusCode is 307 or 308 || ((int)response.StatusCode is 301 or 302 or 303 && request.Method == HttpMethod.Get);
        if (!isFollowed || response.Headers.Location is not { } location)
            return null;
        Uri to = new(request.RequestUri!, location);
        return to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && to.IsLoopback && request.RequestUri!.IsLoopback) ? to : null;
    }

    private static string MessageOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            string message = root.GetProperty("message").GetString() ?? "";
            return root.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array ? $"{message}: {errors.GetRawText()}" : message;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "";
        }
    }

    private sealed class Progress
    {
        public int Failures, Limits, Redirects;
        public bool IsRenewed;
        public TimeSpan Waited;
    }
}
