using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCi.Testing.Registries;

namespace MlCi.Testing.GitHub;

/// <summary>
/// GitHub on this machine, with one repository <c>owner/name</c>. It keeps what it is sent, refuses with 400 whatever GitHub's own description
/// does not allow, and fails on demand. Where files are kept is another address, which must be shown no token.
/// </summary>
public sealed class FakeGitHub : IDisposable
{
    public const string JobToken = "ghs_job_token_of_the_fake", PersonToken = "ghp_person_token_of_the_fake", Person = "person", Job = "github-actions[bot]";
    public const string AppId = "4711", AppSlug = "mlci-app", Installation = "815";

    private readonly HttpListener listener = new();
    private readonly RSA appKey = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, string> tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<FakeFault>> faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CountdownEvent> gathered = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, Func<FakeRequest, FakeAnswer>> operations;
    private readonly string prefix;
    private readonly int storagePort = FreePort.Next();
    private int issued;

    /// <summary>Starts it.</summary>
    /// <param name="isEnterprise">Whether it is a server of one's own, with its API below <c>/api/v3</c>.</param>
    public FakeGitHub(bool isEnterprise = false)
    {
        int port = FreePort.Next();
        prefix = isEnterprise ? "/api/v3/" : "/";
        Api = new Uri($"http://127.0.0.1:{port}{prefix}");
        Uploads = isEnterprise ? new Uri(Api, "/api/uploads/") : Api;
        (tokens[JobToken], tokens[PersonToken]) = (Job, Person);
        operations = new FakeOperations(Repository, this).All;
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Prefixes.Add($"http://127.0.0.1:{storagePort}/");
        listener.Start();
        _ = Task.Run(Serve);
    }

    /// <summary>The API's address.</summary>
    public Uri Api { get; }

    /// <summary>Where files of releases are sent to.</summary>
    public Uri Uploads { get; }

    /// <summary>What it holds.</summary>
    public FakeRepository Repository { get; } = new();

    /// <summary>Tells when tokens end.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long each answer takes at most; the time is random.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The permission that tokens lack, as <c>checks=write</c>, by operation.</summary>
    public ConcurrentDictionary<string, string> Lacking { get; } = new(StringComparer.Ordinal);

    /// <summary>Every operation that was asked for, in order, also those that failed.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What was wrong with requests, or with answers of the fake itself; a test ends with none.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>How many bytes went out of where files are kept.</summary>
    public long Sent { get; private set; }

    /// <summary>The app's private key.</summary>
    public string AppKey => appKey.ExportRSAPrivateKeyPem();

    /// <summary>Lets the next requests of an operation fail.</summary>
    public void Fail(string operation, params FakeFault[] next)
    {
        ConcurrentQueue<FakeFault> queue = faults.GetOrAdd(operation, _ => new ConcurrentQueue<FakeFault>());
        foreach (FakeFault one in next)
            queue.Enqueue(one);
    }

    /// <summary>Lets the next requests of an operation wait for each other: all are done before any is answered.</summary>
    public void Gather(string operation, int count) => gathered[operation] = new CountdownEvent(count);

    /// <summary>How often an operation was asked for.</summary>
    public int Count(string operation) => Asked.Count(one => one == operation);

    /// <summary>Ends every token that was given to the app.</summary>
    public void Revoke()
    {
        foreach (string token in tokens.Keys.Where(token => token.StartsWith("ghs_installation_", StringComparison.Ordinal)))
            tokens.TryRemove(token, out _);
    }

    public void Dispose()
    {
        ((IDisposable)listener).Dispose();
        appKey.Dispose();
    }

    /// <summary>Where an artifact is kept; the address is signed.</summary>
    public Uri StorageOf(long artifact) => new($"http://127.0.0.1:{storagePort}/files/{artifact}?sig=signed-address");

    internal string Issue()
    {
        string token = $"ghs_installation_{Interlocked.Increment(ref issued)}";
        tokens[token] = $"{AppSlug}[bot]";
        return token;
    }

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                HttpListenerContext asked = await listener.GetContextAsync();
                _ = Task.Run(() => Handle(asked));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Handle(HttpListenerContext asked)
    {
        try
        {
            if (asked.Request.Url!.Port == storagePort)
                await SendFile(asked);
            else
                await Answer(asked);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Whoever asked has gone.
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or NullReferenceException or JsonException or FormatException)
        {
            Wrong.Enqueue($"the fake itself: {e}");
            await FakeWriter.Cut(asked);
        }
    }

