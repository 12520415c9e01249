using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Registry.Remote;

public sealed class LockCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private RegistryLock Take(params string[] words)
    {
        RegistryAddress.Parse("registry.example.org/acme", out RegistryAddress? address);
        return RegistryPlaces.Of(folder.Root, new RegistrySetting(address, words), new RegistryEnvironment { DockerFolder = "/nonexistent" }, CancellationToken.None).Repository("telco").Lock();
    }

    [Fact]
    public void Command_IsToldToAcquire_AndOnceToRelease()
    {
        RegistryLock held = Take("sh", "-c", "echo $0 $1 >> log");
        Assert.Equal("acquire registry.example.org/acme/telco\n", File.ReadAllText(folder.Path("log")));

        held.Dispose();
        held.Dispose();

        Assert.Equal("acquire registry.example.org/acme/telco\nrelease registry.example.org/acme/telco\n", File.ReadAllText(folder.Path("log")));
    }

    [Fact]
    public void CommandThatSaysNo_IsOutOfReach_AndHoldsNothing()
    {
        FaultException fault = Assert.Throws<FaultException>(() => Take("sh", "-c", "echo held by ana; exit 7"));

        Assert.Equal(ExitCodes.OutOfReach, fault.ExitCode);
        Assert.Equal(
            "registry.lock: found exit code 7 of 'sh -c echo held by ana; exit 7 acquire registry.example.org/acme/telco', expected 0: that it is held; its last line: held by ana",
            fault.Message);
        Take().Dispose();
    }

    [Fact]
    public void LockThatIsNotGivenBack_IsReported_AndFreeOnThisMachine()
    {
        RegistryLock held = Take("sh", "-c", "test $0 = acquire");

        FaultException fault = Assert.Throws<FaultException>(held.Dispose);

        Assert.Contains("expected 0: that it is given back; it printed nothing", fault.Message, StringComparison.Ordinal);
        Take().Dispose();
    }
}
