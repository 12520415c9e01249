using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Pipelines;

namespace MlCi.Adapters.Tests.Registry.Remote;

/// <summary>A registry that answers as a test wants it to: what no real one does at will.</summary>
internal sealed class StubRegistry : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Action<HttpListenerContext> answer;

    public StubRegistry(Action<HttpListenerContext> answer)
    {
        this.answer = answer;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Host = $"127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add($"http://{Host}/");
        listener.Start();
        _ = Task.Run(Serve);
    }

    public string Host { get; }

    /// <summary>What was asked: method, path with query, and what login was shown.</summary>
    public ConcurrentQueue<(string Line, string? Login)> Asked { get; } = new();

    /// <summary>The lines of what was asked.</summary>
    public IEnumerable<string> Lines => Asked.Select(asked => asked.Line);

    /// <summary>The repository <c>acme/telco</c> in it.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It lives as long as the repository.")]
    public IRepository Repository(string root, RegistryEnvironment? environment = null, bool isOwn = true)
    {
        RegistryPatience quick = new() { FirstPause = TimeSpan.FromMilliseconds(1), Tries = 3 };
        var client = new RegistryClient(new RegistryAddress(Host, "acme", IsPlain: true), environment ?? new() { DockerFolder = "/nonexistent" }, isOwn, quick);
        return new RemotePlace(client, root, [], CancellationToken.None).Repository("telco");
    }

    /// <summary>Answers with a body.</summary>
    public static void Give(HttpListenerContext context, byte[] body, int status = 200, string type = "application/json", params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        foreach ((string name, string value) in headers)
            context.Response.Headers[name] = value;
        context.Response.ContentLength64 = body.Length;
        if (context.Request.HttpMethod != "HEAD")
            context.Response.OutputStream.Write(body);
    }

    public void Dispose() => ((IDisposable)listener).Dispose();

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Asked.Enqueue(($"{context.Request.HttpMethod} {context.Request.RawUrl}", context.Request.Headers["Authorization"]));
            try
            {
                answer(context);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or IOException or InvalidOperationException)
            {
                // Who asked has gone.
            }
        }
    }
}
