using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci data add|push|pull|status</c> on one machine: pointers, the local store and the registry folder.</summary>
[Collection(ConsoleTests.Name)]
public sealed class DataCommandTests : IDisposable
{
    private const string Train = "pipelines/a/data/train.csv";
    private const string Rows = "x,y\n1,2\n";
    private readonly TemporaryFolder folder = new();

    public DataCommandTests() => folder.Write(Train, Rows);

    public void Dispose() => folder.Dispose();

    private (int ExitCode, string Output, string Errors) Data(params string[] line) => MlciRun.Run(["data", line[0], "--root", folder.Root, .. line[1..]]);

    private string Text(string path) => File.ReadAllText(folder.Path(path.Split('/')));

    private void Passes(params string[] line)
    {
        (int code, string output, string errors) = Data(line);
        Assert.True(code == ExitCodes.Passed, output + errors);
    }

    private void Refuses(int exitCode, string fault, params string[] line)
    {
        (int code, string output, string errors) = Data(line);
        Assert.Equal((exitCode, ""), (code, output));
        Assert.Equal($"error {fault}{Environment.NewLine}", errors);
    }

    private JsonNode Status(params string[] more) => JsonNode.Parse(Data(["status", "--json", .. more]).Output)!;

    [Fact]
    public void Add_LeavesAPointer_AndKeepsTheFileOutOfGit()
    {
        folder.Write("pipelines/a/data/.gitignore", "*.tmp");

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

        folder.Write(Train, "other");
        string output = Data("add", Train).Output;

        Assert.Contains($"changed: {Train}, 5 B, {Digest.OfText("other")}", output, StringComparison.Ordinal);
        Assert.Contains("its source https://host/train.csv is left out of the pointer", output, StringComparison.Ordinal);
        Assert.DoesNotContain("source:", Text(Train + ".mlci"), StringComparison.Ordinal);
    }

    [Fact]
    public void NameWithPatternLetters_IsIgnoredAsItIs()
    {
        folder.Write("data/a[1]*#.csv ", "1");

        Passes("add", "data/a[1]*#.csv ");

        Assert.Equal("/a\\[1\\]\\*\\#.csv\\ \n", Text("data/.gitignore"));
    }

    [Fact]
    public void LocalFolder_IsKeptOutOfGit_UnlessItsGitignoreSaysOtherwise()
    {
        Passes("add", Train);
        Assert.Equal("*\n", Text(".mlci/.gitignore"));

        folder.Write(".mlci/.gitignore", "/data\n");
        Passes("push");
        Assert.Equal("/data\n", Text(".mlci/.gitignore"));

        File.Delete(folder.Path(".mlci", ".gitignore"));
        Passes("push");
        Assert.Equal("*\n", Text(".mlci/.gitignore"));
    }

