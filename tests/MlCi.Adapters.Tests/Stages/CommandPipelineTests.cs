using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Pipelines whose programs are commands in any language; here what every POSIX system has.</summary>
public sealed class CommandPipelineTests : EngineTest
{
    private const string CSharp = "train:\n  project: ../../model/Tiny.csproj\n  timeout: 5m\npredict:\n  timeout: 5m\n";

    public CommandPipelineTests(EngineSetup setup)
        : base(setup)
    {
        Repository.Write("pipelines/tiny/model/train.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --params) params=$2;; --seed) seed=$2;; esac; shift; done
            echo "training with seed $seed" >&2
            cp "$params" "$out/model.json"

            """);
        Repository.Write("pipelines/tiny/model/predict.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; esac; shift; done
            awk -F, 'BEGIN { print "row_id,score" } NR > 1 { print NR - 2 "," $2 }' "$data" > "$out"

            """);
        Repository.Write("pipelines/tiny/packages.lock", "none\n");
        SetTrain("command: [sh, model/train.sh]\n  lock: packages.lock");
    }

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
    [InlineData("pipelines/tiny/model/train.sh", "training with", "Training with", "Train ran: pipelines/tiny/model/train.sh changed")]
    [InlineData("pipelines/tiny/packages.lock", "none", "scikit-learn==1.2.1", "Train ran: pipelines/tiny/packages.lock changed")]
    [InlineData("pipelines/tiny/pipeline.yml", "[sh, model/train.sh]", "[sh, -e, model/train.sh]", "Train ran: train.command [\"sh\",\"model/train.sh\"] → [\"sh\",\"-e\",\"model/train.sh\"]")]
    [InlineData("pipelines/tiny/pipeline.yml", "lock: packages.lock", "lock: packages.lock\n  threads: 2", "Train ran: DOTNET_PROCESSOR_COUNT 1 → 2")]
    [InlineData("pipelines/tiny/pipeline.yml", "lock: packages.lock", "lock: packages.lock\n  environment: {LEVEL: 3}", "Train ran: LEVEL is new: 3")]
    public void WhateverTheCommandReads_TrainsAnew(string file, string old, string text, string why)
    {
        AssertPasses();
        Repository.Edit(file, old, text);

        (int code, string output) = Run("Gate", options => options with { Explain = true });

        Assert.True(code == ExitCodes.Passed, output);
        AssertSaid(output, why);
    }

    [Theory]
    [InlineData("command: [sh, -c, \"echo the matrix is singular; exit 3\"]", "Train: the program's train ended with exit code 3, expected 0\nits last lines:\n  the matrix is singular")]
    [InlineData("command: [sh, -c, \"kill -9 $$\"]", "Train: the program's train was ended by signal 9 (kill; the machine may be out of memory), expected exit code 0; it printed nothing")]
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
        // What is passed on is recorded as a digest only.
        Assert.StartsWith("sha256:", (string?)JsonNode.Parse(File.ReadAllText(Repository.Artifact("run.json")))!["environment"]!["MLCI_TEST_DEVICE"], StringComparison.Ordinal);
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

    [Theory]
    [InlineData("command: [sh, bin/train.sh]\n  lock: packages.lock", "pipelines/tiny/bin/train.sh")]
    [InlineData("command: [sh, ../../shared/train.sh]\n  lock: packages.lock", "shared/train.sh")]
    [InlineData("command: [sh, bin/train.sh]\n  lock: packages.lock\n  files: [model/*.sh]", "pipelines/tiny/bin/train.sh")]
    [InlineData("shell: sh ../../shared/train.sh --params {params} --data {data} --out {out}\n  lock: packages.lock", "shared/train.sh")]
    public void FileThatACommandNames_IsAPartOfIt_WhereverItLies(string train, string file)
    {
        foreach (string place in new[] { "pipelines/tiny/bin/train.sh", "shared/train.sh" })
            Repository.Write(place, File.ReadAllText(Repository.Path("pipelines/tiny/model/train.sh")));
        SetTrain(train);
        AssertPasses();

        File.AppendAllText(Repository.Path(file), "exit 7\n");

        AssertFails("Train: the program's train ended with exit code 7");
    }

