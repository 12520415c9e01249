using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What a command and its tests read is in the key of what they make.</summary>
public sealed class CommandKeyTests(EngineSetup setup) : CommandPipelineTest(setup)
{
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
            awk -F, -v m="$(cat "$model/m")" 'BEGIN { print "row_id,score" } NR > 1 { print NR - 2 "," $2 * 0.5 + 0.2 + (m % 1000) / 10000 }' "$data" > "$out"

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
                Assert.Equal(x * .5 + .2 + model % 1000 / 10000.0, score, tolerance: 1e-5);
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
}
