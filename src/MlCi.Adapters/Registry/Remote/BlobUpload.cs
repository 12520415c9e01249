using System.Globalization;
using System.Net;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>
/// Uploads content in pieces (OCI distribution specification 1.1, "Pushing a blob in chunks"). After a break the registry is asked how far
/// it came, and the rest follows; where it has lost the upload, all of it does. Only the digest at the end decides: some registries append
/// whatever they are sent.
/// </summary>
/// <param name="client">The registry.</param>
/// <param name="repository">The repository's name.</param>
/// <param name="interrupted">Ends it.</param>
internal sealed class BlobUpload(RegistryClient client, string repository, CancellationToken interrupted)
{
    private const string Bytes = "application/octet-stream";

    /// <summary>The size of a piece; what is no larger goes at once.</summary>
    public int Piece { get; init; } = 32 << 20;

    /// <summary>Uploads content.</summary>
    /// <param name="content">The content; it can be sought.</param>
    /// <param name="descriptor">Its digest and size.</param>
    /// <exception cref="FaultException">The registry refuses it or is out of reach (exit 3).</exception>
    public async Task Run(Stream content, Descriptor descriptor)
    {
        (int failures, int refusals, int anew) = (0, 0, 0);
        (Uri at, long sent) = (await Begin(), 0L);
        RegistryCall call = Call(HttpMethod.Patch, at);
        while (true)
        {
            long before = sent;
            try
            {
                while (descriptor.Size - sent > Piece)
                {
                    call = Chunk(content, at, sent, Piece);
                    (at, sent) = await client.Once(call, (response, _) => Taken(call, response, at, sent), interrupted);
                }

                call = Last(content, at, sent, descriptor);
                await client.Once(call, (response, flow) => Finished(call, response, descriptor, flow), interrupted);
                return;
            }
            catch (Exception e) when (RegistryPatience.IsPassing(e) || e is LostUploadException)
            {
                failures = sent > before ? 1 : failures + 1;
                // The last word may have been lost on its way here.
                if (await IsThere(descriptor))
                    return;
                bool isRefused = LostUploadException.IsOfWhole(e);
                if (isRefused && ++refusals > 1)
                    throw client.Faults.Malformed(call, e.Message, "that the content is taken");
                if (failures >= client.Tries || anew >= client.Tries)
                    throw client.Told(call, e, Math.Max(failures, anew));
                await client.Pause(failures, e, interrupted);
                (Uri At, long Sent)? state = isRefused ? null : await Ask(at);
                bool isKnown = state is { } known && known.Sent <= descriptor.Size;
                (at, sent) = isKnown ? state!.Value : (await Begin(), 0);
                anew += isKnown ? 0 : 1;
            }
        }
    }

    /// <summary>Begins an upload, or takes content over from another repository.</summary>
    /// <param name="digest">The digest of that content, or null.</param>
    /// <param name="from">The other repository.</param>
    /// <returns>The address of the upload; null where the content was taken over.</returns>
    public async Task<Uri?> BeginOrMount(string? digest, string? from)
    {
        string query = from is null ? "" : $"?mount={Uri.EscapeDataString(digest!)}&from={Uri.EscapeDataString(from)}";
        RegistryCall call = Call(HttpMethod.Post, client.At($"{repository}/blobs/uploads/{query}")) with { From = from };
        return await client.Ask(
            call,
            async (response, flow) => response.StatusCode switch
            {
                HttpStatusCode.Accepted => Location(call, response, call.Address),
                HttpStatusCode.Created when from is not null => null,
                _ => throw client.Faults.Unexpected(call, response.StatusCode, await ErrorBody.Of(response, client.Secrets, flow.Token), "the address of an upload"),
            },
            interrupted);
    }

    private async Task<bool> IsThere(Descriptor descriptor) => await new RemoteBlobs(client, repository, interrupted).SizeOf(descriptor.Digest) == descriptor.Size;

    private async Task<Uri> Begin() => (await BeginOrMount(null, null))!;