    [Fact]
    public void FileOfTheWorkingFolder_IsAPartOfTheCommand()
    {
        Repository.Write("shared/train.sh", ". ./settings; " + File.ReadAllText(Repository.Path("pipelines/tiny/model/train.sh")));
        Repository.Write("shared/settings", "true\n");
        SetTrain("command: [sh, train.sh]\n  folder: ../../shared\n  lock: packages.lock");
        Repository.EditPipeline("command: [sh, model/predict.sh]", "command: [sh, ../pipelines/tiny/model/predict.sh]");
        AssertPasses();

        Repository.Write("shared/settings", "exit 7\n");

        AssertFails("Train: the program's train ended with exit code 7");
    }

    [Theory]
    [InlineData("data/train.csv", "0,0.000000,even,no", "0,0.100000,even,no")]
    [InlineData("pipeline.yml", "lock: packages.lock", "lock: packages.lock\n  folder: model")]
    public void WhateverTestsMayRead_RunsThemAgain(string file, string old, string text)
    {
        Repository.Write("pipelines/tiny/results.xml", "<testsuite><testcase name=\"a\"/></testsuite>");
        Repository.EditPipeline("tests: none", "tests:\n  shell: cp results.xml {results} || cp ../results.xml {results}");
        Assert.Equal(ExitCodes.Passed, Run("TestPreprocessing").ExitCode);
        Assert.Single(Repository.Cached("TestPreprocessing"));

        Repository.Edit("pipelines/tiny/" + file, old, text);

        Assert.Equal(ExitCodes.Passed, Run("TestPreprocessing").ExitCode);
        Assert.Equal(2, Repository.Cached("TestPreprocessing").Count);
    }

