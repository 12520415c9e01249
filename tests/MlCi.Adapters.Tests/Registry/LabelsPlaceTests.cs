using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Registry;

/// <summary>Where labels lie that are kept apart: never where everybody reads.</summary>
public sealed class LabelsPlaceTests : IDisposable
{
    private static readonly RegistryEnvironment Nothing = new() { Variable = RegistryEnvironment.LabelsVariable, DockerFolder = "/nonexistent" };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private IRegistryPlace Place(string name, RegistryEnvironment environment) =>
        RegistryPlaces.Of(folder.Root, RegistrySetting.None, environment with { Variable = RegistryEnvironment.RegistryVariable, Registry = name }, CancellationToken.None);

    private IRegistryPlace Labels(string others, string? named) =>
        RegistryPlaces.OfLabels(folder.Root, Place(others, Nothing), Nothing with { Registry = named }, CancellationToken.None);

    [Fact]
    public void RegistryOfTheirOwn_IsTheOneOfLabels() => Assert.Equal("example.org/labels", Labels("example.org/models", "example.org/labels").Shown);

    [Theory]
    [InlineData(null, "found no registry for labels but example.org/models, where the other data lie, expected a registry in MLCI_LABELS_REGISTRY")]
    [InlineData("example.org/models", "found example.org/models for labels, where the other data lie, expected a registry in MLCI_LABELS_REGISTRY")]
    [InlineData("nowhere", "found nowhere, which names no host in the variable MLCI_LABELS_REGISTRY")]
    public void RegistryOfOtherData_IsRefused(string? named, string message)
    {
        FaultException e = Assert.Throws<FaultException>(() => Labels("example.org/models", named));

        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
        Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderOfThisMachine_IsReadByNobodyElse()
    {
        Assert.IsType<FolderPlace>(Labels("folder", null));
        Assert.IsType<FolderPlace>(Labels("folder", "folder"));
        Assert.IsType<FolderPlace>(Labels("example.org/models", "folder"));
    }

    [Fact]
    public void Credentials_HaveVariablesOfTheirOwn() => Assert.Equal(
        "found the variable MLCI_LABELS_REGISTRY_USER alone, expected MLCI_LABELS_REGISTRY_PASSWORD or MLCI_LABELS_REGISTRY_TOKEN beside it",
        Assert.Throws<FaultException>(() => CredentialSearch.Find(Address, Nothing with { User = "ana" }, isOwn: true)).Message);

    private static RegistryAddress Address => RegistryAddress.Parse("example.org/labels", out RegistryAddress? address) is null ? address! : throw new InvalidOperationException();
}
