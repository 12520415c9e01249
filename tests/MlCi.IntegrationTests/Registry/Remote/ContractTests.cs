using System.Diagnostics.CodeAnalysis;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Pipelines;
using MlCi.Testing.Registries;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>The folder keeps the contract.</summary>
public sealed class FolderContractTests : RepositoryContract
{
    protected override IRegistryPlace Place() => new FolderPlace(Folder.Path("registry"));
}

/// <summary>A registry without rights keeps the contract.</summary>
public sealed class PlainContractTests(PlainRegistry registry) : RepositoryContract, IClassFixture<PlainRegistry>
{
    private readonly string space = RemoteTest.NewNamespace();

    protected override IRegistryPlace Place() => RemoteTest.Place(registry.Server, Folder.Root, space);
}

/// <summary>A registry with TLS and one user keeps the contract.</summary>
public sealed class TlsContractTests(TlsRegistry registry) : RepositoryContract, IClassFixture<TlsRegistry>
{
    private readonly string space = RemoteTest.NewNamespace();

    protected override IRegistryPlace Place() => RemoteTest.Place(registry.Server, Folder.Root, space);
}

/// <summary>A registry with tokens keeps the contract.</summary>
public sealed class TokenContractTests(TokenRegistry registry) : RepositoryContract, IClassFixture<TokenRegistry>
{
    private readonly string space = RemoteTest.NewNamespace();

    protected override IRegistryPlace Place() => RemoteTest.Place(registry.Server, Folder.Root, space);
}

/// <summary>A registry for all tests of a class.</summary>
public abstract class RegistryFixture(Func<RegistryServer> start) : IDisposable
{
    private readonly Lazy<RegistryServer> server = new(start);

    public RegistryServer Server
    {
        get
        {
            Skip.IfNot(RegistryServer.IsInstalled, RegistryServer.Missing);
            return server.Value;
        }
    }

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
        if (server.IsValueCreated)
            server.Value.Dispose();
    }
}

public sealed class PlainRegistry() : RegistryFixture(RegistryServer.Plain);

public sealed class TlsRegistry() : RegistryFixture(RegistryServer.Tls);

public sealed class TokenRegistry() : RegistryFixture(RegistryServer.WithTokens);

/// <summary>Places in the tests' registries.</summary>
internal static class RemoteTest
{
    /// <summary>Quick, and not for long.</summary>
    public static readonly RegistryPatience Quick = new() { FirstPause = TimeSpan.FromMilliseconds(20), Silence = TimeSpan.FromSeconds(20) };

    /// <summary>A namespace that no other test has.</summary>
    public static string NewNamespace() => $"t{Guid.NewGuid():N}"[..12];

    public static RegistryEnvironment Environment(RegistryServer server) => new()
    {
        User = server.Certificate is null ? null : RegistryServer.User,
        Password = server.Certificate is null ? null : RegistryServer.Password,
        Authorities = server.Certificate?.AuthorityFile,
        DockerFolder = "/nonexistent",
    };

    public static RemotePlace Place(RegistryServer server, string root, string space, string? host = null, RegistryEnvironment? environment = null, RegistryPatience? patience = null) =>
        Place(server.Address.Replace(server.Host, host ?? server.Host, StringComparison.Ordinal), root, space, environment ?? Environment(server), patience);

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It lives as long as the place.")]
    public static RemotePlace Place(string address, string root, string space, RegistryEnvironment environment, RegistryPatience? patience = null)
    {
        Assert.Null(RegistryAddress.Parse($"{address}/{space}", out RegistryAddress? parsed));
        var client = new RegistryClient(parsed!, environment, isOwn: true, patience ?? Quick);
        return new RemotePlace(client, root, [], CancellationToken.None);
    }
}
