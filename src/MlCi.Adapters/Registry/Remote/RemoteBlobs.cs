using System.Net;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>The blobs of one repository.</summary>
/// <param name="client">The registry.</param>
/// <param name="repository">The repository's name.</param>
/// <param name="interrupted">Ends everything.</param>
internal sealed class RemoteBlobs(RegistryClient client, string repository, CancellationToken interrupted)
{
    /// <summary>The length of a blob, or null where there is none.</summary>
    /// <exception cref="Findings.FaultException">The registry refuses or is out of reach (exit 3).</exception>
    public Task<long?> SizeOf(string digest)
    {
        RegistryCall call = new(HttpMethod.Head, client.At($"{repository}/blobs/{digest}"), repository, RegistryCall.Pull);
        return client.Ask(
            call,
            (response, _) => Task.FromResult<long?>(response.StatusCode switch
            {
                HttpStatusCode.NotFound => null,
                HttpStatusCode.OK => response.Content.Headers.ContentLength ?? throw client.Faults.Malformed(call, "no Content-Length", "the length of a blob"),
                _ => throw client.Faults.Unexpected(call, response.StatusCode, "", "a blob, or 404"),
            }),
            interrupted);
    }

    /// <summary>Uploads content, unless it is there.</summary>
    /// <param name="content">The content; it can be sought.</param>
    /// <param name="descriptor">Its digest and size.</param>
    public async Task Put(Stream content, Descriptor descriptor)
    {
        if (await SizeOf(descriptor.Digest) != descriptor.Size)
            await new BlobUpload(client, repository, interrupted).Run(content, descriptor);
    }

    /// <summary>Takes content over from another repository of the registry, if it lets us.</summary>
    /// <returns>Whether it is there now.</returns>
    public async Task<bool> Mount(Descriptor descriptor, string from)
    {
        if (await SizeOf(descriptor.Digest) == descriptor.Size)
            return true;
        // Where an upload is begun instead, nobody sends anything, and the registry forgets it after a while.
        return await new BlobUpload(client, repository, interrupted).BeginOrMount(descriptor.Digest, from) is null
            && await SizeOf(descriptor.Digest) == descriptor.Size;
    }
}
