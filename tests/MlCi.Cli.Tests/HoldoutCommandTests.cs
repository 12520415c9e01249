using System.Text.Json.Nodes;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary>The commands <c>holdout plan</c> and <c>holdout status</c>.</summary>
[Collection(ConsoleTests.Name)]
public sealed class HoldoutCommandTests
{
    [Theory]
    [InlineData("--margin 0.01 --discordant 0.1 --decisions 32")]
    [InlineData("--margin 0.01 --alpha 0.05 --power 0.8 --decisions 32 --discordant 0.1")]
    public void Plan_PrintsTheRowsOfEveryMode(string line)
    {
        (int code, string output, string errors) = Plan(line);

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        string[] lines = [.. output.Split(Environment.NewLine).Select(one => one.TrimEnd())];
        Assert.Equal("Rows that decide a margin of 0.01: two models that disagree on 10 % of the rows; 32 decisions, wrong passes at most 5 % in all, power 80 %", lines[0]);
        Assert.Equal("mode        α of each   rows guaranteed", lines[1]);
        Assert.Equal("none          1.56e-3 14,416     16,211", lines[2]);
        Assert.Equal("firstChange   1.56e-3 14,416     16,211", lines[3]);
        Assert.Equal("full         1.16e-11 56,632     54,869", lines[4]);
    }

    [Theory]
    [InlineData("--margin 0.005 --discordant 0.1", "none      5e-2 24,731     35,636")]
    [InlineData("--margin 0.1 --rate 0.9 --alpha 0.01 --decisions 32 --mode full", "full  2.33e-12  542      1,340")]
    [InlineData("--margin 0.5 --sd 12.5 --mode none", "none      5e-2 3,865          –")]
    [InlineData("--rows 1000000 --discordant 0.05", "none      5e-2 0.000556")]
    public void Plan_Answers(string line, string row)
    {
        (int code, string output, _) = Plan(line);

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Equal(row, output.Split(Environment.NewLine)[2].TrimEnd());
    }

    [Fact]
    public void Plan_AsJson()
    {
        (int code, string output, _) = Plan("--margin 0.1 --rate 0.9 --alpha 0.01 --decisions 32 --json");
        JsonNode json = JsonNode.Parse(output)!;

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Equal((32, .01, .8, .9), ((int)json["decisions"]!, (double)json["alpha"]!, (double)json["power"]!, (double)json["rate"]!));
        Assert.Equal(["none", "firstChange", "full"], json["plans"]!.AsArray().Select(plan => (string)plan!["mode"]!));
        Assert.Equal([404, 404, 1340], json["plans"]!.AsArray().Select(plan => (int)plan!["guaranteedRows"]!));

        json = JsonNode.Parse(Plan("--rows 1000000 --discordant 0.05 --json").Output)!["plans"]![0]!;
        Assert.Equal(.000555993, (double)json["margin"]!, 9);
        Assert.Null(json["guaranteedRows"]);
    }

