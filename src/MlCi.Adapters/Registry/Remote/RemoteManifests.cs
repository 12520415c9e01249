using System.Net;
using System.Text.Json;
using MlCi.Data;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>The manifests of one repository. What is read is what its digest says, whoever answers.</summary>
/// <param name="client">The registry.</param>
/// <param name="repository">The repository's name.</param>
/// <param name="interrupted">Ends everything.</param>
internal sealed class RemoteManifests(RegistryClient client, string repository, CancellationToken interrupted)
{
    /// <summary>The most bytes of a manifest; registries refuse more, too.</summary>
    public const int Most = 4 << 20;

    private const long MostKept = 16 << 20;

    // Without these a registry finds nothing; the last two are Docker's, which other tools push.
    private const string Accepted = $"{MediaTypes.Manifest}, {MediaTypes.Index}, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json";

    private readonly Dictionary<string, RemoteManifest> kept = new(StringComparer.Ordinal);
    private long keptBytes;

    /// <summary>Reads a manifest; null where there is none.</summary>
    /// <param name="reference">A tag or digest.</param>
    /// <exception cref="Findings.FaultException">It has another digest, is too large, or the registry is out of reach (exit 3).</exception>
    public async Task<RemoteManifest?> Get(string reference)
    {
        if (kept.TryGetValue(reference, out RemoteManifest? known))
            return known;
        RegistryCall call = new(HttpMethod.Get, At(reference), repository, RegistryCall.Pull) { Headers = [("Accept", Accepted)] };
        RemoteManifest? found = await client.Ask(call, (response, flow) => Read(call, reference, response, flow), interrupted);
        if (found is not null)
            Keep(found);
        return found;
    }

    /// <summary>Writes a manifest under a tag or its digest.</summary>
    /// <returns>Whether the registry says that it lists what is attached (OCI-Subject).</returns>
    /// <exception cref="Findings.FaultException">It is too large, or the registry refuses or is out of reach (exit 3).</exception>
    public async Task<bool> Put(string reference, string mediaType, byte[] bytes)
    {
        string digest = Digest.OfBytes(bytes);
        RegistryCall call = new(HttpMethod.Put, At(reference), repository, RegistryCall.Push)
        {
            Body = flowed => new FlowingContent(new MemoryStream(bytes, writable: false), 0, bytes.Length, mediaType, flowed),
        };
        if (bytes.Length > Most)
            throw client.Faults.Malformed(call, $"a manifest of {bytes.Length} bytes", $"at most {Most}");
        return await client.Ask(
            call,
            async (response, flow) =>
            {
                if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Accepted))
                {
                    string said = await ErrorBody.Of(response, client.Secrets, flow.Token);
                    // Its blobs are there: a registry that writes one anew, as somebody else sends it too, has none of it for a moment.
                    throw said.Contains("BLOB_UNKNOWN", StringComparison.Ordinal)
                        ? new PassingAnswerException($"found {(int)response.StatusCode} {response.StatusCode}{said}")
                        : client.Faults.Unexpected(call, response.StatusCode, said, "that the manifest is taken");
                }

                if (DigestOf(response) is { } told && told != digest)
                    throw client.Faults.Malformed(call, $"digest {told}", digest);
                Keep(new RemoteManifest(digest, mediaType, bytes));
                return response.Headers.NonValidated.Contains("OCI-Subject");
            },
            interrupted);
    }

    /// <summary>Removes a manifest, and with it every tag that points at it. One that is not there is no fault.</summary>
    /// <exception cref="Findings.FaultException">The registry does not let manifests be removed, refuses, or is out of reach (exit 3).</exception>
    public async Task Delete(string digest)
    {
        RegistryCall call = new(HttpMethod.Delete, At(digest), repository, RegistryCall.Delete);
        await client.Ask(
            call,
            async (response, flow) =>
            {
                if (response.StatusCode == HttpStatusCode.MethodNotAllowed)
                    throw client.Faults.Unexpected(call, response.StatusCode, " (removal is switched off)", "a registry where removal is switched on");
                if (response.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.OK or HttpStatusCode.NoContent or HttpStatusCode.NotFound))
                    throw client.Faults.Unexpected(call, response.StatusCode, await ErrorBody.Of(response, client.Secrets, flow.Token), "that the manifest is removed");
                return kept.Remove(digest);
            },
            interrupted);
    }

    private async Task<RemoteManifest?> Read(RegistryCall call, string reference, HttpResponseMessage response, Flow flow)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (response.StatusCode != HttpStatusCode.OK)
            throw client.Faults.Unexpected(call, response.StatusCode, await ErrorBody.Of(response, client.Secrets, flow.Token), "a manifest");
        byte[] bytes = await LimitedBody.Read(response, Most, flow.Token) ?? throw client.Faults.Malformed(call, $"more than {Most} bytes", "a manifest");
        if (response.Content.Headers.ContentLength is { } length && length != bytes.Length)
            throw new PassingAnswerException($"found the end after {bytes.Length} of {length} bytes");
        string digest = Digest.OfBytes(bytes);
        string? told = DigestOf(response);
        if (Digest.IsWellFormed(reference) && digest != reference)
            throw client.Faults.Malformed(call, $"content of digest {digest}", reference);
        // Other kinds of digest are allowed, and ours is the one of the bytes.
        if (told is not null && Digest.IsWellFormed(told) && told != digest)
            throw client.Faults.Malformed(call, $"content of digest {digest}", $"{told} as its header says");
        return new RemoteManifest(digest, response.Content.Headers.ContentType?.MediaType ?? MediaTypes.Manifest, bytes);
    }

    private Uri At(string reference) => client.At($"{repository}/manifests/{reference}");

    private static string? DigestOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Docker-Content-Digest", out var values) ? values.ToString() : null;

    // By digest alone, which always means the same bytes.
    private void Keep(RemoteManifest manifest)
    {
        if (keptBytes + manifest.Bytes.Length > MostKept)
        {
            kept.Clear();
            keptBytes = 0;
        }

        if (kept.TryAdd(manifest.Digest, manifest))
            keptBytes += manifest.Bytes.Length;
    }
}

/// <summary>A manifest as a registry has it.</summary>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="MediaType">What it is, as the registry says.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record RemoteManifest(string Digest, string MediaType, byte[] Bytes)
{
    /// <summary>The artifact type that stands in it, or null.</summary>
    public string? ArtifactType => TryRead()?.ArtifactType;

    /// <summary>Its descriptor.</summary>
    public Descriptor Descriptor => new() { MediaType = MediaType, Digest = Digest, Size = Bytes.Length, ArtifactType = ArtifactType };

    /// <summary>The manifest of an artifact; null where it is something else.</summary>
    public OciManifest? TryRead()
    {
        try
        {
            return RegistryJson.Read<OciManifest>(Bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
