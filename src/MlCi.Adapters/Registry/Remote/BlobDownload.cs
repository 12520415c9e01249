using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>Brings content into a stream, its digest taken on the way; after a break the rest is asked for (RFC 9110, 14.2).</summary>
/// <param name="client">The registry.</param>
/// <param name="repository">The repository's name.</param>
/// <param name="damaged">Makes the fault of content that is not what it should be: found, expected.</param>
/// <param name="interrupted">Ends it.</param>
internal sealed class BlobDownload(RegistryClient client, string repository, Func<string, string, FaultException> damaged, CancellationToken interrupted)
{
    private const int BufferSize = 1 << 17;

    /// <summary>Brings content.</summary>
    /// <param name="descriptor">Which.</param>
    /// <param name="to">An empty stream, which then stands at its start.</param>
    /// <exception cref="FaultException">It is missing, or other content; or the registry is out of reach (exit 3).</exception>
    public async Task Run(Descriptor descriptor, Stream to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        bool isPieced = false;
        int failures = 0;
        while (true)
        {
            long before = to.Length;
            RegistryCall call = Call(descriptor, before);
            try
            {
                if (before == 0 || before < descriptor.Size)
                    await client.Once(call, (response, flow) => Receive(call, response, descriptor, to, hash, flow), interrupted);
                string digest = Digest.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
                if (digest == descriptor.Digest)
                    break;
                // Pieces of two answers may not fit: once more, all of it.
                if (!isPieced)
                    throw damaged($"content of digest {digest}", descriptor.Digest);
                isPieced = false;
                to.SetLength(0);
            }
            catch (Exception e) when (RegistryPatience.IsPassing(e))
            {
                failures = to.Length > before ? 1 : failures + 1;
                if (failures >= client.Tries)
                    throw client.Told(call, e, failures);
                isPieced |= to.Length > 0;
                await client.Pause(failures, e, interrupted);
            }
        }

        to.Position = 0;
    }

    private RegistryCall Call(Descriptor descriptor, long offset) => new(HttpMethod.Get, client.At($"{repository}/blobs/{descriptor.Digest}"), repository, RegistryCall.Pull)
    {
        Headers = offset > 0 ? [("Range", new RangeHeaderValue(offset, to: null).ToString())] : [],
    };

    private async Task<bool> Receive(RegistryCall call, HttpResponseMessage response, Descriptor descriptor, Stream to, IncrementalHash hash, Flow flow)
    {
        long offset = to.Length;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                if (offset > 0)
                {
                    to.SetLength(0);
                    hash.GetHashAndReset();
                }

                if (response.Content.Headers.ContentLength is { } length && length != descriptor.Size)
                    throw damaged($"{length} bytes", $"{descriptor.Size}");
                break;
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == offset:
                break;
            case HttpStatusCode.NotFound:
                throw damaged("no such content", $"a blob of {descriptor.Size} bytes");
            default:
                throw client.Faults.Unexpected(call, response.StatusCode, await ErrorBody.Of(response, client.Secrets, flow.Token), "content");
        }

        await using Stream body = await response.Content.ReadAsStreamAsync(flow.Token);
        byte[] buffer = new byte[BufferSize];
        to.Position = to.Length;
        for (int read = await body.ReadAsync(buffer, flow.Token); read > 0; read = await body.ReadAsync(buffer, flow.Token))
        {
            flow.Flowed();
            if (to.Length + read > descriptor.Size)
                throw damaged($"more than {descriptor.Size} bytes", $"{descriptor.Size}");
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), interrupted);
        }

        return to.Length == descriptor.Size ? true : throw new PassingAnswerException($"found the end after {to.Length} of {descriptor.Size} bytes");
    }
}
