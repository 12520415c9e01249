using System.Net;
using System.Text.Json;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>Lists that a registry gives in pages, each with a Link to the next (RFC 8288).</summary>
/// <param name="client">The registry.</param>
/// <param name="interrupted">Ends everything.</param>
internal sealed class PagedList(RegistryClient client, CancellationToken interrupted)
{
    private const int MostBytes = 32 << 20;
    private const int MostPages = 10_000;

    /// <summary>The tags of a repository, as the registry lists them; null where there is no such repository.</summary>
    /// <exception cref="Findings.FaultException">The registry refuses or is out of reach (exit 3).</exception>
    public Task<IReadOnlyList<string>?> Tags(string repository) => All(
        new RegistryCall(HttpMethod.Get, client.At($"{repository}/tags/list?n=1000"), repository, RegistryCall.Pull),
        page => Texts(page, "tags"),
        status => status == HttpStatusCode.NotFound);

    /// <summary>The repositories of a registry; null where it does not list them to us.</summary>
    /// <exception cref="Findings.FaultException">The registry is out of reach (exit 3).</exception>
    public Task<IReadOnlyList<string>?> Repositories() => All(
        new RegistryCall(HttpMethod.Get, client.At("_catalog?n=1000"), "", RegistryCall.Pull),
        page => Texts(page, "repositories"),
        status => status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed);

    /// <summary>What the registry itself lists as attached to a manifest; null where it keeps no such list.</summary>
    /// <exception cref="Findings.FaultException">The registry refuses or is out of reach (exit 3).</exception>
    public Task<IReadOnlyList<Descriptor>?> Referrers(string repository, string digest) => All(
        new RegistryCall(HttpMethod.Get, client.At($"{repository}/referrers/{digest}"), repository, RegistryCall.Pull) { Headers = [("Accept", MediaTypes.Index)] },
        page => RegistryJson.Read<OciIndex>(page).Manifests,
        status => status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed);

    private static string[] Texts(byte[] page, string key)
    {
        using JsonDocument document = JsonDocument.Parse(page);
        // Some registries say null where there is none.
        return document.RootElement.GetProperty(key) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(entry => entry.GetString() ?? throw new JsonException("null in a list"))] : [];
    }

    private async Task<IReadOnlyList<T>?> All<T>(RegistryCall first, Func<byte[], IReadOnlyList<T>> read, Func<HttpStatusCode, bool> isAbsent)
    {
        List<T> all = [];
        RegistryCall? call = first;
        for (int pages = 0; call is not null; pages++)
        {
            if (pages == MostPages)
                throw client.Faults.Malformed(call, $"more than {MostPages} pages", "an end of the list");
            (IReadOnlyList<T>? page, call) = await client.Ask(call, (response, flow) => Page(call, response, read, isAbsent, flow), interrupted);
            if (page is null)
                return null;
            all.AddRange(page);
        }

        return all;
    }

    private async Task<(IReadOnlyList<T>?, RegistryCall?)> Page<T>(RegistryCall call, HttpResponseMessage response, Func<byte[], IReadOnlyList<T>> read, Func<HttpStatusCode, bool> isAbsent, Flow flow)
    {
        if (isAbsent(response.StatusCode))
            return (null, null);
        if (response.StatusCode != HttpStatusCode.OK)
            throw client.Faults.Unexpected(call, response.StatusCode, await ErrorBody.Of(response, client.Secrets, flow.Token), "a list");
        byte[] bytes = await LimitedBody.Read(response, MostBytes, flow.Token) ?? throw client.Faults.Malformed(call, $"more than {MostBytes} bytes", "a list");
        try
        {
            return (read(bytes), Next(call, response));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw client.Faults.Malformed(call, $"{bytes.Length} bytes that cannot be read", "a list");
        }
    }

    private RegistryCall? Next(RegistryCall call, HttpResponseMessage response)
    {
        if (NextPage.Of(response, call.Address) is not { } to)
            return null;
        return to.Scheme == call.Address.Scheme && to.Authority == call.Address.Authority && to != call.Address ? call with { Address = to }
            : throw client.Faults.Malformed(call, "a next page that is elsewhere, or the same", "one of the same list");
    }
}
