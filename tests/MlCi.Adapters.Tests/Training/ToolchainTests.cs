using MlCi.Adapters.Training;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Training;

/// <summary>Which versions enter the keys of results.</summary>
public sealed class ToolchainTests
{
    [Fact]
    public void Engine_IsAllAssembliesThatCompute()
    {
        string engine = Toolchain.Versions.Split('\n')[0];

        Assert.All(
            new[] { typeof(Toolchain), typeof(MlCi.Data.Digest), typeof(MathNet.Numerics.SpecialFunctions) },
            type => Assert.Contains($"{type.Assembly.ManifestModule.ModuleVersionId}", engine, StringComparison.Ordinal));
    }

    [Fact]
    public void Frameworks_AreTheNewestPatchOfEachVersion()
    {
        using var dotnet = new TemporaryFolder();
        foreach (string version in new[] { "10.0.9", "10.0.12-rc.1", "10.0.12", "8.0.1", "not-a-version" })
            dotnet.Write($"shared/Microsoft.NETCore.App/{version}/x.dll", "");
        dotnet.Write("shared/Microsoft.AspNetCore.App/10.0.9/x.dll", "");

        Assert.Equal("Microsoft.AspNetCore.App 10.0.9, Microsoft.NETCore.App 8.0.1, Microsoft.NETCore.App 10.0.12", Toolchain.Frameworks(dotnet.Root));
        Assert.Equal("unknown", Toolchain.Frameworks(null));
    }

    [Fact]
    public void ProgramOfAProject_ReadsTheFrameworksThatAreThere()
    {
        string frameworks = Assert.Single(Toolchain.InputsOf("Model.csproj"), input => input.Name == "frameworks").Value;

        Assert.Contains($"Microsoft.NETCore.App {Environment.Version.ToString(2)}", frameworks, StringComparison.Ordinal);
        Assert.DoesNotContain(Toolchain.InputsOf(project: null), input => input.Name == "frameworks");
    }
}