    // How far the registry is; null where it does not know the upload any more.
    private Task<(Uri At, long Sent)?> Ask(Uri at)
    {
        RegistryCall call = Call(HttpMethod.Get, at);
        return client.Ask<(Uri, long)?>(
            call,
            (response, _) => Task.FromResult<(Uri, long)?>(
                response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Accepted or HttpStatusCode.OK ? (Location(call, response, at), Received(response)) : null),
            interrupted);
    }

    private RegistryCall Call(HttpMethod method, Uri at) => new(method, at, repository, RegistryCall.Push);

    private RegistryCall Chunk(Stream content, Uri at, long offset, long length) => Call(HttpMethod.Patch, at) with
    {
        Body = flowed => new FlowingContent(content, offset, length, Bytes, flowed),
        Headers = [("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{offset}-{offset + length - 1}"))],
    };

    private RegistryCall Last(Stream content, Uri at, long offset, Descriptor descriptor)
    {
        var named = new UriBuilder(at);
        named.Query = string.Join('&', new[] { named.Query.TrimStart('?'), $"digest={Uri.EscapeDataString(descriptor.Digest)}" }.Where(part => part.Length > 0));
        long left = descriptor.Size - offset;
        RegistryCall call = Call(HttpMethod.Put, named.Uri) with { Body = flowed => new FlowingContent(content, offset, left, Bytes, flowed) };
        return offset == 0 || left == 0 ? call : call with { Headers = [("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{offset}-{descriptor.Size - 1}"))] };
    }

    private Task<(Uri At, long Sent)> Taken(RegistryCall call, HttpResponseMessage response, Uri before, long offset)
    {
        if (response.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.NoContent))
            throw Lost(response, "a piece");
        long received = response.Headers.NonValidated.Contains("Range") ? Received(response) : offset + Piece;
        // No less than a byte more, no more than was sent: else it is not ours that it counts.
        return received > offset && received <= offset + Piece ? Task.FromResult((Location(call, response, before), received))
            : throw new PassingAnswerException($"found {received} bytes taken, {offset} before a piece of {Piece}");
    }

    private async Task<bool> Finished(RegistryCall call, HttpResponseMessage response, Descriptor descriptor, Flow flow)
    {
        if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.NoContent)
        {
            return !response.Headers.NonValidated.TryGetValues("Docker-Content-Digest", out var told) || told.ToString() == descriptor.Digest
                ? true : throw client.Faults.Malformed(call, $"digest {InertText.Of(told.ToString())}", descriptor.Digest);
        }

        if ((int)response.StatusCode is 400 or 404 or 416)
            throw Lost(response, $"the end{await ErrorBody.Of(response, client.Secrets, flow.Token)}");
        throw client.Faults.Unexpected(call, response.StatusCode, await ErrorBody.Of(response, client.Secrets, flow.Token), "that the content is taken");
    }

    private static LostUploadException Lost(HttpResponseMessage response, string what) => new($"found {(int)response.StatusCode} {response.StatusCode} to {what}") { IsWhole = response.StatusCode == HttpStatusCode.BadRequest };

    // "0-N", N the last byte that is there. "0-0" is one byte or none: none is safe, as the digest decides.
    private static long Received(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Range", out var range) && range.ToString() is { } text
        && long.TryParse(text[(text.IndexOf('-', StringComparison.Ordinal) + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long last) && last > 0 ? last + 1 : 0;

    private Uri Location(RegistryCall call, HttpResponseMessage response, Uri before)
    {
        if (response.Headers.Location is not { } location)
            return call.Method == HttpMethod.Post ? throw client.Faults.Malformed(call, "no Location", "the address of an upload") : before;
        Uri to = new(call.Address, location);
        return to.Scheme == Uri.UriSchemeHttps || call.Address.Scheme == Uri.UriSchemeHttp
            ? to : throw client.Faults.Malformed(call, $"an upload at {to.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}", "one over https");
    }
}
