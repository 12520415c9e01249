using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlCi.Findings;

namespace MlCi.Modeling.Serving;

/// <summary>The server: it listens at once, is ready when its model is, and loses nothing that it has accepted when it goes.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly ServeOptions options;
    private readonly ServeLog log;
    private readonly WebApplication app;
    private volatile ModelRoutes? routes;
    private volatile bool isDraining;
    private int exchanges;

    private ModelServer(ServeOptions options, ServeLog log)
    {
        (this.options, this.log) = (options, log);
        app = Build();
        app.Run(Exchange);
    }

    /// <summary>Whether it predicts.</summary>
    public bool IsReady => routes is not null && !isDraining;

    /// <summary>Where it listens.</summary>
    public IReadOnlyCollection<string> Urls => [.. app.Urls];

    /// <summary>Begins to listen. It is live, but not ready.</summary>
    /// <exception cref="FaultException">It cannot listen there (exit 2).</exception>
    public static async Task<ModelServer> Start(ServeOptions options, ServeLog log)
    {
        var server = new ModelServer(options, log);
        try
        {
            server.RemoveStaleSockets();
            await server.app.StartAsync();
            server.OpenSockets();
            return server;
        }
        catch (Exception e) when (e is IOException or SocketException or FormatException or InvalidOperationException or UnauthorizedAccessException or NotSupportedException)
        {
            await server.app.DisposeAsync();
            throw FaultException.Misconfigured($"serve: cannot listen on {options.Urls}: {e.Message}");
        }
    }

    /// <summary>Loads the model and tries it: then the server is ready.</summary>
    /// <exception cref="FaultException">It cannot be loaded (exit 2), or does not predict (exit 1).</exception>
    public void Load(IModel model, TimeProvider time)
    {
        long began = Stopwatch.GetTimestamp();
        var contract = new Contract(File.ReadAllBytes(options.SchemaFile), options.SchemaFile, options.Label);
        ServedModel served = ServedModel.Load(model, options);
        routes = new ModelRoutes(served, contract, options, log, time, () => IsReady);
        log.Info("ready", ("model", served.Digest), ("urls", string.Join(';', app.Urls)), ("loaded", $"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms"));
    }

    /// <summary>
    /// Goes: first it says that it is not ready, and asks each client to close its connection, while it accepts requests still; then
    /// it accepts no more, and waits for those that it has.
    /// </summary>
    public async Task Drain()
    {
        isDraining = true;
        log.Info("draining", ("exchanges", $"{Volatile.Read(ref exchanges)}"));
        await Task.Delay(options.DrainDelay);
        using var limit = new CancellationTokenSource(options.DrainTimeout);
        await app.StopAsync(limit.Token);
        int cut = Volatile.Read(ref exchanges);
        if (cut > 0)
            log.Warn("requests were cut off", ("count", $"{cut}"), ("after", $"{options.DrainTimeout.TotalSeconds} s"));
        log.Info("stopped");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (routes is not null)
            await routes.DisposeAsync();
    }

    private WebApplication Build()
    {
        // Nothing of the surroundings is read: no appsettings.json, no ASPNETCORE_URLS.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "mlci" });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBody;
            kestrel.Limits.RequestHeadersTimeout = options.Timeout < TimeSpan.FromSeconds(30) ? options.Timeout : TimeSpan.FromSeconds(30);
            kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http1);
        });
        // Signals are the command's to take.
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout + TimeSpan.FromSeconds(1));
        return builder.Build();
    }

    private async Task Exchange(HttpContext context)
    {
        Interlocked.Increment(ref exchanges);
        try
        {
            if (isDraining)
                context.Response.Headers.Connection = "close";
            string path = context.Request.Path.Value ?? "/";
            if (path == "/v2/health/live")
                await Answers.Send(context, StatusCodes.Status200OK, MetadataAnswers.Live);
            else if (path == "/v2/health/ready")
                await Answers.Send(context, IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, IsReady ? MetadataAnswers.Ready : MetadataAnswers.NotReady);
            else if (routes is { } loaded)
                await loaded.Answer(context, path);
            else
                await NotLoaded(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested || e is IOException)
        {
            // Nobody waits for the answer any more.
        }
        finally
        {
            Interlocked.Decrement(ref exchanges);
        }
    }

    private static Task NotLoaded(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Answers.Refuse(context, StatusCodes.Status503ServiceUnavailable, "the model is not loaded yet: try again");
    }

    // Whoever comes into its folder may ask: the user of a container is another one than who asks it from outside.
    private void OpenSockets()
    {
        const UnixFileMode Anybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        foreach (string url in options.Urls.Split(';'))
        {
            if (!OperatingSystem.IsWindows() && url.Trim().StartsWith("http://unix:", StringComparison.Ordinal))
                File.SetUnixFileMode(url.Trim()[12..], Anybody);
        }
    }

    // One that a killed server left behind; one that someone listens on stays.
    private void RemoveStaleSockets()
    {
        foreach (string url in options.Urls.Split(';'))
        {
            if (!url.Trim().StartsWith("http://unix:", StringComparison.Ordinal) || !File.Exists(url.Trim()[12..]))
                continue;
            string file = url.Trim()[12..];
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                probe.Connect(new UnixDomainSocketEndPoint(file));
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                File.Delete(file);
            }
        }
    }

    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
