using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci data add|push|pull|status</c> on one machine: pointers, the local store and the registry folder.</summary>
[Collection(ConsoleTests.Name)]
public sealed class DataCommandTests : DataCommandTest
{
    [Fact]
    public void Add_LeavesAPointer_AndKeepsTheFileOutOfGit()
    {
        Folder.Write("pipelines/a/data/.gitignore", "*.tmp");

        (int code, string output, _) = Data("add", Train);

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Equal("*.tmp\n/train.csv\n", Text("pipelines/a/data/.gitignore"));
        Assert.Contains($"digest: {Digest.OfText(Rows)}\nsize: 8\n", Text(Train + ".mlci"), StringComparison.Ordinal);
        Assert.Equal(Rows, Text(Train));
        Assert.Contains($"added {Train}, 8 B, {Digest.OfText(Rows)}", output, StringComparison.Ordinal);
        Assert.Contains("pipelines/a/data/.gitignore keeps it out of git: /train.csv", output, StringComparison.Ordinal);
        Assert.Contains($"git add {Train}.mlci pipelines/a/data/.gitignore; for others: mlci data push", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_Again_ChangesNothing_OrFollowsTheChange()
    {
        Passes("add", Train, "--url", "https://host/train.csv");
        string before = Text(Train + ".mlci");
        Assert.Contains("unchanged: ", Data("add", Train).Output, StringComparison.Ordinal);
        Assert.Equal((before, "/train.csv\n"), (Text(Train + ".mlci"), Text("pipelines/a/data/.gitignore")));

        Folder.Write(Train, "other");
        string output = Data("add", Train).Output;

        Assert.Contains($"changed: {Train}, 5 B, {Digest.OfText("other")}", output, StringComparison.Ordinal);
        Assert.Contains("its source https://host/train.csv is left out of the pointer", output, StringComparison.Ordinal);
        Assert.DoesNotContain("source:", Text(Train + ".mlci"), StringComparison.Ordinal);
    }

    [Fact]
    public void NameWithPatternLetters_IsIgnoredAsItIs()
    {
        Folder.Write("data/a[1]*#.csv ", "1");

        Passes("add", "data/a[1]*#.csv ");

        Assert.Equal("/a\\[1\\]\\*\\#.csv\\ \n", Text("data/.gitignore"));
    }

    [Fact]
    public void LocalFolder_IsKeptOutOfGit_UnlessItsGitignoreSaysOtherwise()
    {
        Passes("add", Train);
        Assert.Equal("*\n", Text(".mlci/.gitignore"));

        Folder.Write(".mlci/.gitignore", "/data\n");
        Passes("push");
        Assert.Equal("/data\n", Text(".mlci/.gitignore"));

        File.Delete(Folder.Path(".mlci", ".gitignore"));
        Passes("push");
        Assert.Equal("*\n", Text(".mlci/.gitignore"));
    }

    [Fact]
    public void Pull_BringsBackWhatIsMissing_FromStoreOrRegistry()
    {
        Passes("add", Train);
        Passes("push");
        File.Delete(Folder.Path(Train.Split('/')));

        Assert.Contains("from the local store", Data("pull").Output, StringComparison.Ordinal);
        Assert.Equal(Rows, Text(Train));

        File.Delete(Folder.Path(Train.Split('/')));
        Directory.Delete(Folder.Path(".mlci", "data"), recursive: true);
        Assert.Contains("from the registry", Data("pull", Train + ".mlci").Output, StringComparison.Ordinal);
        Assert.Equal(Rows, Text(Train));
        Assert.Contains("0 files pulled, 1 in place already", Data("pull", "pipelines/a").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedStore_IsNotBelieved()
    {
        Passes("add", Train);
        Passes("push");
        string kept = Directory.GetFiles(Folder.Path(".mlci", "data", "sha256")).Single();
        File.WriteAllText(kept, Rows.Replace('1', '9'));
        File.Delete(Folder.Path(Train.Split('/')));

        Assert.Contains("from the registry", Data("pull").Output, StringComparison.Ordinal);

        Assert.Equal(Rows, Text(Train));
        Assert.False(File.Exists(kept));
    }

    [Fact]
    public void DamagedStore_IsNotPushed()
    {
        Passes("add", Train);
        string kept = Directory.GetFiles(Folder.Path(".mlci", "data", "sha256")).Single();
        File.WriteAllText(kept, Rows.Replace('1', '9'));
        Passes("push");

        Directory.Delete(Folder.Path(".mlci", "registry"), recursive: true);
        File.Delete(Folder.Path(Train.Split('/')));
        Refuses(ExitCodes.Misconfigured, $"found {Train} neither in its place nor in the local store, expected it in one of them: mlci data pull {Train}", "push");
        Assert.False(File.Exists(kept));
    }

    [Fact]
    public void ChangedFile_IsReplacedOnlyWhenAsked()
    {
        Passes("add", Train);
        Folder.Write(Train, "changed");

        Refuses(
            ExitCodes.Misconfigured,
            $"found {Train} with digest {Digest.OfText("changed")}, expected {Digest.OfText(Rows)} as its pointer says: mlci data add {Train} takes the change over, mlci data pull {Train} --overwrite undoes it",
            "pull");
        Assert.Equal("changed", Text(Train));

        Passes("pull", Train, "--overwrite");
        Assert.Equal(Rows, Text(Train));
    }

    [Fact]
    public void Status_SaysHowEachStands_AndEndsWithOneUnlessAllIsInPlace()
    {
        Folder.Write("b.csv", "b");
        Folder.Write("c.csv", "c");
        Passes("add", Train, "b.csv", "c.csv");
        Assert.Equal(ExitCodes.Passed, Data("status").ExitCode);
        Assert.Equal(ExitCodes.Negative, Data("status", "--pushed").ExitCode);
        Assert.Contains("3 not pushed and without a source", Data("status").Output, StringComparison.Ordinal);
        Passes("push", "all");
        Assert.Equal(ExitCodes.Passed, Data("status", "--pushed").ExitCode);

        Folder.Write("b.csv", "other");
        File.Delete(Folder.Path("c.csv"));

        Assert.Equal(["changed", "missing", "in place"], Status().AsArray().Select(one => (string?)one!["state"]));
        Assert.Equal([Digest.OfText("other"), null, Digest.OfText(Rows)], Status().AsArray().Select(one => (string?)one!["found"]));
        (int code, string output, _) = Data("status");
        Assert.Equal(ExitCodes.Negative, code);
        Assert.Matches(@"✗ +b\.csv +changed +1 B +store, registry +sha256:", output);
        Assert.Contains("3 files: 1 in place, 1 missing, 1 changed; mlci data pull brings what is missing", output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Passed, Data("status", Train).ExitCode);
    }

    [Fact]
    public void Shards_BuiltFiles_AndLinks_AreNoPointers()
    {
        Folder.Write("shard-1.mlci", "mlci-shard sha256:0\n");
        Folder.Write("bin/x.csv.mlci", "no pointer");
        Directory.CreateSymbolicLink(Folder.Path("loop"), Folder.Root);

        Assert.Equal(ExitCodes.Passed, Data("status").ExitCode);
        Assert.Empty(Status().AsArray());
        Assert.Contains("mlci data add FILE makes one", Data("pull").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pipeline_ChoosesItsOwnData_AndOthersThatItNames()
    {
        Folder.Write("pipelines/a/pipeline.yml", """
            version: 1
            task: regression
            data: {train: data/train.csv.mlci, holdout: ../../shared/holdout.csv}
            label: {column: y}
            tests: none
            train: {command: [sh, train.sh]}
            predict: {command: [sh, predict.sh]}
            champion: optional
            gates: [{metric: mae, max: 1}]

            """);
        Folder.Write("shared/holdout.csv", "h");
        Folder.Write("shared/other.csv", "o");
        Passes("add", Train, "shared/holdout.csv", "shared/other.csv");

        Assert.Equal([Train, "shared/holdout.csv"], Status("--pipeline", "a").AsArray().Select(one => (string?)one!["file"]));
        Assert.Contains("2 files pushed to .mlci/registry", Data("push", "--pipeline", "a").Output, StringComparison.Ordinal);
        Assert.Equal(["a", "data"], Directory.GetDirectories(Folder.Path(".mlci", "registry")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Push_OfAFileThatChanged_PushesWhatThePointerSays()
    {
        Passes("add", Train);
        Folder.Write(Train, "changed");
        for (int time = 0; time < 2; time++)
            Assert.Contains($"! {Train} was changed since: mlci data add {Train}", Data("push").Output, StringComparison.Ordinal);
        Directory.Delete(Folder.Path(".mlci", "data"), recursive: true);

        Passes("pull", "--overwrite");
        Assert.DoesNotContain("was changed", Data("push").Output, StringComparison.Ordinal);

        Assert.Equal(Rows, Text(Train));
    }

    [Fact]
    public void Push_OfWhatNobodyHas_IsRefused()
    {
        Passes("add", Train);
        Directory.Delete(Folder.Path(".mlci", "data"), recursive: true);
        File.Delete(Folder.Path(Train.Split('/')));

        Refuses(ExitCodes.Misconfigured, $"found {Train} neither in its place nor in the local store, expected it in one of them: mlci data pull {Train}", "push");
        Refuses(
            ExitCodes.OutOfReach,
            $"found {Train} neither in the local store nor in the registry, and no source in its pointer; expected one of them: where the file is, mlci data push, or mlci data add {Train} --url ADDRESS",
            "pull");
    }

    [Fact]
    public void Prune_RemovesCopiesThatNoPointerNames()
    {
        string Copy(string rows) => Folder.Path(".mlci", "data", "sha256", Digest.OfText(rows)[Digest.Prefix.Length..]);
        Passes("add", Train);
        Passes("push");
        Folder.Write(Train, "x,y\n3,4\n");
        Passes("add", Train);
        Folder.Write(Train, "x,y\n5,6\n");
        Passes("add", Train);
        string broken = Folder.Write(Path.GetRelativePath(Folder.Root, Copy("gone") + ".part"), "x,");

        string dry = Data("prune", "--dry-run").Output;

        Assert.Contains($"would remove {Digest.OfText(Rows)}, 8 B", dry, StringComparison.Ordinal);
        Assert.Contains($"would remove {Digest.OfText("x,y\n3,4\n")}, which was not pushed, 8 B", dry, StringComparison.Ordinal);
        Assert.Contains("3 files that no pointer names would be removed, 18 B; 1, 8 B would stay", dry, StringComparison.Ordinal);
        Assert.True(File.Exists(Copy(Rows)) && File.Exists(broken));
        Passes("prune");
        Assert.Equal([Copy("x,y\n5,6\n")], Directory.GetFiles(Folder.Path(".mlci", "data", "sha256")));
        Assert.Contains("0 files that no pointer names removed, 0 B; 1, 8 B stay", Data("prune").Output, StringComparison.Ordinal);
    }

    // What it names is not known.
    [Fact]
    public void PruneBesideADamagedPointer_RemovesNothing()
    {
        Passes("add", Train);
        Folder.Write($"{Train}.mlci", "version: 1\n");

        Assert.Equal(ExitCodes.Misconfigured, Data("prune").ExitCode);
        Assert.Single(Directory.GetFiles(Folder.Path(".mlci", "data", "sha256")));
    }
}
