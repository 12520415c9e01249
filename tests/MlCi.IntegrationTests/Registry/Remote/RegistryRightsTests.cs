using System.Text;
using System.Text.Json;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;
using MlCi.Testing;
using MlCi.Testing.Registries;

namespace MlCi.IntegrationTests.Registry.Remote;

/// <summary>With which right a registry is asked, what is said where it lacks, and that no secret is ever read.</summary>
public sealed class RegistryRightsTests(TlsRegistry safe, TokenRegistry tokens) : IClassFixture<TlsRegistry>, IClassFixture<TokenRegistry>, IDisposable
{
    private const string Wrong = "wr0ng-password-of-ci";
    private readonly TemporaryFolder folder = new();
    private readonly string space = RemoteTest.NewNamespace();

    public void Dispose() => folder.Dispose();

    private IRepository Repository(RegistryServer server, RegistryEnvironment environment) => RemoteTest.Place(server, folder.Root, space, environment: environment).Repository("telco");

    private static RegistryEnvironment Nobody(RegistryServer server) => RemoteTest.Environment(server) with { User = null, Password = null };

    private RegistryEnvironment Login(RegistryServer server, string name, string auth)
    {
        string file = folder.Write("docker/config.json", JsonSerializer.Serialize(new { auths = new Dictionary<string, object> { [name] = new { auth } } }));
        return Nobody(server) with { DockerFolder = Path.GetDirectoryName(file)! };
    }

    private static string Encoded(string login) => Convert.ToBase64String(Encoding.UTF8.GetBytes(login));

    private static FaultException Refused(Action action)
    {
        FaultException fault = Assert.Throws<FaultException>(action);
        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        foreach (string secret in new[] { RegistryServer.Password, Wrong, TokenServer.ReaderPassword, "eyJ" })
            Assert.DoesNotContain(secret, fault.ToString(), StringComparison.Ordinal);
        return fault;
    }

    [SkippableFact]
    public void NoCredential_SaysSo_AndWhatToDo()
    {
        FaultException fault = Refused(() => Repository(safe.Server, Nobody(safe.Server)).Tags());

        Assert.StartsWith($"{safe.Server.Host}/{space}/telco: found 401 Unauthorized", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith($"as answer to pull, expected to be allowed; no credential was found: docker login {safe.Server.Host}, or MLCI_REGISTRY_USER and MLCI_REGISTRY_PASSWORD", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void WrongPassword_SaysWhereItWasFound()
    {
        RegistryEnvironment wrong = RemoteTest.Environment(safe.Server) with { Password = Wrong };
        FaultException basic = Refused(() => Repository(safe.Server, wrong).PutBlob("text/plain", "x"u8.ToArray()));
        RegistryEnvironment wrongToken = RemoteTest.Environment(tokens.Server) with { Password = Wrong };
        FaultException bearer = Refused(() => Repository(tokens.Server, wrongToken).PutBlob("text/plain", "x"u8.ToArray()));

        Assert.EndsWith("the credential of MLCI_REGISTRY_USER and MLCI_REGISTRY_PASSWORD was used, which is wrong or lacks that right", basic.Message, StringComparison.Ordinal);
        Assert.EndsWith("the credential of MLCI_REGISTRY_USER and MLCI_REGISTRY_PASSWORD was used, which is wrong or lacks that right", bearer.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Reader_ReadsButDoesNotWrite()
    {
        Descriptor put = Repository(tokens.Server, RemoteTest.Environment(tokens.Server)).PutBlob("text/plain", "for readers"u8.ToArray());
        RegistryEnvironment reader = RemoteTest.Environment(tokens.Server) with { User = "reader", Password = TokenServer.ReaderPassword };

        Assert.Equal("for readers"u8.ToArray(), Repository(tokens.Server, reader).ReadBlob(put));
        FaultException fault = Refused(() => Repository(tokens.Server, reader).PutBlob("text/plain", "by a reader"u8.ToArray()));

        Assert.Contains("as answer to push, expected to be allowed", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Token_IsKept_AndRenewedWhereItIsRefused()
    {
        IRepository repository = Repository(tokens.Server, RemoteTest.Environment(tokens.Server));
        repository.Tags();
        int given = tokens.Server.Tokens!.Given;
        repository.Tags();
        repository.Resolve("candidate");

        Assert.Equal(given, tokens.Server.Tokens.Given);
        tokens.Server.Tokens.Ended = 1;
        Assert.Empty(Repository(tokens.Server, RemoteTest.Environment(tokens.Server)).Tags());
    }

    [SkippableFact]
    public void LoginOfDocker_IsUsed()
    {
        RegistryServer server = safe.Server;
        string auth = Encoded($"{RegistryServer.User}:{RegistryServer.Password}");

        Assert.Empty(Repository(server, Login(server, server.Host, auth)).Tags());
        Assert.Empty(Repository(server, Login(server, $"https://{server.Host}/v1/", auth)).Tags());
        // Another host's is not for this one.
        Refused(() => Repository(server, Login(server, "127.0.0.1", auth)).Tags());
        Refused(() => Repository(server, Login(server, "example.org", auth)).Tags());
        FaultException fault = Refused(() => Repository(server, Login(server, server.Host, Encoded($"ci:{Wrong}"))).Tags());
        Assert.Contains($"the credential of {folder.Path("docker", "config.json")} was used", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void UnknownAuthority_SaysWhatToDo()
    {
        FaultException fault = Refused(() => Repository(safe.Server, RemoteTest.Environment(safe.Server) with { Authorities = null }).Tags());

        Assert.StartsWith($"{safe.Server.Host}/{space}/telco: found a certificate of CN=MlCi test authority that is not trusted (", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("put the authority that signed it into a PEM file and name that in MLCI_REGISTRY_CA", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void CertificateOfAnotherName_IsRefused()
    {
        FaultException fault = Refused(() => RemoteTest.Place(safe.Server, folder.Root, space, $"localhost:{safe.Server.Port}").Repository("telco").Tags());

        Assert.Contains("found a certificate for 127.0.0.1, expected one for localhost:", fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void RegistryWithoutTls_IsNotAskedOverHttp()
    {
        using RegistryServer plain = RegistryServer.Plain();
        FaultException fault = Refused(() => RemoteTest.Place($"https://{plain.Host}", folder.Root, space, RemoteTest.Environment(plain)).Repository("telco").Tags());

        Assert.Contains("expected https; a registry without it is named as http://", fault.Message, StringComparison.Ordinal);
    }
}
