using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Registry.Remote;

public sealed class CredentialSearchTests : IDisposable
{
    private static readonly RegistryEnvironment Empty = new() { DockerFolder = "/nonexistent" };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static RegistryCredential? Find(RegistryEnvironment environment, bool isOwn = true) =>
        CredentialSearch.Find(new RegistryAddress("ghcr.io", "acme", IsPlain: false), environment, isOwn);

    [Fact]
    public void Variables_ComeFirst_ButOnlyForTheChosenRegistry()
    {
        RegistryEnvironment set = Empty with { User = "u", Password = "s3cret", Token = "t0ken" };

        Assert.Equal(("u", "s3cret"), (Find(set)!.User, Find(set)!.Password));
        Assert.Equal(("u", "t0ken"), (Find(set with { Password = null })!.User, Find(set with { Password = null })!.Password));
        Assert.Equal("t0ken", Find(set with { Password = null, User = null })!.RegistryToken);
        Assert.Null(Find(set, isOwn: false));
        Assert.Null(Find(Empty));
        Assert.DoesNotContain("s3cret", set.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", Find(set)!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void HalfALogin_IsAFault()
    {
        Assert.Equal(ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => Find(Empty with { User = "u" })).ExitCode);
        Assert.Equal(ExitCodes.Misconfigured, Assert.Throws<FaultException>(() => Find(Empty with { Password = "p" })).ExitCode);
    }

    [Fact]
    public void Place_IsTheVariables_ElseThePipelines_ElseAFolder()
    {
        RegistryAddress.Parse("ghcr.io/acme", out RegistryAddress? address);
        RegistrySetting setting = new(address, []);

        Assert.Equal("ghcr.io/acme", Place(setting, Empty).Shown);
        Assert.Equal("host:5000/x", Place(setting, Empty with { Registry = "host:5000/x" }).Shown);
        Assert.Equal("host:5000/x", Place(RegistrySetting.None, Empty with { Registry = "host:5000/x" }).Shown);
        Assert.IsType<FolderPlace>(Place(setting, Empty with { Registry = "folder" }));
        Assert.IsType<FolderPlace>(Place(RegistrySetting.None, Empty));
        FaultException fault = Assert.Throws<FaultException>(() => Place(setting, Empty with { Registry = "acme" }));
        Assert.Equal("found acme, which names no host in the variable MLCI_REGISTRY, expected host[:port]/namespace, such as ghcr.io/acme/models, or folder for .mlci/registry", fault.Message);
    }

    [Fact]
    public void FileOfAuthorities_ThatCannotBeRead_IsAFault()
    {
        RegistryAddress.Parse("ghcr.io/acme", out RegistryAddress? address);
        foreach (string file in new[] { folder.Path("none.pem"), folder.Write("empty.pem", "no certificate") })
        {
            FaultException fault = Assert.Throws<FaultException>(() => Place(new(address, []), Empty with { Authorities = file }));
            Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
            Assert.StartsWith($"{file}: found ", fault.Message, StringComparison.Ordinal);
        }
    }

    private IRegistryPlace Place(RegistrySetting setting, RegistryEnvironment environment) => RegistryPlaces.Of(folder.Root, setting, environment, CancellationToken.None);
}
