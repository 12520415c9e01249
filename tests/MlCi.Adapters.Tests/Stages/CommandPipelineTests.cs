using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Pipelines whose programs are commands in any language.</summary>
public sealed class CommandPipelineTests(EngineSetup setup) : CommandPipelineTest(setup)
{
    [Fact]
    public void Commands_TrainAndPredict_AndAreReused()
    {
        AssertPasses();
        JsonNode run = JsonNode.Parse(File.ReadAllText(Repository.Artifact("run.json")))!;
        Assert.Equal("UTC", (string?)run["environment"]!["TZ"]);
        Assert.Equal("1", (string?)run["environment"]!["OMP_NUM_THREADS"]);

        (int code, string output) = Run("Gate", options => options with { Explain = true });

        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "Train did not run: data, seed, params, sources, commands, tools, environment, versions unchanged");
    }

    [Theory]
    [InlineData("command: [sh, -c, \"echo the matrix is singular; exit 3\"]", "Train: the program's train ended with exit code 3, expected 0\nits last lines:\n  the matrix is singular")]
    [InlineData("command: [sh, -c, \"kill -9 $$\"]", "Train: the program's train ended with exit code 137, as after signal 9 (kill; the machine may be out of memory), expected 0; it printed nothing")]
    [InlineData("command: [sh, -c, \"echo waiting; sleep 60\"]\n  timeout: 1s", "Train: the program's train was stopped after 1 s, expected it to end within its timeout\nits last lines:\n  waiting")]
    [InlineData("command: [sh, -c, \"true\"]", "Train: the program's train ended well but wrote no file into --out, expected a model")]
    public void CommandThatGoesWrong_FailsTheGate(string train, string message)
    {
        SetTrain(train);

        AssertFails(message);

        Assert.Empty(Repository.Cached("Train"));
    }

    [Fact]
    public void CommandThatTakesTooMuchMemory_IsStopped()
    {
        // A string that doubles for as long as it is let.
        SetTrain("command: [awk, \"BEGIN { s = \\\"0123456789abcdef\\\"; while (length(s) < 4e9) s = s s; while (1) n++ }\"]\n  memory: 100MB\n  timeout: 1m");

        JsonNode report = AssertFails("Train: the program's train was stopped as it used ");

        Assert.Matches(@"used [0-9,]+ MB of memory, expected at most 100 MB", (string)report["reason"]!);
    }

    [Fact]
    public void ExecutableThatIsNotThere_IsWrongConfiguration()
    {
        SetTrain("command: [no-such-trainer]");

        AssertNoVerdict(ExitCodes.Misconfigured, "cannot start 'no-such-trainer' for the program's train");
    }

    [SkippableFact]
    public void ExecutableOfTheWorkingFolder_Trains()
    {
        Skip.If(OperatingSystem.IsWindows(), "the programs are the shell's");
        string file = Repository.Path("pipelines/tiny/model/own.sh");
        File.WriteAllText(file, "#!/bin/sh\n" + File.ReadAllText(Repository.Path("pipelines/tiny/model/train.sh")));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        SetTrain("command: [./own.sh]\n  folder: model");
        Repository.EditPipeline("[sh, model/predict.sh]", "[sh, predict.sh]");

        AssertPasses();
    }

    [Fact]
    public void Arguments_AreNeverReadByAShell_UnlessAskedFor()
    {
        SetTrain("command: [sh, model/train.sh, \"; touch broken\", \"$(touch broken)\"]");
        AssertPasses();
        Assert.False(File.Exists(Repository.Path("pipelines/tiny/broken")));

        SetTrain("shell: cp {params} {out}/model.json && echo shell > {out}/shell && test -s {data}");
        AssertPasses();
        Assert.Equal("shell\n", File.ReadAllText(Repository.Artifact("model/shell")));
    }

    [Fact]
    public void Placeholders_TakeThePlaceOfOptions()
    {
        SetTrain("command: [sh, -c, \"cp \\\"$0\\\" \\\"$1/model-$2.json\\\"\", \"{params}\", \"{out}\", \"{seed}\", \"{data}\"]");

        AssertPasses();

        Assert.True(File.Exists(Repository.Artifact("model/model-7.json")));
    }

    [Fact]
    public void Environment_HoldsNothingButWhatIsAllowed()
    {
        Environment.SetEnvironmentVariable("MLCI_TEST_TOKEN", "secret");
        Environment.SetEnvironmentVariable("MLCI_TEST_DEVICE", "3");
        try
        {
            SetTrain("shell: \"env | sort > {out}/env; : {data}\"\n  pass: [MLCI_TEST_DEVICE]\n  environment: {LEVEL: high}");
            AssertPasses();
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLCI_TEST_TOKEN", null);
            Environment.SetEnvironmentVariable("MLCI_TEST_DEVICE", null);
        }

        string[] variables = File.ReadAllLines(Repository.Artifact("model/env"));
        Assert.Contains("MLCI_TEST_DEVICE=3", variables);
        Assert.Contains("LEVEL=high", variables);
        Assert.Contains("PYTHONHASHSEED=0", variables);
        Assert.DoesNotContain(variables, line => line.Contains("secret", StringComparison.Ordinal));
        // Of what is passed on, only that it is set is recorded, and its plain digest nowhere.
        Assert.Equal("set", (string?)JsonNode.Parse(File.ReadAllText(Repository.Artifact("run.json")))!["environment"]!["MLCI_TEST_DEVICE"]);
        string last = File.ReadAllText(Repository.Path(".mlci/cache/last/tiny/Train.json"));
        Assert.Contains("MLCI_TEST_DEVICE", last, StringComparison.Ordinal);
        Assert.DoesNotContain(Digest.OfText("3"), last, StringComparison.Ordinal);
    }

    [Fact]
    public void ValueThatIsPassedOn_IsReadInNoReport()
    {
        const string Token = "hf_abcdefgh";
        Environment.SetEnvironmentVariable("MLCI_TEST_TOKEN", Token);
        try
        {
            SetTrain("shell: env | grep MLCI; exit 1\n  pass: [MLCI_TEST_TOKEN]");
            Repository.LeaveEarlierVerdict();

            (int code, string output) = Run("Gate", options => options with { Verbose = true });

            Assert.Equal(ExitCodes.Negative, code);
            AssertSaid(output, "MLCI_TEST_TOKEN=***");
            Assert.DoesNotContain(Token, output, StringComparison.Ordinal);
            AssertSaid((string)Report()["reason"]!, "MLCI_TEST_TOKEN=***");
            Assert.All(Directory.GetFiles(Repository.Path("artifacts"), "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(Token, File.ReadAllText(file), StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLCI_TEST_TOKEN", null);
        }
    }

    [Fact]
    public void Holdout_LiesWhereOnlyItsOwnerReads()
    {
        Repository.Edit("pipelines/tiny/model/predict.sh", "awk -F,", "case $(ls -ld \"$(dirname \"$data\")\") in drwx------*) ;; *) exit 9;; esac\nawk -F,");

        AssertPasses();
    }

    [Fact]
    public void NoLockFile_IsAFinding_ThatDoesNotBlock()
    {
        SetTrain("command: [sh, model/train.sh]");

        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "found no lock file of the packages that its commands use, expected train.lock");
        JsonNode finding = Assert.Single(Report()["findings"]!.AsArray())!;
        Assert.Equal("lock", (string?)finding["rule"]);
        Assert.False((bool)finding["blocks"]!);
    }

    [Theory]
    [InlineData("command: [sh, model/train.sh]\n  files: [modle/*.sh]", "pipelines/tiny/pipeline.yml:12:11: found no file that 'train.files' modle/*.sh names, expected at least one")]
    [InlineData("command: [sh, model/train.sh]\n  lock: no.lock", "pipelines/tiny/pipeline.yml:12:9: found no file 'no.lock' for 'train.lock', expected it at pipelines/tiny/no.lock")]
    [InlineData("command: [sh, train.sh]\n  folder: modle", "pipelines/tiny/pipeline.yml:12:11: found no folder 'modle' for 'train.folder'")]
    public void WhatIsNotThere_IsWrongConfiguration(string train, string message)
    {
        SetTrain(train);

        AssertNoVerdict(ExitCodes.Misconfigured, message);
    }

    [Theory]
    [InlineData("""<testsuite><testcase classname="t" name="a"/><testcase name="b"><skipped/></testcase></testsuite>""", 0, "✓ tiny TestPreprocessing", "1 passed, 0 failed, 1 skipped")]
    [InlineData("""<testsuites><testsuite><testcase name="a"/><testcase classname="t" name="b"><failure message="no"/></testcase></testsuite></testsuites>""", 1, "1 passed, 1 failed, 0 skipped; t.b: no", "")]
    [InlineData("""<testsuite><testcase name="a"/></testsuite>""", 1, "the program's tests ended with exit code 1, expected 0", "")]
    [InlineData("<testsuite/>", 0, "found no test that passed (0 passed, 0 failed, 0 skipped), expected at least one", "")]
    [InlineData("<testsuite", 0, "the program's tests left results that cannot be read, expected JUnit XML", "")]
    [InlineData("", 0, "the program's tests ended well but wrote no {results} file, expected JUnit XML", "")]
    public void TestsByCommand_AreCountedOneByOne(string results, int exit, string said, string also)
    {
        string write = results.Length == 0 ? "true {results}" : "cp results.xml {results}";
        Repository.Write("pipelines/tiny/results.xml", results);
        Repository.EditPipeline("tests: none", $"tests:\n  shell: {write}; exit {exit}");

        (_, string output) = Run("TestPreprocessing");

        AssertSaid(output, said, also);
        Assert.Empty(Repository.Unfinished());
    }

    [Fact]
    public void ChampionOfCommands_PredictsAHoldoutThatHasChanged()
    {
        Assert.Equal(ExitCodes.Passed, Run("Register").ExitCode);
        Assert.Equal(ExitCodes.Passed, Run("Promote", options => options with { To = "production" }).ExitCode);
        // Today's predict could not do it: the champion's own is asked.
        string holdout = Repository.Path("pipelines/tiny/data/holdout.csv");
        File.WriteAllLines(holdout, [.. File.ReadAllLines(holdout).SkipLast(1)]);
        Repository.Edit("pipelines/tiny/model/predict.sh", "$2 }", "$2 * 0.99 }");

        (int code, string output) = Run("Gate");

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(output, "so the champion predicted it anew");
    }
}
