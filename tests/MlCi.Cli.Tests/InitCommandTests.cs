using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary>The command <c>init</c>: what it writes, and what it refuses. That what it writes runs, the integration tests show.</summary>
[Collection(ConsoleTests.Name)]
public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("csharp", "churned", PredictionTask.Binary)]
    [InlineData("csharp", "plan", PredictionTask.Multiclass)]
    [InlineData("csharp", "charge", PredictionTask.Regression)]
    [InlineData("mlnet", "churned", PredictionTask.Binary)]
    [InlineData("mlnet", "charge", PredictionTask.Regression)]
    public void Pipeline_CanBeRead_AndItsDataMeetItsContract(string trainer, string label, PredictionTask task)
    {
        (int code, string output, string errors) = Init("--label", label, "--trainer", trainer, "--no-gate");

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Contains($"task      {PredictionTasks.NameOf(task)}: '{label}'", output, StringComparison.Ordinal);
        PipelineDefinition definition = Read("my-customers");
        Assert.Equal((task, label, "customer id"), (definition.Task, definition.Label.Value, definition.Key?.Value));
        Assert.Equal(trainer == "mlnet" ? ["Microsoft.ML"] : [], definition.Requires.Select(package => package.Value));
        Assert.True(File.Exists(InFolder("model/MyCustomersPipeline.csproj")));
        Assert.True(File.Exists(InFolder("tests/MyCustomersPipeline.Tests.csproj")));
        if (trainer == "mlnet")
            return;
        (code, output, _) = MlciRun.Run("validate-data", "--root", folder.Root);
        Assert.Equal(ExitCodes.Passed, code);
        // Warnings may be right: rows of few different values stay together, so that the parts differ more than by chance.
        Assert.Contains("✓ my-customers ValidateData", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WherePackageCannotBeHad_TheGateSaysSo()
    {
        (int code, string output, _) = Init("--label", "churned", "--trainer", "mlnet");

        Assert.Equal(ExitCodes.OutOfReach, code);
        Assert.Contains("needs Microsoft.ML", output, StringComparison.Ordinal);
        Assert.Contains("pipelines/my-customers is written, and its gate could not run, for the reason above (exit 3)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingThatIsThere_IsWrittenOver()
    {
        folder.Write(".github/workflows/gate.yml", "mine");
        Assert.Equal(ExitCodes.Passed, Init("--label", "churned", "--no-gate", "--quiet").Code);
        byte[] before = File.ReadAllBytes(InFolder("pipeline.yml"));

        (int code, string output, string errors) = Init("--label", "plan", "--no-gate");

        Assert.Equal((ExitCodes.Misconfigured, "", "error found pipelines/my-customers, which is never written over; expected another name: --name NAME"), (code, output, errors.Trim()));
        Assert.Equal(before, File.ReadAllBytes(InFolder("pipeline.yml")));
        Assert.Equal("mine", File.ReadAllText(folder.Path(".github", "workflows", "gate.yml")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path("pipelines"), ".*"));
    }

    [Theory]
    [InlineData("*.log\n", true)]
    [InlineData("/artifacts/\n", false)]
    public void IgnoreFileThatIsThere_IsLeft_AndWhatItLacksIsSaid(string rules, bool isSaid)
    {
        folder.Write(".gitignore", rules);

        string output = Init("--label", "churned", "--no-gate").Output;

        Assert.Equal(isSaid, output.Contains(".gitignore is left as it is: add a line artifacts/", StringComparison.Ordinal));
        Assert.Equal(rules, File.ReadAllText(folder.Path(".gitignore")));
        Assert.Equal("bin/\nobj/\n__pycache__/\n", File.ReadAllText(InFolder(".gitignore")));
    }

    [Fact]
    public void SameData_GiveTheSameFiles()
    {
        Init("--label", "churned", "--no-gate");
        Init("--label", "churned", "--no-gate", "--name", "again");

        foreach (string file in new[] { "data/train.csv", "data/holdout.csv", "model/Features.cs" })
            Assert.Equal(File.ReadAllText(InFolder(file)), File.ReadAllText(folder.Path("pipelines", "again", file)).Replace("namespace AgainPipeline;", "namespace MyCustomersPipeline;", StringComparison.Ordinal));
    }

    [Fact]
    public void DryRun_ListsTheFiles_AndWritesNone()
    {
        (int code, string output, _) = Init("--label", "churned", "--dry-run");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains("would write pipelines/my-customers/.gitignore, pipelines/my-customers/data/README.md, ", output, StringComparison.Ordinal);
        Assert.Contains(".github/workflows/gate.yml", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("pipelines")));
    }

    // Names and values that would break out of a literal stay in it.
    [Fact]
    public void WhateverColumnsAreCalled_TheyAreWrittenAsTheyAre()
    {
        string data = folder.Write("odd.csv", "\"a \"\"b\"\" \\ {c}\",\"yes: #no\",\"{{x}}\"\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row * 3},t{row % 3},{(row % 2 == 0 ? "\"no\"" : "\"it's \"\"so\"\"\"")}\n")));

        (int code, _, string errors) = MlciRun.Run("init", "--root", folder.Root, "--data", data, "--label", "{{x}}", "--positive", "it's \"so\"", "--no-gate");

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        PipelineDefinition definition = Read("odd");
        Assert.Equal(("{{x}}", "it's \"so\""), (definition.Label.Value, definition.Positive.Value));
        string columns = File.ReadAllText(folder.Path("pipelines", "odd", "model", "DataColumns.cs"));
        Assert.Contains("""Label = "{{x}}";""", columns, StringComparison.Ordinal);
        Assert.Contains("""Positive = "it's \"so\"";""", columns, StringComparison.Ordinal);
        Assert.Contains("""        "a \"b\" \\ {c}",""", columns, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Passed, MlciRun.Run("validate-data", "--root", folder.Root).ExitCode);
    }

    [Fact]
    public void Workflow_ReadsOnly_AndRunsTheGate()
    {
        Init("--label", "churned", "--no-gate");

        string workflow = File.ReadAllText(folder.Path(".github", "workflows", "gate.yml"));

        Assert.Contains("permissions:\n  contents: read\n", workflow, StringComparison.Ordinal);
        Assert.Contains("for lock in pipelines/*/requirements.lock; do\n", workflow, StringComparison.Ordinal);
        Assert.Contains("- run: mlci gate\n", workflow, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", workflow, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "found no '--data', expected --data FILE|found no '--label', expected --label COLUMN")]
    [InlineData("--data DATA", "found no '--label', expected --label COLUMN")]
    [InlineData("--data nowhere.csv --label y", "found no file 'nowhere.csv' for '--data', expected one")]
    [InlineData("--data DATA --label churnd", "DATA:1: found no column 'churnd' for '--label', expected 'churned', or one of customer id, plan, months, charge, churned")]
    [InlineData("--data DATA --label churned --trainer pyton", "found 'pyton' for '--trainer', expected 'python', or one of csharp, python, mlnet")]
    [InlineData("--data DATA --label churned --task binry", "found 'binry' for '--task', expected 'binary', or one of binary, multiclass, regression")]
    [InlineData("--data DATA --label churned --holdout 1.5", "found '1.5' for '--holdout', expected a share more than 0 and less than 1, or a file")]
    [InlineData("--data DATA --label churned --holdout nowhere.csv", "found no file 'nowhere.csv' for '--holdout', expected one")]
    [InlineData("--data DATA --label churned --name My_Model!", "pipeline: found 'My_Model!', expected lower-case letters and digits, parted by '.', '_' or '-'")]
    [InlineData("--data DATA --label plan --trainer mlnet", "found the task multiclass for '--trainer mlnet', expected binary or regression: csharp and python know several classes")]
    [InlineData("--data DATA --label churned --force", "found '--force', which init does not use; expected it to be left out")]
    public void WrongInput_IsOneMessageForEachFault(string line, string faults)
    {
        string data = Data();
        string[] arguments = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "DATA" ? data : word)];

        (int code, string output, string errors) = MlciRun.Run(["init", "--root", folder.Root, .. arguments]);

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.Equal(faults.Split('|').Select(fault => "error " + fault.Replace("DATA", data, StringComparison.Ordinal)), errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(folder.Path("pipelines")));
    }

    [Fact]
    public void Help_HasOptionsAndExamples()
    {
        (int code, string output, _) = MlciRun.Run("init", "--help");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains("--holdout <SHARE|FILE>", output, StringComparison.Ordinal);
        Assert.Contains("mlci init --data customers.csv --label churned", output, StringComparison.Ordinal);
    }

    // A schema beside the pipelines, for editors, is the one that pipeline.yml is checked by.
    [Fact]
    public void SchemaForEditors_LiesWhereTheFirstLineSays()
    {
        Init("--label", "churned", "--no-gate");

        Assert.StartsWith("# yaml-language-server: $schema=../pipeline.schema.json\n", File.ReadAllText(InFolder("pipeline.yml")), StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(folder.Path("pipelines", "pipeline.schema.json")))!["properties"]!["gates"]);
    }

    private (int Code, string Output, string Errors) Init(params string[] arguments) => MlciRun.Run(["init", "--root", folder.Root, "--data", Data(), .. arguments]);

    private string Data() => folder.Write("My_customers.2026.csv", "customer id,plan,months,charge,churned\n" + string.Concat(Enumerable.Range(0, 400).Select(row =>
        $"c{row:000},{"basic plus pro".Split(' ')[row % 3]},{row * 7 % 72},{row * 13 % 97}.5,{(row * 7 % 72 < 24 ? "yes" : "no")}\n")));

    private PipelineDefinition Read(string name) => PipelineFile.Read(File.ReadAllText(folder.Path("pipelines", name, "pipeline.yml")), "pipeline.yml", name);

    private string InFolder(string path) => folder.Path("pipelines", "my-customers", path);
}
