using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using MlCi.Testing.Registries;

namespace MlCi.Testing;

/// <summary>A chat's webhook on this machine.</summary>
public sealed class WebhookServer : IDisposable
{
    /// <summary>The part of its address that nobody may read.</summary>
    public const string Secret = "T000/B000/s3cretOfTheHook";

    private readonly HttpListener listener = new();

    public WebhookServer()
    {
        string root = $"http://127.0.0.1:{FreePort.Next()}/";
        Address = root + Secret;
        listener.Prefixes.Add(root);
        listener.Start();
        _ = Task.Run(Serve);
    }

    /// <summary>Its address.</summary>
    public string Address { get; }

    /// <summary>The statuses that are answered next; 200 after them.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    /// <summary>The texts that came, in order.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    public void Dispose() => ((IDisposable)listener).Dispose();

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                HttpListenerContext asked = await listener.GetContextAsync();
                using StreamReader body = new(asked.Request.InputStream);
                Taken.Enqueue(JsonNode.Parse(await body.ReadToEndAsync())!["text"]!.GetValue<string>());
                asked.Response.StatusCode = Answers.TryDequeue(out int status) ? status : 200;
                asked.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
