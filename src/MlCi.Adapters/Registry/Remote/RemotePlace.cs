using System.Net;
using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>A remote registry's namespace: each pipeline has the repository <c>namespace/pipeline</c> in it.</summary>
/// <param name="client">The registry.</param>
/// <param name="root">The folder of the repository on disk: locks and unfinished content lie in its <c>.mlci</c>.</param>
/// <param name="lockWords">The command that locks across machines; empty for none.</param>
/// <param name="interrupted">Ends everything that takes long.</param>
internal sealed class RemotePlace(RegistryClient client, string root, IReadOnlyList<string> lockWords, CancellationToken interrupted) : IRegistryPlace
{
    /// <inheritdoc/>
    public string Shown => client.Address.Shown;

    /// <summary>How long to wait for another writer of this machine.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    internal string LockFolder => Path.Combine(root, ".mlci", "locks");

    internal string TemporaryFolder => Path.Combine(root, ".mlci", "tmp");

    /// <inheritdoc/>
    public IRepository Repository(string pipeline) => new RemoteRepository(client, this, pipeline, interrupted);

    /// <inheritdoc/>
    public IReadOnlyList<string> Pipelines()
    {
        string prefix = client.Address.Namespace + "/";
        IReadOnlyList<string>? all;
        try
        {
            all = Blocking.Wait(() => new PagedList(client, interrupted).Repositories());
        }
        catch (FaultException)
        {
            // Most give that list to nobody but their administrators; one that is out of reach says so here.
            Probe();
            return [];
        }

        return
        [
            .. (all ?? []).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])
                .Where(RegistryName.IsPipeline).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Asks whether the registry answers, and with which right.</summary>
    /// <returns>Where the credential was found, in words.</returns>
    /// <exception cref="FaultException">It does not, or wants another right (exit 3).</exception>
    public string Probe()
    {
        RegistryCall call = new(HttpMethod.Get, client.At(""), "", RegistryCall.Pull);
        Blocking.Wait(() => client.Ask(
            call,
            async (response, flow) => response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound ? true
                : throw client.Faults.Unexpected(call, response.StatusCode, await ErrorBody.Of(response, client.Secrets, flow.Token), "a registry"),
            interrupted));
        return client.Credential;
    }

    internal RegistryLock Lock(string name, string path, CancellationToken stop)
    {
        LocalFolder.Make(root);
        RegistryLock held = RegistryLock.Take(path, Patience);
        if (lockWords.Count == 0)
            return held;
        try
        {
            var command = new LockCommand(lockWords, root, name, [.. client.Secrets]);
            command.Acquire(stop);
            return held.With(command.Release);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