    [Theory]
    [InlineData("--margin x --rate 0.5", "found 'x' for '--margin', expected a number more than 0")]
    [InlineData("--margin 0 --rate 0.5", "found '0' for '--margin', expected a number more than 0")]
    [InlineData("--margin -1 --rate 0.5", "found '-1' for '--margin', expected a number more than 0")]
    [InlineData("--margin 1e999 --rate 0.5", "found '1e999' for '--margin', expected a number more than 0")]
    [InlineData("--margin 0.1 --rate 1", "found '1' for '--rate', expected a number more than 0 and less than 1")]
    [InlineData("--margin 0.1 --discordant 1.1", "found '1.1' for '--discordant', expected a number more than 0 and at most 1")]
    [InlineData("--margin 0.1 --rate 0.5 --alpha 0.5", "found '0.5' for '--alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("--margin 0.1 --rate 0.5 --power 1", "found '1' for '--power', expected a number from 0.5 to less than 1")]
    [InlineData("--margin 0.1 --rate 0.5 --decisions 1001", "found '1001' for '--decisions', expected a whole number from 1 to 1000")]
    [InlineData("--margin 0.1 --rate 0.5 --decisions 1.5", "found '1.5' for '--decisions', expected a whole number from 1 to 1000")]
    [InlineData("--rows 0 --rate 0.5", "found '0' for '--rows', expected a whole number from 1")]
    [InlineData("--margin 0.1 --rate 0.5 --mode ful", "found 'ful' for '--mode', expected 'full', or one of none, firstChange, full")]
    [InlineData("--rate 0.5", "found nothing of what to plan for, expected --margin or --rows")]
    [InlineData("--margin 0.1", "found nothing of how much rows differ, expected --discordant, --rate or --sd")]
    [InlineData("--margin 0.1 --rows 5 --rate 0.5", "found --margin and --rows, expected one of them only: --margin or --rows")]
    [InlineData("--margin 0.1 --rate 0.5 --sd 1", "found --rate and --sd, expected one of them only: --discordant, --rate or --sd")]
    [InlineData("--margin 0.1 --margin 0.2 --rate 0.5", "found 2 values for '--margin', expected one: --margin NUMBER")]
    [InlineData("--rate 0.5 --margin", "found no value for '--margin', expected one: --margin NUMBER")]
    [InlineData("--margin 0.1 --rate 0.5 --pipeline x", "found '--pipeline', which plan does not use; expected it to be left out")]
    public void WrongOption_IsOneClearMessage(string line, string fault)
    {
        (int code, string output, string errors) = Plan(line);

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Equal($"error {fault}{Environment.NewLine}", errors);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("holdout plan --help", ExitCodes.Passed, "--discordant <SHARE>")]
    [InlineData("holdout status --help", ExitCodes.Passed, "--json")]
    [InlineData("holdout --help", ExitCodes.Passed, "plan ")]
    [InlineData("holdout", ExitCodes.Misconfigured, "status ")]
    public void Help_HasOptionsAndExamples(string line, int exitCode, string part)
    {
        (int code, string output, string errors) = MlciRun.Run(line.Split(' '));

        Assert.Equal((exitCode, ""), (code, errors));
        Assert.Contains(part, output, StringComparison.Ordinal);
        Assert.Contains("mlci holdout plan --margin 0.01 --discordant 0.1 --decisions 32", output, StringComparison.Ordinal);
        Assert.Contains("0 passed   1 negative verdict", output, StringComparison.Ordinal);
        Assert.DoesNotContain("mlci promote", output, StringComparison.Ordinal);
    }

    // Every line of the help that looks like a command is one.
    [Fact]
    public void ExamplesOfPlan_Run()
    {
        string[] examples =
        [
            .. MlciRun.Run("holdout", "--help").Output.Split(Environment.NewLine).Select(line => line.Trim())
                .Where(line => line.StartsWith("mlci holdout plan ", StringComparison.Ordinal)),
        ];

        Assert.Equal(4, examples.Length);
        Assert.All(examples, example => Assert.Equal(ExitCodes.Passed, MlciRun.Run(example.Split(' ')[1..]).ExitCode));
    }

    [Fact]
    public void Status_OfAFreshPipeline_HasNoDecision()
    {
        using var repository = new TinyRepository();

        (int code, string output, _) = MlciRun.Run("holdout", "status", "--root", repository.Root, "--pipeline", "tiny");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains("holdoutUse: track; decisions: 0", output, StringComparison.Ordinal);
        Assert.Equal("[]", JsonNode.Parse(MlciRun.Run("holdout", "status", "--root", repository.Root, "--json").Output)![0]!["ledger"]!.ToJsonString());
        Assert.Equal(ExitCodes.Misconfigured, MlciRun.Run("holdout", "status", "--root", repository.Root, "--pipeline", "tinny").ExitCode);
    }

    private static (int ExitCode, string Output, string Errors) Plan(string line) => MlciRun.Run(["holdout", "plan", .. line.Split(' ')]);
}
