using System.Globalization;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Containers.Engines;
using MlCi.Adapters.Processes;

namespace MlCi.IntegrationTests.Containers;

/// <summary>The in-box client over the Unix socket keeps the contract.</summary>
[Collection(EngineCollection.Name)]
public sealed class SocketEngineTests(EngineFixture fixture) : EngineContract(fixture)
{
    protected override IContainerEngine Connect(EngineFixture fixture, SecretTexts secrets, CancellationToken interrupted) =>
        new SocketEngine(EngineAddress.OfSocket(fixture.Engine.Socket), new EnginePatience(), secrets, interrupted);
}

/// <summary>The in-box client over a port keeps the contract.</summary>
[Collection(EngineCollection.Name)]
public sealed class PortEngineTests(EngineFixture fixture) : EngineContract(fixture)
{
    protected override IContainerEngine Connect(EngineFixture fixture, SecretTexts secrets, CancellationToken interrupted)
    {
        Assert.Null(EngineAddress.Parse($"tcp://127.0.0.1:{fixture.Engine.Port.ToString(CultureInfo.InvariantCulture)}", out EngineAddress? address));
        return new SocketEngine(address!, new EnginePatience(), secrets, interrupted);
    }
}
