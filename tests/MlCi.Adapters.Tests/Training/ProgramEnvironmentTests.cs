using MlCi.Adapters.Tests.Stages;
using MlCi.Adapters.Training;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Training;

/// <summary>What leads a program to other libraries changes its key. Beside no test of the engine, as it changes this process' variables.</summary>
[Collection(EngineSetup.Name)]
public sealed class ProgramEnvironmentTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Theory]
    [InlineData("LD_LIBRARY_PATH")]
    [InlineData("DOTNET_ROOT")]
    public void VariableThatIsPassedOn_IsAnInput(string name)
    {
        string? before = Environment.GetEnvironmentVariable(name);
        try
        {
            Environment.SetEnvironmentVariable(name, null);
            Assert.Equal("not set", DigestOf(name));
            Environment.SetEnvironmentVariable(name, "/one");
            string one = DigestOf(name);
            Environment.SetEnvironmentVariable(name, "/two");

            Assert.NotEqual(one, DigestOf(name));
            Assert.StartsWith("sha256:", one, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, before);
        }
    }

    [Fact]
    public void VariableThatThePipelineSets_IsThereOnce()
    {
        var commands = new CommandSetting { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LD_LIBRARY_PATH"] = "/its/own" }, PassedOn = ["DOTNET_ROOT"] };

        Assert.Equal("/its/own", Assert.Single(ProgramEnvironment.Inputs(commands, 1, root.Root), input => input.Name == "LD_LIBRARY_PATH").Value);
        Assert.Single(ProgramEnvironment.Inputs(commands, 1, root.Root), input => input.Name == "DOTNET_ROOT");
    }

    private string DigestOf(string name) => Assert.Single(ProgramEnvironment.Inputs(new CommandSetting(), 1, root.Root), input => input.Name == name).Value;
}
