using System.Diagnostics;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary>What <c>mlci data</c> says of wrong input and damaged pointers.</summary>
[Collection(ConsoleTests.Name)]
public sealed class DataCommandFaultsTests : DataCommandTest
{
    [Fact]
    public void RegistryOfThePipeline_IsWhereItsDataArePushed()
    {
        Passes("add", Train);
        Folder.Write("pipelines/a/pipeline.yml", "registry: acme/models\n");

        Refuses(
            ExitCodes.Misconfigured,
            "pipelines/a/pipeline.yml:1:11: found acme/models, which names no host for 'registry', expected host[:port]/namespace, such as ghcr.io/acme/models, or folder for .mlci/registry",
            "push");
    }

    [Theory]
    [InlineData("found no file to add, expected one or more: mlci data add FILE", "add")]
    [InlineData("found no file 'data/nope.csv', expected a data file, or --url to bring it from", "add", "data/nope.csv")]
    [InlineData("found a folder at 'pipelines/a', expected a file: give its files one by one, as in pipelines/a/*.csv", "add", "pipelines/a")]
    [InlineData("found a folder at '.', expected a file: give its files one by one, as in ./*.csv", "add", "")]
    [InlineData("found 'pipelines/a/data/train.csv.mlci', a pointer, expected its data file: pipelines/a/data/train.csv", "add", Train + ".mlci")]
    [InlineData("found '.mlci/x', expected a data file outside of .mlci and .git", "add", ".mlci/x")]
    [InlineData("found an address with a name or password in it for '--url', expected an address (https://…, oci://…), a path, or a file:///… without a password", "add", Train, "--url", "https://me:secret@host/x")]
    [InlineData("found an address that begins with 's3:' for '--url', expected an address (https://…, oci://…), a path, or a file:///… without a password", "add", Train, "--url", "s3://bucket/x")]
    [InlineData("found oci://ghcr.io, which names no namespace of lower-case letters and digits, parted by '/', '.', '_' or '-' for '--url', expected oci://host/namespace/repository, with :tag or @sha256:… behind it or not", "add", Train, "--url", "oci://ghcr.io/x")]
    [InlineData("found 2 files for one '--url', expected one file", "add", Train, Train, "--url", "https://host/x")]
    [InlineData("found '--pipeline', which add does not use; expected it to be left out", "add", Train, "--pipeline", "a")]
    [InlineData("found '--force', which pull does not use; expected it to be left out", "pull", "--force")]
    [InlineData("found 'pipelines/a/data/train.csv' without a pointer train.csv.mlci beside it, expected one: mlci data add pipelines/a/data/train.csv", "pull", Train)]
    [InlineData("found neither 'train.cvs' nor a pointer of it, expected one of what 'mlci data add' was given", "status", "train.cvs")]
    [InlineData("found no pipeline, expected pipelines/<name>/pipeline.yml under ROOT", "pull", "--pipeline", "b")]
    public void WrongInput_IsOneClearMessage(string fault, params string[] line) => Refuses(ExitCodes.Misconfigured, fault.Replace("ROOT", Folder.Root, StringComparison.Ordinal), line);

    [Fact]
    public void FileOutside_IsRefused_AndNothingIsAdded()
    {
        using var other = new TemporaryFolder();
        string file = other.Write("x.csv", "1");

        Refuses(ExitCodes.Misconfigured, $"found {file}, which lies outside of {Folder.Root}, expected a file below it", "add", Train, file);
        Assert.False(File.Exists(Folder.Path($"{Train}.mlci".Split('/'))));
    }

    // Whoever opens it waits until somebody writes into it.
    [SkippableFact]
    public void NamedPipe_IsRefused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has none in folders");
        using (Process make = Process.Start("mkfifo", [Folder.Path("pipe.csv")]))
            make.WaitForExit();
        Refuses(ExitCodes.Misconfigured, "found a named pipe at 'pipe.csv', expected a data file", "add", "pipe.csv");
        Refuses(ExitCodes.Misconfigured, $"found a named pipe at '{Folder.Path("pipe.csv")}' for '--url ../../../pipe.csv', expected the source of these data", "add", Train, "--url", "../../../pipe.csv");

        Folder.Write("pipe.csv.mlci", $"version: 1\ndigest: {Digest.OfText(Rows)}\nsize: {Rows.Length}\n");
        foreach (string command in new[] { "push", "pull", "status" })
            Refuses(ExitCodes.Misconfigured, $"found a named pipe at {Folder.Path("pipe.csv")}, expected a file", command);
    }

    [Fact]
    public void DamagedPointers_AreAllTold_WithLines()
    {
        Folder.Write("a.csv.mlci", "version: 1\ndigest: x\nsize: 4\n");
        Folder.Write("b.csv.mlci", "<<<<<<< HEAD\n");

        (int code, _, string errors) = Data("pull");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("error a.csv.mlci:2:9: found x for 'digest'", errors, StringComparison.Ordinal);
        Assert.Contains("error b.csv.mlci:1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedPointer_DoesNotKeepOthersFromBeingPulled()
    {
        Passes("add", Train);
        File.Delete(Folder.Path(Train.Split('/')));
        Folder.Write("c.csv.mlci", "<<<<<<< HEAD\n");

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
        Folder.Write(Train + ".mlci", Text(Train + ".mlci").Replace("size: 8", "size: 9", StringComparison.Ordinal));

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
        Directory.Delete(Folder.Path("pipelines"), recursive: true);
        Directory.CreateDirectory(Folder.Path(mark));
        Folder.Write("data/x.csv", Rows);
        string before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = Folder.Path("data");
            Assert.Equal(ExitCodes.Passed, MlciRun.Run("data", "add", "x.csv").ExitCode);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }

        Assert.False(Directory.Exists(Folder.Path("data", ".mlci")));
        Assert.Single(Directory.GetFiles(Folder.Path(".mlci", "data", "sha256")));
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
