using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>The pipeline's own tests: failing and absent ones fail the gate; none at all, if pipeline.yml says so, is named.</summary>
public sealed class PreprocessingTestsTests(EngineSetup setup) : EngineTest(setup)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.NET.Test.Sdk" />
            <PackageReference Include="xunit" />
            <PackageReference Include="xunit.runner.visualstudio" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public void TestsNone_IsNamed_AndCanPass()
    {
        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "– tiny TestPreprocessing", "pipeline.yml says tests: none");
        Assert.Equal("skipped", StatusOf(Report(), "TestPreprocessing"));
        Assert.False(File.Exists(Repository.Artifact("tests.json")));
    }

    [Fact]
    public void FailingTest_FailsTheGate_AndIsTriedAgain()
    {
        string broken = Repository.Path("broken");
        File.WriteAllText(broken, "");
        AddTests($$"""
            using Xunit;
            public class Tests
            {
                [Fact] public void Whole() => Assert.False(File.Exists("{{broken}}"), "the encoder is broken");
                [Fact] public void Fine() { }
            }
            """);

        JsonNode report = AssertFails("TestPreprocessing: 1 passed, 1 failed, 0 skipped; Tests.Whole: the encoder is broken");

        Assert.Equal("failed", StatusOf(report, "TestPreprocessing"));
        Assert.Empty(Repository.Cached("TestPreprocessing"));
        Assert.Equal(1, (int)JsonNode.Parse(File.ReadAllText(Repository.Artifact("tests.json")))!["failed"]!);

        // The sources are the same; what broke the test is not among them.
        File.Delete(broken);
        AssertPasses();
        (int code, string output) = Run("TestPreprocessing");
        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "2 passed, 0 failed, 0 skipped, unchanged since an earlier run");
    }

    [Fact]
    public void NoTests_FailTheGate()
    {
        AddTests("public class Nothing;");

        JsonNode report = AssertFails("TestPreprocessing: found no test that passed (0 passed, 0 failed, 0 skipped), expected at least one");

        Assert.Equal("failed", StatusOf(report, "TestPreprocessing"));
        Assert.Empty(Repository.Cached("TestPreprocessing"));
    }

    private void AddTests(string source)
    {
        File.Copy(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props"), Repository.Path("Directory.Packages.props"));
        Repository.Write("pipelines/tiny/tests/Tiny.Tests.csproj", Project);
        Repository.Write("pipelines/tiny/tests/Tests.cs", source);
        Repository.EditPipeline("tests: none", "tests: tests/Tiny.Tests.csproj");
    }
}