    [Fact]
    public void Pull_BringsBackWhatIsMissing_FromStoreOrRegistry()
    {
        Passes("add", Train);
        Passes("push");
        File.Delete(folder.Path(Train.Split('/')));

        Assert.Contains("from the local store", Data("pull").Output, StringComparison.Ordinal);
        Assert.Equal(Rows, Text(Train));

        File.Delete(folder.Path(Train.Split('/')));
        Directory.Delete(folder.Path(".mlci", "data"), recursive: true);
        Assert.Contains("from the registry", Data("pull", Train + ".mlci").Output, StringComparison.Ordinal);
        Assert.Equal(Rows, Text(Train));
        Assert.Contains("0 files pulled, 1 in place already", Data("pull", "pipelines/a").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedStore_IsNotBelieved()
    {
        Passes("add", Train);
        Passes("push");
        string kept = Directory.GetFiles(folder.Path(".mlci", "data", "sha256")).Single();
        File.WriteAllText(kept, Rows.Replace('1', '9'));
        File.Delete(folder.Path(Train.Split('/')));

        Assert.Contains("from the registry", Data("pull").Output, StringComparison.Ordinal);

        Assert.Equal(Rows, Text(Train));
        Assert.False(File.Exists(kept));
    }

    [Fact]
    public void DamagedStore_IsNotPushed()
    {
        Passes("add", Train);
        string kept = Directory.GetFiles(folder.Path(".mlci", "data", "sha256")).Single();
        File.WriteAllText(kept, Rows.Replace('1', '9'));
        Passes("push");

        Directory.Delete(folder.Path(".mlci", "registry"), recursive: true);
        File.Delete(folder.Path(Train.Split('/')));
        Refuses(ExitCodes.Misconfigured, $"found {Train} neither in its place nor in the local store, expected it in one of them: mlci data pull {Train}", "push");
        Assert.False(File.Exists(kept));
    }

    [Fact]
    public void ChangedFile_IsReplacedOnlyWhenAsked()
    {
        Passes("add", Train);
        folder.Write(Train, "changed");

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
        folder.Write("b.csv", "b");
        folder.Write("c.csv", "c");
        Passes("add", Train, "b.csv", "c.csv");
        Assert.Equal(ExitCodes.Passed, Data("status").ExitCode);
        Assert.Equal(ExitCodes.Negative, Data("status", "--pushed").ExitCode);
        Assert.Contains("3 not pushed and without a source", Data("status").Output, StringComparison.Ordinal);
        Passes("push", "all");
        Assert.Equal(ExitCodes.Passed, Data("status", "--pushed").ExitCode);

        folder.Write("b.csv", "other");
        File.Delete(folder.Path("c.csv"));

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
        folder.Write("shard-1.mlci", "mlci-shard sha256:0\n");
        folder.Write("bin/x.csv.mlci", "no pointer");
        Directory.CreateSymbolicLink(folder.Path("loop"), folder.Root);

        Assert.Equal(ExitCodes.Passed, Data("status").ExitCode);
        Assert.Empty(Status().AsArray());
        Assert.Contains("mlci data add FILE makes one", Data("pull").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pipeline_ChoosesItsOwnData_AndOthersThatItNames()
    {
        folder.Write("pipelines/a/pipeline.yml", """
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
        folder.Write("shared/holdout.csv", "h");
        folder.Write("shared/other.csv", "o");
        Passes("add", Train, "shared/holdout.csv", "shared/other.csv");

        Assert.Equal([Train, "shared/holdout.csv"], Status("--pipeline", "a").AsArray().Select(one => (string?)one!["file"]));
        Assert.Contains("2 files pushed to .mlci/registry", Data("push", "--pipeline", "a").Output, StringComparison.Ordinal);
        Assert.Equal(["a", "data"], Directory.GetDirectories(folder.Path(".mlci", "registry")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Push_OfAFileThatChanged_PushesWhatThePointerSays()
    {
        Passes("add", Train);
        folder.Write(Train, "changed");
        for (int time = 0; time < 2; time++)
            Assert.Contains($"! {Train} was changed since: mlci data add {Train}", Data("push").Output, StringComparison.Ordinal);
        Directory.Delete(folder.Path(".mlci", "data"), recursive: true);

        Passes("pull", "--overwrite");
        Assert.DoesNotContain("was changed", Data("push").Output, StringComparison.Ordinal);

        Assert.Equal(Rows, Text(Train));
    }

    [Fact]
    public void Push_OfWhatNobodyHas_IsRefused()
    {
        Passes("add", Train);
        Directory.Delete(folder.Path(".mlci", "data"), recursive: true);
        File.Delete(folder.Path(Train.Split('/')));

        Refuses(ExitCodes.Misconfigured, $"found {Train} neither in its place nor in the local store, expected it in one of them: mlci data pull {Train}", "push");
        Refuses(
            ExitCodes.OutOfReach,
            $"found {Train} neither in the local store nor in the registry, and no source in its pointer; expected one of them: where the file is, mlci data push, or mlci data add {Train} --url ADDRESS",
            "pull");
    }

    [Fact]
    public void RemoteRegistry_IsToBeReachedLater_AndSaysSo()
    {
        string? before = Environment.GetEnvironmentVariable("MLCI_REGISTRY");
        try
        {
            Passes("add", Train);
            Environment.SetEnvironmentVariable("MLCI_REGISTRY", "ghcr.io/me");
            Refuses(
                ExitCodes.Misconfigured,
                "found the variable MLCI_REGISTRY, a remote registry, which this version does not reach yet; expected .mlci/registry, to which data are pushed, or a source: an address or a path",
                "push");
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLCI_REGISTRY", before);
        }
    }

    [Theory]
    [InlineData("found no file to add, expected one or more: mlci data add FILE", "add")]
    [InlineData("found no file 'data/nope.csv', expected a data file, or --url to bring it from", "add", "data/nope.csv")]
    [InlineData("found a folder at 'pipelines/a', expected a file: give its files one by one, as in pipelines/a/*.csv", "add", "pipelines/a")]
    [InlineData("found a folder at '.', expected a file: give its files one by one, as in ./*.csv", "add", "")]
    [InlineData("found 'pipelines/a/data/train.csv.mlci', a pointer, expected its data file: pipelines/a/data/train.csv", "add", Train + ".mlci")]
    [InlineData("found '.mlci/x', expected a data file outside of .mlci and .git", "add", ".mlci/x")]
    [InlineData("found an address with a name or password in it for '--url', expected an address (https://…), a path, or a file:///… without a password", "add", Train, "--url", "https://me:secret@host/x")]
    [InlineData("found an address that begins with 's3:' for '--url', expected an address (https://…), a path, or a file:///… without a password", "add", Train, "--url", "s3://bucket/x")]
    [InlineData("found 'oci://ghcr.io/x' for '--url', a remote registry, which this version does not reach yet; expected .mlci/registry, to which data are pushed, or a source: an address or a path", "add", Train, "--url", "oci://ghcr.io/x")]
    [InlineData("found 2 files for one '--url', expected one file", "add", Train, Train, "--url", "https://host/x")]
    [InlineData("found '--pipeline', which add does not use; expected it to be left out", "add", Train, "--pipeline", "a")]
    [InlineData("found '--force', which pull does not use; expected it to be left out", "pull", "--force")]
    [InlineData("found 'pipelines/a/data/train.csv' without a pointer train.csv.mlci beside it, expected one: mlci data add pipelines/a/data/train.csv", "pull", Train)]
    [InlineData("found neither 'train.cvs' nor a pointer of it, expected one of what 'mlci data add' was given", "status", "train.cvs")]
    [InlineData("found no pipeline, expected pipelines/<name>/pipeline.yml under ROOT", "pull", "--pipeline", "b")]
    public void WrongInput_IsOneClearMessage(string fault, params string[] line) => Refuses(ExitCodes.Misconfigured, fault.Replace("ROOT", folder.Root, StringComparison.Ordinal), line);

    [Fact]
    public void FileOutside_IsRefused_AndNothingIsAdded()
    {
        using var other = new TemporaryFolder();
        string file = other.Write("x.csv", "1");

        Refuses(ExitCodes.Misconfigured, $"found {file}, which lies outside of {folder.Root}, expected a file below it", "add", Train, file);
        Assert.False(File.Exists(folder.Path($"{Train}.mlci".Split('/'))));
    }

    [Fact]
    public void DamagedPointers_AreAllTold_WithLines()
    {
        folder.Write("a.csv.mlci", "version: 1\ndigest: x\nsize: 4\n");
        folder.Write("b.csv.mlci", "<<<<<<< HEAD\n");

        (int code, _, string errors) = Data("pull");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("error a.csv.mlci:2:9: found x for 'digest'", errors, StringComparison.Ordinal);
        Assert.Contains("error b.csv.mlci:1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedPointer_DoesNotKeepOthersFromBeingPulled()
    {
        Passes("add", Train);
        File.Delete(folder.Path(Train.Split('/')));
        folder.Write("c.csv.mlci", "<<<<<<< HEAD\n");

        (int code, string output, string errors) = Data("pull");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("error c.csv.mlci:1", errors, StringComparison.Ordinal);
        Assert.Contains($"pulled {Train}", output, StringComparison.Ordinal);
        Assert.Equal(Rows, Text(Train));
    }

    [Fact]
    public void PointerWithAnotherSize_IsNotInPlace()
    {
        Passes("add", Train);
        folder.Write(Train + ".mlci", Text(Train + ".mlci").Replace("size: 8", "size: 9", StringComparison.Ordinal));

        Assert.Equal(ExitCodes.Negative, Data("status").ExitCode);
        Refuses(ExitCodes.Misconfigured, $"found {Train} with 8 bytes, expected 9 as its pointer says: mlci data add {Train} writes the pointer anew", "pull");
        Passes("add", Train);
        Passes("status");
    }

    [Theory]
    [InlineData(".git")]
    [InlineData(".mlci")]
    public void BelowTheRoot_TheStoreIsThatOfTheRepository(string mark)
    {
        Directory.Delete(folder.Path("pipelines"), recursive: true);
        Directory.CreateDirectory(folder.Path(mark));
        folder.Write("data/x.csv", Rows);
        string before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder.Path("data");
            Assert.Equal(ExitCodes.Passed, MlciRun.Run("data", "add", "x.csv").ExitCode);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }

        Assert.False(Directory.Exists(folder.Path("data", ".mlci")));
        Assert.Single(Directory.GetFiles(folder.Path(".mlci", "data", "sha256")));
    }

    [Fact]
    public void Help_HasItsOwnExamples()
    {
        (int code, string output, _) = MlciRun.Run("data", "--help");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains("mlci data pull --pipeline telco-churn", output, StringComparison.Ordinal);
        Assert.DoesNotContain("--explain", output, StringComparison.Ordinal);
        Assert.Contains("--overwrite", MlciRun.Run("data", "pull", "--help").Output, StringComparison.Ordinal);
    }
}
