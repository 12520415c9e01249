using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>--affected-since</c>, by what a real git says: which pipelines a change leads to.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AffectedCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GitRepository git;

    public AffectedCommandTests()
    {
        // a: C# with a shared library; b: another library and data of its own; c: commands on shared scripts; d: needs nothing else.
        Write("Directory.Packages.props", "<Project />");
        Write("src/Shared/Shared.csproj", "<Project Sdk=\"x\"><ItemGroup><ProjectReference Include=\"..\\Deep\\Deep.csproj\" /></ItemGroup></Project>");
        Write("src/Shared/Shared.cs", "1");
        Write("src/Deep/Deep.csproj", "<Project><Import Project=\"../../eng/Deep.props\" /></Project>");
        Write("src/Deep/Sub/Deep.cs", "1");
        Write("src/Other/Other.csproj", "<Project><ItemGroup><Compile Include=\"../linked/**/*.cs\" /></ItemGroup></Project>");
        Write("scripts/train.py", "1");
        Write("data/big.csv", "1");
        Write("README.md", "1");
        Write(".gitignore", "bin/\n*.ignored\n");
        Pipeline("a", "train: {project: model/A.csproj}\ntests: tests/T.csproj");
        Write("pipelines/a/model/A.csproj", "<Project><ItemGroup><ProjectReference Include=\"../../../src/Shared/Shared.csproj\" /></ItemGroup></Project>");
        Write("pipelines/a/tests/T.csproj", "<Project><ItemGroup><ProjectReference Include=\"../model/A.csproj\" /></ItemGroup></Project>");
        Pipeline("b", "train: {project: ../../src/Other/Other.csproj}");
        Pipeline("c", "train: {command: [python3, ../../../scripts/train.py], folder: model, files: [\"../../scripts/*.py\"]}\ndata: {train: ../../data/big.csv}");
        Pipeline("d", "train: {command: [python3, model/train.py]}");
        git = GitRepository.Begin(folder.Root);
        Commit("first");
        Git("checkout", "-q", "-b", "topic");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("pipelines/b/pipeline.yml", "b")]
    [InlineData("pipelines/d/new.txt", "d")]
    [InlineData("src/Shared/Shared.cs", "a")]
    [InlineData("src/Shared/New/File.cs", "a")]
    [InlineData("src/Deep/Sub/Deep.cs", "a")]
    [InlineData("eng/Deep.props", "a")]
    [InlineData("src/linked/x/y.cs", "b")]
    [InlineData("scripts/train.py", "c")]
    [InlineData("scripts/new.py", "c")]
    [InlineData("data/big.csv", "c")]
    [InlineData("Directory.Packages.props", "a,b")]
    [InlineData("src/global.json", "a,b")]
    [InlineData("global.json", "a,b")]
    [InlineData("pipelines/Directory.Build.props", "a")]
    [InlineData(".config/dotnet-tools.json", "a,b,c,d")]
    [InlineData("README.md", "")]
    [InlineData("data/other.csv", "")]
    [InlineData("src/Sharedness/x.cs", "")]
    [InlineData("pipelines/gone/pipeline.txt", "")]
    [InlineData("pipelines/d/model/bin/x.dll", "")]
    public void Change_LeadsToWhoeverMayReadIt_CommittedOrNot(string path, string affected)
    {
        Write(path, "changed");
        Assert.Equal(affected, Affected());

        Commit("second");
        Assert.Equal(affected, Affected());
    }

    [Fact]
    public void RemovedAndMovedFiles_AreChanges_OfBothPlaces()
    {
        Git("rm", "-q", "Directory.Packages.props");
        Assert.Equal("a,b", Affected());

        Git("checkout", "-q", "-f", "HEAD", ".");
        Git("mv", "scripts/train.py", "pipelines/d/train.py");
        Assert.Equal("c,d", Affected());
    }

    [Fact]
    public void WhatTheOtherBranchDidMeanwhile_IsNoChangeOfThisOne()
    {
        Git("checkout", "-q", "main");
        Write("pipelines/d/elsewhere.txt", "1");
        Commit("meanwhile");
        Git("checkout", "-q", "topic");
        Write("pipelines/a/here.txt", "1");
        Commit("here");

        Assert.Equal("a", Affected());
        Assert.Equal("a", Affected("main~0"));
    }

    [Fact]
    public void WhatCannotBeRead_OrGitIgnores_IsAlwaysAffected()
    {
        Write("pipelines/d/pipeline.yml", "data: {train: rows.ignored}\n");
        Write("pipelines/b/pipeline.yml", "train: [\n");
        Write("pipelines/a/model/A.csproj", "<Project>");
        Commit("second");
        Git("branch", "-f", "main");
        Assert.Equal("a,b", Affected());

        Write("pipelines/d/rows.ignored", "1");
        Assert.Equal("a,b,d", Affected());
    }

    [Theory]
    [InlineData("train: {folder: ../.., command: [sh, lib/train.sh]}", "lib/train.sh")]
    [InlineData("train: {command: [sh, x.sh], files: [\"../../*.sh\"]}", "top.sh")]
    [InlineData("train: {project: ../../Model.csproj}", "Program.cs")]
    public void RootAsInput_IsAffectedByAllOfIt(string text, string changed)
    {
        Pipeline("d", text);
        Write("Model.csproj", "<Project />");
        Commit("second");
        Git("branch", "-f", "main");
        Assert.Equal(text.Contains("project", StringComparison.Ordinal), Affected().Contains('d', StringComparison.Ordinal));

        Write(changed, "changed");
        Assert.Contains("d", Affected(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatLinksLeadTo_IsRead()
    {
        Directory.CreateDirectory(folder.Path("pipelines", "d", "data"));
        Write("shared/data/train.csv", "1");
        Write("shared/code/deep/train.py", "1");
        File.CreateSymbolicLink(folder.Path("pipelines", "d", "data", "train.csv"), "../../../shared/data/train.csv");
        Directory.CreateSymbolicLink(folder.Path("pipelines", "b", "code"), "../../shared/code");
        Commit("second");
        Git("branch", "-f", "main");
        Assert.Equal("", Affected());

        Write("shared/data/train.csv", "2");
        Assert.Equal("d", Affected());
        Write("shared/code/deep/train.py", "2");
        Assert.Equal("b,d", Affected());
    }

    [Fact]
    public void ToolOfTheMachine_ThatACommandBeginsWith_IsNoInput()
    {
        Pipeline("d", "train: {command: [/bin/sh, model/train.sh]}");
        Commit("second");
        Git("branch", "-f", "main");
        Assert.Equal("", Affected());
    }

    [Fact]
    public void WhatLiesOutsideOfGit_IsAlwaysAffected()
    {
        using var elsewhere = new TemporaryFolder();
        string data = elsewhere.Write("train.csv", "1");
        Pipeline("d", $"data: {{train: {data}}}");
        Pipeline("c", $"train: {{command: [python3, x.py, \"--data={data}\"]}}");
        Pipeline("b", "data: {train: ../../../nowhere.csv}");
        File.CreateSymbolicLink(folder.Path("pipelines", "a", "link.csv"), data);
        Commit("second");
        Git("branch", "-f", "main");

        Assert.Equal("a,b,c,d", Affected());
    }

    [Fact]
    public void IgnoredFileInAPipelinesFolder_IsAlwaysAffected_UnlessABuildLeftIt()
    {
        Write("pipelines/a/model/obj/x.ignored", "1");
        Write("pipelines/b/__pycache__/x.ignored", "1");
        Assert.Equal("", Affected());

        Write("pipelines/d/model/weights.ignored", "1");
        Pipeline("c", "train: {command: [sh, x.sh, \"--cfg=../../scripts/cfg.ignored\"]}");
        Write("scripts/cfg.ignored", "1");
        Commit("second");
        Git("branch", "-f", "main");
        Assert.Equal("c,d", Affected());
    }

    [Theory]
    [InlineData("src/MlCi/Gates/Verdict.cs")]
    [InlineData("build/Build.cs")]
    [InlineData("build.sh")]
    public void SourcesOfMlCi_AreInputsOfAll_WhereItIsBuiltFromThem(string path)
    {
        Write("src/MlCi.Adapters/Engine.cs", "1");
        Commit("second");
        Git("branch", "-f", "main");
        Write(path, "changed");

        Assert.Equal("a,b,c,d", Affected());
    }

    [Fact]
    public void RepositoryThatIsAPartOfGits_IsToldApart()
    {
        string inner = folder.Path("inner");
        folder.Write("inner/pipelines/e/pipeline.yml", "data: {train: ../../../data/big.csv}\n");
        folder.Write("inner/pipelines/d/pipeline.yml", "task: binary\n");
        Commit("inner");
        Git("branch", "-f", "main");
        Write("pipelines/d/x.txt", "1");
        Assert.Equal("", Affected(root: inner));

        Write("data/big.csv", "2");
        Assert.Equal("e", Affected(root: inner));
    }

    [Fact]
    public void GateOfNothing_SaysSo_AndIsNoVerdict()
    {
        (int code, string output, string errors) = MlciRun.Run("gate", "--root", folder.Root, "--affected-since", "main", "--quiet");

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Matches("^no input of 4 pipelines changed since [0-9a-f]{12}, where HEAD and main part: nothing was run, and there is no verdict\r?\n$", output);
        Assert.DoesNotContain("passed", output, StringComparison.OrdinalIgnoreCase);
        Assert.False(Directory.Exists(folder.Path("artifacts")));
    }

    [Fact]
    public void Explain_SaysWhatLedToEachPipeline_AndNamesNarrowTheChoice()
    {
        Write("src/Deep/Sub/Deep.cs", "2");
        Write("pipelines/c/x", "1");

        (int code, string output, _) = MlciRun.Run("validate-data", "--root", folder.Root, "--affected-since", "main", "--explain", "--pipeline", "a,d");

        // They are no whole pipelines, so they stop there.
        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Matches("^1 of 2 pipelines affected since [0-9a-f]{12}, where HEAD and main part: a\r?\n  a: src/Deep/Sub/Deep.cs\r?\n", output);
        Assert.DoesNotContain("pipelines/c", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mian", "found no commit 'mian' for '--affected-since', expected a branch, tag or commit that git has here")]
    [InlineData("--all", "found no commit '--all' for '--affected-since', expected a branch")]
    public void ReferenceThatIsNone_IsRefused(string reference, string fault) => AssertFault(folder.Root, reference, fault);

    [Fact]
    public void WithoutCommonHistory_TheWayToItIsTold()
    {
        Git("checkout", "-q", "--orphan", "lonely");
        Commit("lonely");
        AssertFault(folder.Root, "main", "found no common ancestor of 'main' and HEAD for '--affected-since', expected one");

        Git("checkout", "-q", "topic");
        Write("pipelines/a/x", "1");
        Commit("later");
        string shallow = folder.Path("shallow");
        Git("clone", "-q", "--depth=1", "--no-single-branch", "file://" + folder.Root, shallow);
        AssertFault(shallow, "origin/main", "and HEAD for '--affected-since', expected one; this clone is shallow: git fetch --unshallow");
        AssertFault(shallow, "v1", "found no commit 'v1' for '--affected-since', expected a branch, tag or commit that git has here, such as origin/main; this clone is shallow");
    }

    [Fact]
    public void WithoutGit_ThereIsNoTelling()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("pipelines/a/pipeline.yml", "version: 1\n");

        AssertFault(elsewhere.Root, "main", $"found no git repository at {elsewhere.Root}, expected one for '--affected-since'");
    }

    private static void AssertFault(string root, string reference, string fault)
    {
        (int code, string output, string errors) = MlciRun.Run("matrix", "--root", root, "--affected-since", reference);

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.Contains(fault, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private string Affected(string reference = "main", string? root = null)
    {
        (int code, string output, string errors) = MlciRun.Run("matrix", "--root", root ?? folder.Root, "--affected-since", reference);

        Assert.True(code == 0, errors);
        return string.Join(',', JsonNode.Parse(output)!["include"]!.AsArray().Select(job => (string)job!["pipeline"]!));
    }

    private void Pipeline(string name, string text) => Write($"pipelines/{name}/pipeline.yml", text + "\n");

    private void Write(string path, string text) => folder.Write(path, text);

    private void Commit(string message)
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
    }

    private void Git(params string[] arguments) => git.Run(arguments);
}