    private async Task SendFile(HttpListenerContext asked)
    {
        if (asked.Request.Headers["Authorization"] is not null)
            Wrong.Enqueue("a token was shown to where files are kept");
        Asked.Enqueue("storage");
        if (faults.TryGetValue("storage", out var queue) && queue.TryDequeue(out FakeFault? fault) && await FakeWriter.Fail(asked, fault))
            return;
        long id = long.Parse(asked.Request.Url!.Segments[^1], System.Globalization.CultureInfo.InvariantCulture);
        await using Stream content = Repository.Artifacts.Find(one => one.Artifact["id"]!.GetValue<long>() == id).Content();
        asked.Response.SendChunked = true;
        asked.Response.ContentType = "application/zip";
        byte[] buffer = new byte[1 << 14];
        for (int read = await content.ReadAsync(buffer); read > 0; read = await content.ReadAsync(buffer))
        {
            await asked.Response.OutputStream.WriteAsync(buffer.AsMemory(0, read));
            Sent += read;
        }

        asked.Response.Close();
    }

    private async Task Answer(HttpListenerContext asked)
    {
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency * Random.Shared.NextDouble());
        string path = asked.Request.RawUrl!.Split('?')[0];
        string uploads = Uploads.AbsolutePath;
        path = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path.StartsWith(uploads, StringComparison.Ordinal) ? path[uploads.Length..] : "";
        using MemoryStream content = new();
        await asked.Request.InputStream.CopyToAsync(content);
        if (GitHubDescription.Of.Value.Find(asked.Request.HttpMethod, path) is not { } call)
        {
            Wrong.Enqueue($"{asked.Request.HttpMethod} {asked.Request.RawUrl}: no such operation");
            await FakeWriter.Send(asked, FakeAnswer.NotFound);
            return;
        }

        Asked.Enqueue(call.Id);
        FakeFault? fault = faults.TryGetValue(call.Id, out var queue) && queue.TryDequeue(out FakeFault? next) ? next : null;
        FakeAnswer answer = fault is { IsDone: false } ? FakeAnswer.NotFound : Do(asked, call, content.ToArray());
        if (gathered.TryGetValue(call.Id, out CountdownEvent? others) && !others.IsSet)
        {
            lock (others)
            {
                if (!others.IsSet)
                    others.Signal();
            }

            while (!others.IsSet)
                await Task.Delay(10);
        }

        if (fault is null || !await FakeWriter.Fail(asked, fault))
            await FakeWriter.Send(asked, answer);
    }

    private FakeAnswer Do(HttpListenerContext asked, DescribedCall call, byte[] content)
    {
        if (LoginOf(asked.Request.Headers["Authorization"]) is not { } login)
            return FakeAnswer.Refusal(401, "Bad credentials");
        if (Lacking.TryGetValue(call.Id, out string? lacking))
            return FakeAnswer.Refusal(403, "Resource not accessible by integration") with { Accepted = lacking };
        var refused = GitHubDescription.Of.Value.Faults(call, asked.Request.QueryString, asked.Request.ContentType, content);
        if (asked.Request.UserAgent is not { Length: > 0 } || refused.Count > 0)
        {
            Wrong.Enqueue($"{call.Id}: {string.Join("; ", refused.DefaultIfEmpty("no User-Agent"))}");
            return FakeAnswer.Refusal(400, string.Join("; ", refused));
        }

        bool isJson = call.Operation["requestBody"]?["content"]?["application/json"] is not null && content.Length > 0;
        var request = new FakeRequest(call.Values, asked.Request.QueryString, isJson ? JsonNode.Parse(content)!.AsObject() : null, content, login);
        if (call.Values.TryGetValue("owner", out string? owner) && (owner, call.Values["repo"]) != ("owner", "name"))
            return FakeAnswer.NotFound;
        lock (Repository.Gate)
        {
            FakeAnswer answer = operations[call.Id](request);
            // Copied while nobody changes it.
            JsonNode? body = answer.Body?.DeepClone();
            if (answer is { Status: < 400, Raw: null } && GitHubDescription.Of.Value.AnswerFaults(call, answer.Status, body) is { Count: > 0 } wrong)
                Wrong.Enqueue($"the fake's answer to {call.Id}: {string.Join("; ", wrong.Take(5))}");
            return answer with { Body = body };
        }
    }

    private string? LoginOf(string? header)
    {
        if (header?.Split(' ') is not ["Bearer", var token])
            return null;
        return tokens.TryGetValue(token, out string? login) ? login : IsAppJwt(token) ? AppSlug : null;
    }

    private bool IsAppJwt(string token)
    {
        if (token.Split('.') is not [var head, var claims, var signature])
            return false;
        JsonNode said = JsonNode.Parse(Decoded(claims))!;
        long now = Clock.GetUtcNow().ToUnixTimeSeconds();
        long from = said["iat"]!.GetValue<long>(), until = said["exp"]!.GetValue<long>();
        return appKey.VerifyData(Encoding.ASCII.GetBytes($"{head}.{claims}"), Decoded(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            && JsonNode.Parse(Decoded(head))!["alg"]!.GetValue<string>() == "RS256" && said["iss"]!.GetValue<string>() == AppId && from <= now && until > now && until - from <= 600;
    }

    private static byte[] Decoded(string part) => System.Buffers.Text.Base64Url.DecodeFromChars(part);
}
