using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;

namespace MlCi.IntegrationTests.Containers;

/// <summary>Docker.DotNet keeps the contract.</summary>
[Collection(EngineCollection.Name)]
public sealed class DockerDotNetEngineTests(EngineFixture fixture) : EngineContract(fixture)
{
    protected override IContainerEngine Connect(EngineFixture fixture, SecretTexts secrets, CancellationToken interrupted) =>
        new DockerDotNetEngine(EngineAddress.OfSocket(fixture.Engine.Socket), new EnginePatience(), secrets, interrupted);
}
