using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>The bytes of a source from some point on.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="Start">The offset of the first: the one asked for, or 0 where the source gives all or nothing.</param>
/// <param name="Total">How many there are in all, where the source says so.</param>
/// <param name="Version">What names this version of the source, where it says so (a strong ETag).</param>
internal sealed record OpenSource(Stream Content, long Start, long? Total, EntityTagHeaderValue? Version) : IAsyncDisposable
{
    private static readonly HttpStatusCode[] Passing =
        [HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout];

    private HttpResponseMessage? Response { get; init; }

    /// <summary>Opens a file from an offset on.</summary>
    /// <exception cref="FaultException">There is no such file (exit 2).</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It is disposed of with what is returned.")]
    public static OpenSource OfFile(string path, long offset)
    {
        if (!File.Exists(path))
            throw FaultException.Misconfigured($"found no file '{path}', which is the source, expected it");
        if (SpecialFile.KindOf(path) is { } kind)
            throw FaultException.Misconfigured($"found {kind} at '{path}', which is the source, expected a file");
        long total = new FileInfo(path).Length;
        long start = offset <= total ? offset : 0;
        return new OpenSource(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan) { Position = start }, start, total, Version: null);
    }

    /// <summary>Asks an address for its bytes from an offset on (RFC 9110, 14.2).</summary>
    /// <param name="http">The client.</param>
    /// <param name="source">The address.</param>
    /// <param name="offset">The offset.</param>
    /// <param name="version">The version that what came before is of, or null.</param>
    /// <param name="interrupted">Ends the wait.</param>
    /// <exception cref="FaultException">It answers that it will not give them (exit 3).</exception>
    /// <exception cref="PassingFailureException">It may give them soon.</exception>
    public static async Task<OpenSource> OfWeb(HttpClient http, DataSource source, long offset, EntityTagHeaderValue? version, CancellationToken interrupted)
    {
        var address = new Uri(source.Text);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (offset > 0)
        {
            request.Headers.Range = new RangeHeaderValue(offset, to: null);
            if (version is not null)
                request.Headers.IfRange = new RangeConditionHeaderValue(version);
        }

        // Only where nobody on the way can read it.
        if ((address.Scheme == Uri.UriSchemeHttps || address.IsLoopback) && NetrcFile.Find(address.Host) is { } login)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Name}:{login.Password}")));
        HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, interrupted);
        try
        {
            return await Read(response, source, offset, interrupted);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        Response?.Dispose();
    }

    private static async Task<OpenSource> Read(HttpResponseMessage response, DataSource source, long offset, CancellationToken interrupted)
    {
        long? total;
        long start = 0;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                total = response.Content.Headers.ContentLength;
                break;
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange is { From: { } from } range && from == offset:
                (start, total) = (from, range.Length);
                break;
            case HttpStatusCode.RequestedRangeNotSatisfiable when offset > 0:
                // All of it may be there, or more than the source has; the digest says which.
                return new OpenSource(Stream.Null, offset, response.Content.Headers.ContentRange?.Length ?? offset, Version: null) { Response = response };
            case var status when Passing.Contains(status):
                throw new PassingFailureException(Found(response)) { RetryAfter = response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - DateTimeOffset.UtcNow) : null };
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw FaultException.OutOfReach($"{source.Shown}: found {Found(response)}, expected 200; a login of {new Uri(source.Text).Host} is read from ~/.netrc (or the file that NETRC names), and sent over https only");
            default:
                throw FaultException.OutOfReach($"{source.Shown}: found {Found(response)}, expected 200");
        }

        EntityTagHeaderValue? tag = response.Headers.ETag is { IsWeak: false } strong ? strong : null;
        return new OpenSource(await response.Content.ReadAsStreamAsync(interrupted), start, total, tag) { Response = response };
    }

    private static string Found(HttpResponseMessage response) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode} ({InertText.Of(response.ReasonPhrase ?? response.StatusCode.ToString())})");
}
