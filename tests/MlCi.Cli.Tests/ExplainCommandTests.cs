using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci explain</c>: a logged request, replayed.</summary>
[Collection(ConsoleTests.Name)]
public sealed class ExplainCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ExplainCommandTests()
    {
        folder.Write("pipelines/tiny/pipeline.yml", """
            version: 1
            task: binary
            data: {train: train.csv, holdout: holdout.csv}
            label: {column: y, positive: "yes"}
            tests: none
            train: {command: [sh, train.sh]}
            predict: {command: [sh, predict.sh]}
            champion: optional
            gates:
              - metric: auc
                min: 0.7

            """);
        folder.Write("pipelines/tiny/schema.json", """{"type": "object", "required": ["x", "y"], "properties": {"x": {"type": "number"}, "y": {"enum": ["no", "yes"]}}}""");
        folder.Write("pipelines/tiny/train.sh", "exit 1\n");
        folder.Write("pipelines/tiny/predict.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; esac; shift; done
            awk -F, 'BEGIN { print "row_id,score" } NR > 1 { print NR - 2 "," $1 }' "$data" > "$out"

            """);
        folder.Write("artifacts/tiny/model/w.txt", "1");
        string model = Digest.OfFiles([("w.txt", Digest.OfText("1"))]);
        folder.Write("p.jsonl", $$$"""
            {"requestId":"same","row":0,"time":"2026-01-01T00:00:00.000000Z","model":"{{{model}}}","inputs":{"x":"0.5"},"outputs":{"score":0.5}}
            {"requestId":"other","row":0,"time":"2026-01-01T00:00:00.000000Z","model":"{{{model}}}","inputs":{"x":"0.5"},"outputs":{"score":0.75}}
            {"requestId":"secret","row":0,"time":"2026-01-01T00:00:00.000000Z","model":"{{{model}}}","inputs":{"x":"[redacted]"},"outputs":{"score":0.5}}

            """);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SameAnswer_Passes_AsTextAndAsJson()
    {
        (int code, string output, string errors) = Explain("same");
        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        Assert.Contains("tiny: request same, row 0, 2026-01-01T00:00:00.000000Z", output, StringComparison.Ordinal);
        Assert.Contains("score 0.5, the same as logged to the last bit", output, StringComparison.Ordinal);
        Assert.Contains("no contributions: its program is a command", output, StringComparison.Ordinal);

        JsonNode json = JsonNode.Parse(Explain("same", "--json").Output)!;
        Assert.True((bool)json["same"]!);
        Assert.Equal("0.5", (string?)json["inputs"]!["x"]);
    }

    [Fact]
    public void OtherAnswer_IsANegativeVerdict()
    {
        (int code, string output, _) = Explain("other");

        Assert.Equal(ExitCodes.Negative, code);
        Assert.Contains("score 0.5, logged was 0.75", output, StringComparison.Ordinal);
    }

    [Fact]
    public void RedactedColumn_IsSet()
    {
        Assert.Contains("column 'x' is redacted in the log, so that the row cannot be replayed: expected --set x=VALUE", Explain("secret").Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Passed, Explain("secret", "--set", "x=0.5").ExitCode);
        Assert.DoesNotContain("0.25", Explain("secret", "--set", "x=0.25").Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain", "found 0 request ids, expected one")]
    [InlineData("explain a b --log p", "found 2 request ids, expected one")]
    [InlineData("explain a", "found neither --log nor MLCI_SERVE_PREDICTION_LOG, expected the file that `serve --prediction-log` writes")]
    [InlineData("explain a --log /nonexistent/p.jsonl", "found no file '/nonexistent/p.jsonl' for '--log'")]
    [InlineData("explain a --log p --row -1", "found '-1' for '--row', expected a whole number from 0")]
    [InlineData("explain a --log p --set x", "found 'x' for '--set', expected COLUMN=VALUE")]
    [InlineData("explain a --log p --set x=1 --set x=2", "found 'x' twice for '--set', expected it once")]
    [InlineData("explain a --log p --force", "found '--force', which explain does not use")]
    public void WrongLine_SaysWhatIsExpected(string line, string message)
    {
        (int code, string output, string errors) = MlciRun.Run([.. line.Split(' '), "--root", folder.Root]);

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_HasExamples() => Assert.Contains("mlci explain 5f2c0b7e --log predictions.jsonl --row 3", MlciRun.Run("explain", "--help").Output, StringComparison.Ordinal);

    private (int ExitCode, string Output, string Errors) Explain(string request, params string[] more) =>
        MlciRun.Run(["explain", request, "--log", folder.Path("p.jsonl"), "--root", folder.Root, .. more]);
}
