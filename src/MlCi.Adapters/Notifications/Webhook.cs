using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Json;
using MlCi.Adapters.Registry.Remote;

namespace MlCi.Adapters.Notifications;

/// <summary>
/// Tells a chat what happened, through a webhook as Slack, Mattermost and others have it. It is never fatal: whoever calls it has done what
/// counts. The address is a secret, so no message names it.
/// </summary>
internal sealed class Webhook : IDisposable
{
    /// <summary>The variable of the address.</summary>
    public const string Variable = "MLCI_WEBHOOK_URL";

    private readonly string? address;
    private readonly RegistryPatience patience;
    private readonly HttpClient http;
    private readonly CancellationToken interrupted;

    /// <summary>Makes one; nothing is sent yet.</summary>
    /// <param name="environment">Gives a variable, or null.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <param name="patience">How often it is tried; null for a few times.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handler.")]
    public Webhook(Func<string, string?> environment, CancellationToken interrupted, RegistryPatience? patience = null)
    {
        address = environment(Variable) is { Length: > 0 } value ? value : null;
        this.interrupted = interrupted;
        this.patience = patience ?? new RegistryPatience { Tries = 4, Silence = TimeSpan.FromSeconds(10) };
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, disposeHandler: true) { Timeout = this.patience.Silence };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("mlci");
    }

    /// <summary>Tells of events in one message; the same may come twice where an answer was lost.</summary>
    /// <returns>A warning for the user where it could not be told; null where it was, where no webhook is set, or where there is nothing to tell.</returns>
    public string? Tell(params IReadOnlyList<NotedEvent> noted)
    {
        if (address is null || noted.Count == 0)
            return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? to) || !(to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && to.IsLoopback)))
            return Warning("no address over https", noted);
        try
        {
            return Blocking.Wait(() => patience.ToPipeline().ExecuteAsync(async stop => await Send(to, noted, stop), interrupted).AsTask());
        }
        catch (PassingAnswerException e)
        {
            return Warning(e.Message["found ".Length..], noted);
        }
        catch (HttpRequestException e)
        {
            // Its message may name the address.
            return Warning($"no answer ({e.HttpRequestError})", noted);
        }
        catch (IOException)
        {
            return Warning("half an answer", noted);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<string?> Send(Uri to, IReadOnlyList<NotedEvent> noted, CancellationToken stop)
    {
        try
        {
            using JsonContent body = JsonContent.Create(new { text = WebhookText.Of(noted) });
            // Some endpoints want to know the length beforehand.
            await body.LoadIntoBufferAsync(stop);
            using HttpResponseMessage response = await http.PostAsync(to, body, stop);
            RegistryExchange.ThrowIfPassing(response);
            return response.IsSuccessStatusCode ? null : Warning(string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.StatusCode}"), noted);
        }
        catch (OperationCanceledException) when (!interrupted.IsCancellationRequested)
        {
            throw new PassingAnswerException($"found nothing for {patience.Silence.TotalSeconds:0.#} s");
        }
    }

    private static string Warning(string found, IReadOnlyList<NotedEvent> noted) =>
        $"{Variable}: found {found}, expected a webhook that takes messages; that {string.Join(", ", noted.Select(one => $"{one.Pipeline} {Words(one.Kind)}"))} was not told";

    private static string Words(NotedKind kind) => kind switch
    {
        NotedKind.Registered => "was registered",
        NotedKind.Promoted => "was promoted",
        NotedKind.RolledBack => "was rolled back",
        _ => "failed its gate",
    };
}
