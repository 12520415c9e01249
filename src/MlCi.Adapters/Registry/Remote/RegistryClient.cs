using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using MlCi.Findings;
using MlCi.Pipelines;
using Polly;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>One registry over HTTP: connections, rights and patience that all its repositories share.</summary>
internal sealed class RegistryClient : IDisposable
{
    private readonly HttpClient http;
    private readonly CertificateTrust trust;
    private readonly RegistryExchange exchange;
    private readonly RegistryLogin login;
    private readonly ResiliencePipeline retry;
    private readonly RegistryPatience patience;

    /// <summary>Names the registry; nothing is asked yet.</summary>
    /// <param name="address">The registry.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="isOwn">Whether the user chose it, so that the variables' credential is for it.</param>
    /// <param name="patience">How often it is asked again.</param>
    /// <exception cref="FaultException">The file of authorities cannot be read (exit 2).</exception>
    public RegistryClient(RegistryAddress address, RegistryEnvironment environment, bool isOwn = true, RegistryPatience? patience = null)
    {
        Address = address;
        this.patience = patience ?? new RegistryPatience();
        retry = this.patience.ToPipeline();
        trust = new CertificateTrust(environment.Authorities);
        Faults = new RemoteFaults(address.Host, environment.Variable);
        http = NewHttp(trust);
        var tokens = new TokenService(http, address, Faults, this.patience.Clock);
        login = new RegistryLogin(address, tokens, Faults, () => CredentialSearch.Find(address, environment, isOwn), this.patience.Clock);
        exchange = new RegistryExchange(http, address, login, Faults);
    }

    /// <summary>Where it is.</summary>
    public RegistryAddress Address { get; }

    /// <summary>Its messages.</summary>
    public RemoteFaults Faults { get; }

    /// <summary>How often it is asked again.</summary>
    public int Tries => patience.Tries;

    /// <summary>Where its credential was found, in words.</summary>
    public string Credential => login.Source ?? "none";

    /// <summary>What must not be read anywhere.</summary>
    public IEnumerable<string> Secrets => login.Secrets;

    /// <summary>The address that all others of a registry begin with.</summary>
    public static Uri BaseOf(RegistryAddress address) =>
        new($"{(address.IsPlain ? "http" : "https")}://{(address.Host is "docker.io" or "index.docker.io" ? "registry-1.docker.io" : address.Host)}/v2/");

    /// <summary>An address of the registry.</summary>
    public Uri At(string path) => new(BaseOf(Address), path);

    /// <summary>Asks, again where the failure may pass.</summary>
    /// <param name="call">What to ask.</param>
    /// <param name="read">Reads the answer; is given the token that silence cancels, and what to call when bytes flow.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="FaultException">The registry refuses or is out of reach (exit 3).</exception>
    public async Task<T> Ask<T>(RegistryCall call, Func<HttpResponseMessage, Flow, Task<T>> read, CancellationToken interrupted)
    {
        int tries = 0;
        try
        {
            return await retry.ExecuteAsync(
                async stop =>
                {
                    tries++;
                    return await Once(call, read, stop);
                },
                interrupted);
        }
        catch (Exception e) when (e is PassingAnswerException or HttpRequestException or IOException)
        {
            throw Told(call, e, tries);
        }
    }

    /// <summary>The same without asking again: passing failures come as they are.</summary>
    /// <inheritdoc cref="Ask"/>
    public async Task<T> Once<T>(RegistryCall call, Func<HttpResponseMessage, Flow, Task<T>> read, CancellationToken interrupted)
    {
        using var silence = new Flow(patience.Silence, patience.Clock, interrupted);
        try
        {
            using HttpResponseMessage response = await exchange.Send(call, silence.Flowed, silence.Token);
            silence.Flowed();
            return await read(response, silence);
        }
        catch (OperationCanceledException) when (!interrupted.IsCancellationRequested)
        {
            throw new PassingAnswerException($"found nothing for {patience.Silence.TotalSeconds:0.#} s");
        }
    }

    /// <summary>Waits before the next try of what is not simply asked again.</summary>
    public Task Pause(int failures, Exception e, CancellationToken interrupted) => Task.Delay(patience.PauseAfter(failures, e), patience.Clock, interrupted);

    /// <summary>What a failure means that does not pass, or was met too often.</summary>
    public FaultException Told(RegistryCall call, Exception e, int tries) =>
        e.InnerException is AuthenticationException inner
            ? trust.Refused is { } refused ? Faults.NotTrusted(call, refused) : Faults.NoTls(call, inner)
            : Faults.Unreachable(call, e, tries);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client disposes of its handler.")]
    private static HttpClient NewHttp(CertificateTrust trust)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = trust.Options,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(20),
        };
        // Silence is what ends a request: all of a large file may take hours.
        var made = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        made.DefaultRequestHeaders.UserAgent.ParseAdd("mlci");
        return made;
    }
}
