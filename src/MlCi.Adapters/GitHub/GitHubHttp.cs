using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlCi.Adapters.Registry.Remote;

namespace MlCi.Adapters.GitHub;

/// <summary>GitHub's REST API over HTTP, in the form of JSON.</summary>
internal sealed class GitHubHttp : IDisposable
{
    private const int MostPages = 1_000;
    private const string Version = "2022-11-28";
    private const string Json = "application/vnd.github+json";
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient client;

    /// <summary>Makes a client.</summary>
    /// <param name="address">The repository.</param>
    /// <param name="handler">What every request goes through.</param>
    public GitHubHttp(GitHubAddress address, GitHubHandler handler)
    {
        Address = address;
        // The handler knows how long an answer may take, and that waiting is no silence.
        client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("mlci");
        client.DefaultRequestHeaders.Add("X-GitHub-Api-Version", Version);
    }

    /// <summary>The repository.</summary>
    public GitHubAddress Address { get; }

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="to">The address.</param>
    /// <param name="body">What is sent as JSON, its names in snake case and without nulls; or content as it is; or null.</param>
    /// <returns>The answer; undefined where it has no body.</returns>
    public async Task<JsonElement> Send(HttpMethod method, Uri to, object? body = null)
    {
        using HttpRequestMessage request = new(method, to) { Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body, body.GetType(), options: Options)) };
        request.Headers.Accept.ParseAdd(Json);
        using HttpResponseMessage response = await client.SendAsync(request);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        return bytes.Length == 0 ? default : Parse(bytes);
    }

    /// <summary>Every entry of a list that is given in pages.</summary>
    /// <param name="first">The first page.</param>
    /// <param name="read">Reads an entry.</param>
    /// <param name="list">Where a page holds its entries; null where it is a list itself.</param>
    /// <param name="onlyFirst">Whether one page is enough.</param>
    public async Task<IReadOnlyList<T>> List<T>(Uri first, Func<JsonElement, T> read, string? list = null, bool onlyFirst = false)
    {
        List<T> all = [];
        Uri? next = first;
        for (int pages = 0; next is not null; pages++)
        {
            if (pages == MostPages || !Address.IsOwn(next))
                throw new JsonException("a list that has no end, or goes on elsewhere");
            using HttpRequestMessage request = new(HttpMethod.Get, next);
            request.Headers.Accept.ParseAdd(Json);
            using HttpResponseMessage response = await client.SendAsync(request);
            JsonElement page = Parse(await response.Content.ReadAsByteArrayAsync());
            all.AddRange((list is null ? page : page.GetProperty(list)).EnumerateArray().Select(read));
            next = onlyFirst ? null : NextPage.Of(response, next);
        }

        return all;
    }

    /// <summary>A file's bytes.</summary>
    public async Task<byte[]> Raw(Uri from)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, from);
        request.Headers.Accept.ParseAdd("application/vnd.github.raw+json");
        using HttpResponseMessage response = await client.SendAsync(request);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The answer to a request for a large file; its body is not read yet.</summary>
    public async Task<HttpResponseMessage> Open(Uri from, CancellationToken interrupted)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, from);
        request.Options.Set(GitHubHandler.Streamed, true);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, interrupted);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static JsonElement Parse(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }
}
