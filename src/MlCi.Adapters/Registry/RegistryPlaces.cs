using System.Collections.Concurrent;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Registry;

/// <summary>Tells which registry a repository on disk uses: the variable MLCI_REGISTRY, else pipeline.yml, else a folder of this machine.</summary>
public static class RegistryPlaces
{
    // Connections and tokens are kept while the process lives.
    private static readonly ConcurrentDictionary<(RegistryAddress, RegistryEnvironment, bool), RegistryClient> Clients = new();

    /// <summary>The folder of a repository that serves one machine as registry.</summary>
    /// <param name="root">The repository's folder.</param>
    public static string FolderOf(string root) => Path.Combine(root, ".mlci", "registry");

    /// <summary>The registry of a pipeline.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="setting">What its pipeline.yml says.</param>
    /// <param name="interrupted">Ends what takes long.</param>
    /// <exception cref="FaultException">What names it cannot be used (exit 2).</exception>
    public static IRegistryPlace Of(string root, RegistrySetting setting, CancellationToken interrupted) => Of(root, setting, RegistryEnvironment.OfProcess(), interrupted);

    /// <summary>The same with variables that were read before.</summary>
    /// <inheritdoc cref="Of(string, RegistrySetting, CancellationToken)"/>
    public static IRegistryPlace Of(string root, RegistrySetting setting, RegistryEnvironment environment, CancellationToken interrupted) =>
        Chosen(setting, environment) is { } address
            ? new RemotePlace(Client(address, environment, isOwn: true), root, setting.Lock, interrupted)
            : new FolderPlace(FolderOf(root));

    /// <summary>The registry of a pipeline, of whose pipeline.yml nothing else is read.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="pipelineFile">The path of its pipeline.yml, which need not be there; null for what belongs to none.</param>
    /// <param name="interrupted">Ends what takes long.</param>
    /// <exception cref="FaultException">What names it cannot be used (exit 2).</exception>
    public static IRegistryPlace OfFile(string root, string? pipelineFile, CancellationToken interrupted)
    {
        RegistryEnvironment environment = RegistryEnvironment.OfProcess();
        // Where the variable says which, a pipeline.yml that is being written does not matter.
        RegistrySetting setting = environment.Registry is null && File.Exists(pipelineFile)
            ? RegistryReader.Read(File.ReadAllText(pipelineFile), Path.GetRelativePath(root, pipelineFile)) : RegistrySetting.None;
        return Of(root, setting, environment, interrupted);
    }

    /// <summary>
    /// The registry of labels that lie apart from their holdout: the variable MLCI_LABELS_REGISTRY names it, and never is it that of other
    /// data, which jobs read that must not read labels. Without it the folder of this machine, where nothing leaves the machine at all.
    /// </summary>
    /// <inheritdoc cref="OfFile(string, string?, CancellationToken)"/>
    public static IRegistryPlace OfLabels(string root, string? pipelineFile, CancellationToken interrupted) =>
        OfLabels(root, OfFile(root, pipelineFile, interrupted), RegistryEnvironment.OfLabels(), interrupted);

    /// <summary>The same with what was read before.</summary>
    /// <inheritdoc cref="OfLabels(string, string?, CancellationToken)"/>
    internal static IRegistryPlace OfLabels(string root, IRegistryPlace ordinary, RegistryEnvironment environment, CancellationToken interrupted)
    {
        string? others = ordinary is RemotePlace ? ordinary.Shown : null;
        const string Expected = $"a registry in {RegistryEnvironment.LabelsVariable} that jobs of pull requests cannot read (or folder, for .mlci/registry of this machine)";
        if (environment.Registry is null && others is not null)
            throw FaultException.Misconfigured($"found no registry for labels but {others}, where the other data lie, expected {Expected}");
        IRegistryPlace place = Of(root, RegistrySetting.None, environment, interrupted);
        return place is RemotePlace && place.Shown == others ? throw FaultException.Misconfigured($"found {others} for labels, where the other data lie, expected {Expected}") : place;
    }

    /// <summary>A registry that a pointer names: it may be anybody's, so that it is not shown what the variables hold, unless it is the chosen one.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="address">The registry.</param>
    /// <param name="interrupted">Ends what takes long.</param>
    internal static RemotePlace OfPointer(string root, RegistryAddress address, CancellationToken interrupted) => new(OfPointer(address), root, [], interrupted);

    /// <summary>The connection to such a registry.</summary>
    /// <inheritdoc cref="OfPointer(string, RegistryAddress, CancellationToken)"/>
    internal static RegistryClient OfPointer(RegistryAddress address)
    {
        RegistryEnvironment environment = RegistryEnvironment.OfProcess();
        bool isOwn = environment.Registry is not null && Chosen(RegistrySetting.None, environment) is { } own && own.Host == address.Host && own.IsPlain == address.IsPlain;
        return Client(address, environment, isOwn);
    }

    private static RegistryClient Client(RegistryAddress address, RegistryEnvironment environment, bool isOwn) =>
        Clients.GetOrAdd((address, environment, isOwn), key => new RegistryClient(key.Item1, key.Item2, key.Item3));

    private static RegistryAddress? Chosen(RegistrySetting setting, RegistryEnvironment environment)
    {
        if (environment.Registry is not { } named)
            return setting.Address;
        if (named == RegistrySetting.Folder)
            return null;
        return RegistryAddress.Parse(named, out RegistryAddress? address) is { } wrong
            ? throw FaultException.Misconfigured($"found {wrong} in the variable {environment.Variable}, expected {RegistryAddress.Expected}")
            : address;
    }
}