    [Fact]
    public void ForcedRunsBesideEachOther_JudgeTheirOwnModels()
    {
        Repository.AddPipeline("other");
        foreach (string name in new[] { "tiny", "other" })
        {
            // No two trainings give the same, and the score is the model's.
            Repository.Edit($"pipelines/{name}/pipeline.yml", name == "tiny" ? "command: [sh, model/train.sh]" : "project: ../../model/Tiny.csproj\n  timeout: 5m",
                "shell: \"echo $$ > {out}/m; test -s {data}\"\n  files: [../../shared/*]");
            Repository.Edit($"pipelines/{name}/pipeline.yml", name == "tiny" ? "command: [sh, model/predict.sh]" : "predict:\n  timeout: 5m",
                (name == "tiny" ? "" : "predict:\n  ") + "command: [sh, ../../shared/predict.sh]");
        }

        Repository.Write("shared/predict.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; --model) model=$2;; esac; shift; done
            sleep 0.3
            awk -F, -v m="$(cat "$model/m")" 'BEGIN { print "row_id,score" } NR > 1 { print NR - 2 "," $2 * 0.5 + (m % 1000) / 10000 }' "$data" > "$out"

            """);
        for (int round = 0; round < 3; round++)
        {
            (int code, string output) = Run("Gate", options => options with { Force = true, Jobs = 2 });

            Assert.True(code == ExitCodes.Passed, output);
            foreach (string name in new[] { "tiny", "other" })
            {
                int model = int.Parse(File.ReadAllText(Repository.Path($"artifacts/{name}/model/m")), System.Globalization.CultureInfo.InvariantCulture);
                double x = double.Parse(File.ReadLines(Repository.Path($"pipelines/{name}/data/holdout.csv")).ElementAt(1).Split(',')[1], System.Globalization.CultureInfo.InvariantCulture);
                double score = double.Parse(File.ReadLines(Repository.Path($"artifacts/{name}/predictions.csv")).ElementAt(1).Split(',')[1], System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal(x * .5 + model % 1000 / 10000.0, score, 5);
                Assert.Equal(FileDigests.OfFolder(Repository.Path($"artifacts/{name}/model")), (string?)JsonNode.Parse(File.ReadAllText(Repository.Path($"artifacts/{name}/gate.json")))!["digests"]!["model"]);
            }
        }
    }

    [Fact]
    public void SourceThatChangesDuringTheRun_IsNamed_AndNothingIsKept()
    {
        SetTrain("shell: cp {params} {out}/model.json; test -s {data}; echo '# edited' >> model/predict.sh");

        AssertNoVerdict(ExitCodes.Misconfigured, "error pipelines/tiny/model/predict.sh changed during this run, expected it to stay as it was when the run began");

        Assert.Empty(Repository.Cached("Train"));
    }

    [Fact]
    public void ModelTrainedElsewhere_IsGatedByItsDigestAndRecord()
    {
        SetExternal();
        AssertPasses();
        Assert.True(File.Exists(Repository.Artifact("model/m.bin")));

        Repository.Write("pipelines/tiny/m.bin", "another model");
        AssertFails("Train: pipelines/tiny/pipeline.yml:13:", "found model sha256:");
    }

    [Fact]
    public void RenamedModel_KeepsItsNewName()
    {
        SetExternal();
        AssertPasses();
        File.Move(Repository.Path("pipelines/tiny/m.bin"), Repository.Path("pipelines/tiny/renamed.bin"));
        Repository.EditPipeline("model: m.bin", "model: renamed.bin");

        AssertPasses();

        Assert.True(File.Exists(Repository.Artifact("model/renamed.bin")));
    }

    [Fact]
    public void ModelTrainedElsewhere_CanBeSmoked()
    {
        Repository.Write("pipelines/tiny/data/train.csv", TinyRepository.Rows(first: 0, count: 2000));
        SetExternal();

        (int code, string output) = Run("Gate", options => options with { Smoke = true });

        Assert.True(code == ExitCodes.Passed, output);
    }

    [Theory]
    [InlineData("\"seed\"", "\"sed\"", ExitCodes.Misconfigured, "pipelines/tiny/m.json:1: found no 'seed' in the record of the run, expected it")]
    [InlineData("{", "[{", ExitCodes.Misconfigured, "pipelines/tiny/m.json:1: found a record of a run that is not JSON")]
    [InlineData("\"model\": \"sha256:", "\"model\": \"sha256:f", ExitCodes.Negative, "pipelines/tiny/m.json: the record is of model sha256:f")]
    [InlineData("\"data\": \"sha256:", "\"data\": \"sha256:f", ExitCodes.Negative, "pipelines/tiny/m.json: the model was trained on data sha256:f")]
    public void RecordThatDoesNotFit_IsNamed(string old, string text, int code, string message)
    {
        SetExternal();
        Repository.Edit("pipelines/tiny/m.json", old, text);

        (int found, string output) = Run("Train");

        Assert.Equal(code, found);
        AssertSaid(output, message);
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

    private void SetExternal()
    {
        Repository.Write("pipelines/tiny/m.bin", "a model");
        string digest = FileDigests.OfFile(Repository.Path("pipelines/tiny/m.bin"));
        string data = FileDigests.OfFile(Repository.Path("pipelines/tiny/data/train.csv"));
        Repository.Write("pipelines/tiny/m.json", $$"""{"model": "{{digest}}", "data": "{{data}}", "params": {}, "seed": 1}""");
        SetTrain($"external:\n    model: m.bin\n    digest: {digest}\n    run: m.json");
    }

    // In the place of what stands there: what trains.
    private void SetTrain(string train)
    {
        string file = Repository.Path("pipelines/tiny/pipeline.yml");
        string text = File.ReadAllText(file).Replace(CSharp, "train:\npredict:\n", StringComparison.Ordinal);
        int begin = text.IndexOf("train:\n", StringComparison.Ordinal), end = text.IndexOf("params:\n", StringComparison.Ordinal);
        File.WriteAllText(file, $"{text[..begin]}train:\n  {train}\npredict:\n  command: [sh, model/predict.sh]\n{text[end..]}");
    }
}
