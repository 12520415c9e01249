using MlCi.Adapters.Training;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Training;

/// <summary>Whatever a build reads is a source, and leads to the pipelines that it is one of.</summary>
public sealed class ProgramSourcesTests : IDisposable
{
    private const string Items = "<Project><ItemGroup>{0}</ItemGroup></Project>";
    private readonly TemporaryFolder folder = new();
    private readonly string project;

    public ProgramSourcesTests()
    {
        project = Write("p/model/Model.csproj", "");
        folder.Write("p/model/Program.cs", "");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""<Compile Include="../../code/*.cs"/>""", "code/Shared.cs")]
    [InlineData("""<Compile Include="..\..\code\**\*.cs"/>""", "code/deep/er/Shared.cs")]
    [InlineData("""<Compile Include="../../code/**"/>""", "code/deep/Shared.cs")]
    [InlineData("""<Compile Include="../../code/Share?.cs"/>""", "code/Shared.cs")]
    [InlineData("""<Compile Include="../../code/Sh**d.cs"/>""", "code/Shared.cs")]
    [InlineData("""<Compile Include="../../code/*/../Shared.cs"/>""", "code/Shared.cs")]
    [InlineData("""<Compile Include="../../code/shared.CS*"/>""", "code/Shared.cs")]
    [InlineData("""<Compile Include="../../code/First.cs; ../../code/Second.cs"/>""", "code/Second.cs")]
    [InlineData("""<Compile Include="../../code/my%20code.cs"/>""", "code/my code.cs")]
    [InlineData("""<Compile Include="$(MSBuildProjectDirectory)/../../code/Shared.cs"/>""", "code/Shared.cs")]
    [InlineData("""<Compile Include="$(ProjectDir)../../code/*.cs"/>""", "code/Shared.cs")]
    [InlineData("""<Compile Include="$(MSBuildThisFileDirectory)../../code/*.cs"/>""", "code/Shared.cs")]
    [InlineData("""<Compile Include="../../code/$(MSBuildProjectName).cs"/>""", "code/Model.cs")]
    [InlineData("""<Protobuf Include="../../code/*.proto"/>""", "code/rows.proto")]
    [InlineData("""<Reference Include="Lib"><HintPath>..\..\lib\Lib.dll</HintPath></Reference>""", "lib/Lib.dll")]
    [InlineData("""<Reference Include="Lib" HintPath="../../lib/Lib.dll"/>""", "lib/Lib.dll")]
    public void FileThatTheProjectNames_IsASource(string item, string file)
    {
        Write("p/model/Model.csproj", item);

        AssertIsSource(file);
    }

    [Theory]
    [InlineData("Directory.Build.props")]
    [InlineData("p/Directory.Build.targets")]
    [InlineData("p/model/Directory.Packages.props")]
    public void ItemsOfFilesAbove_AreRelativeToTheProject(string above)
    {
        Write(above, """<EmbeddedResource Include="../../code/*.txt"/><ProjectReference Include="../../lib/Lib.csproj"/>""");
        Write("lib/Lib.csproj", """<None Include="../code/None.md"/>""");

        AssertIsSource("code/words.txt");
        AssertIsSource("lib/Lib.cs");
        AssertIsSource("code/None.md");
    }

    [Theory]
    [InlineData("eng/Items.props")]
    [InlineData("eng/Items.projitems")]
    public void ItemsOfImportedFiles_AreSources(string imported)
    {
        folder.Write("p/model/Model.csproj", $"<Project><Import Project=\"../../{imported}\"/></Project>");
        Write(imported, """<Compile Include="$(MSBuildThisFileDirectory)../code/*.cs"/><Content Include="../../words/*"/>""");

        AssertIsSource(imported);
        AssertIsSource("code/Shared.cs");
        AssertIsSource("words/list");
    }

    [Theory]
    [InlineData("p/model/code/bin/Bits.cs")]
    [InlineData("p/model/code/obj/Objects.cs")]
    [InlineData("p/model/code/TestResults/Results.cs")]
    [InlineData("p/Directory.Build.rsp")]
    [InlineData("Directory.Build.rsp")]
    public void FileThatLiesThere_IsASource(string file) => AssertIsSource(file);

    [Theory]
    [InlineData("p/model/bin/Debug/Model.dll")]
    [InlineData("p/model/obj/project.assets.json")]
    [InlineData("p/model/.vs/settings.json")]
    [InlineData(".mlci/cache/x.cs")]
    [InlineData("artifacts/p/gate.cs")]
    [InlineData("elsewhere/x.txt")]
    public void WhatBuildsAndRunsLeave_IsNone(string file)
    {
        Write("p/model/Model.csproj", """<Compile Include="../../**/*.cs"/><PackageReference Include="Some"/>""");

        string before = DigestOfSources();
        folder.Write(file, "one");

        Assert.Equal(before, DigestOfSources());
    }

    [Fact]
    public void ItemOfAnUnknownProperty_IsLeftToTheBuild()
    {
        Write("p/model/Model.csproj", """<Compile Include="$(Where)/*.cs;@(Others);%(Name).cs"/><Compile Include="../../code/*.cs"/>""");

        AssertIsSource("code/Shared.cs");
    }

    [Fact]
    public void SourcesInTheRepositorysOwnFolder_MakeAnyFileOne()
    {
        Write("p/model/Model.csproj", """<Compile Include="../../*.cs"/>""");
        Write("Model.csproj", "");

        Assert.Equal("p/model/Model.csproj names files of the repository's own folder by a pattern, so that any file may be one", new ProgramReach(folder.Root).Add(project, []));
        Assert.Equal("Model.csproj lies in the repository's own folder, so that any file may be its source", new ProgramReach(folder.Root).Add(folder.Path("Model.csproj"), []));
    }

    // A source is in the digest, by its bytes too, and in what is asked whether it changed.
    private void AssertIsSource(string file)
    {
        folder.Write(file, file.EndsWith("proj", StringComparison.Ordinal) || file.EndsWith(".props", StringComparison.Ordinal) || file.EndsWith(".projitems", StringComparison.Ordinal) ? File.ReadAllText(folder.Path(file)) : "one");
        (string Path, string Digest)[] sources = ProgramSources.Of(folder.Root, [project]);
        Assert.Contains(file, sources.Select(source => source.Path));
        string before = DigestOfSources();
        File.AppendAllText(folder.Path(file), " ");
        Assert.NotEqual(before, DigestOfSources());

        HashSet<string> reached = new(StringComparer.Ordinal);
        Assert.Null(new ProgramReach(folder.Root).Add(project, reached));
        string full = folder.Path(file);
        Assert.Contains(reached, path => full == path || full.StartsWith(path + "/", StringComparison.Ordinal));
    }

    private string DigestOfSources() => ProgramSources.DigestOf(folder.Root, [project], ProgramSources.Of(folder.Root, [project]));

    private string Write(string file, string items) => folder.Write(file, Items.Replace("{0}", items, StringComparison.Ordinal));
}
