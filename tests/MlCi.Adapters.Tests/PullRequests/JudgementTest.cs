using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlCi.Adapters.PullRequests;
using MlCi.PullRequests;
using MlCi.Testing;
using Spectre.Console;

namespace MlCi.Adapters.Tests.PullRequests;

/// <summary>A base, what a pull request's job may have uploaded, and the judgement.</summary>
public abstract class JudgementTest : IAsyncLifetime
{
    private protected const string Head = "1111111111111111111111111111111111111111", Base = "2222222222222222222222222222222222222222";
    private protected const string Program = "model/Program.cs", Definition = "pipelines/tiny/pipeline.yml";
    private TemporaryFolder Uploads { get; } = new();

    private protected TinyRepository Repository { get; } = new();

    /// <summary>What was printed.</summary>
    private protected string Output { get; private set; } = "";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Uploads.Dispose();
        Repository.Dispose();
        return Task.CompletedTask;
    }

    private protected UploadedZip Upload => new(Path.Combine(Uploads.Root, "upload.zip"));

    /// <summary>Honest predictions and a verdict that says passed.</summary>
    private protected UploadedZip Honest => Upload.With("tiny/predictions.csv", Predictions()).With("tiny/gate.json", Claim());

    private protected string Scratch => Uploads.Root;

    /// <summary>Judges; the report is of one pipeline unless said otherwise.</summary>
    private protected JudgedChange Judge(string? zip, string[] changed, Func<JudgeRequest, JudgeRequest>? with = null)
    {
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        var request = new JudgeRequest { Root = Repository.Root, Artifacts = zip is null ? [] : [zip], Changed = changed, HeadSha = Head, BaseSha = Base };
        JudgedChange judged = new Judgement(with is null ? request : with(request), console).Run();
        Output = output.ToString();
        Assert.DoesNotContain("bug in MlCi", judged.Json(), StringComparison.Ordinal);
        // An exit code of 0 and a report that passes are one thing.
        Assert.Equal(judged.ExitCode == 0, judged.Report.Passed);
        return judged;
    }

    private protected JudgedPipeline One(string? zip, params string[] changed) => Assert.Single(Judge(zip, changed.Length == 0 ? [Program] : changed).Report.Pipelines);

    /// <summary>It is not judged, does not pass, leaves no verdict, and says why.</summary>
    private protected JudgedPipeline AssertNotJudged(string? zip, string message, params string[] changed)
    {
        JudgedPipeline judged = One(zip, changed);
        Assert.False(judged.Passed);
        Assert.Null(judged.Report);
        Assert.Contains(message, judged.Failure, StringComparison.Ordinal);
        Assert.Contains("'tiny' not judged: ", Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Repository.Path("artifacts/judged/tiny")) && File.Exists(Repository.Path("artifacts/judged/tiny/gate.json")));
        return judged;
    }

    private protected JsonNode Written() => JsonNode.Parse(File.ReadAllText(Repository.Path("artifacts/judged/tiny/gate.json")))!;

    /// <summary>Scores of the holdout's rows, as a function of <c>x</c> and of whether the label is positive.</summary>
    private protected static string Predictions(Func<double, bool, double>? score = null)
    {
        var text = new StringBuilder("row_id,score\n");
        string[] rows = TinyRepository.Rows(1000, 300).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        for (int row = 0; row < rows.Length; row++)
        {
            string[] fields = rows[row].Split(',');
            double x = double.Parse(fields[1], CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{row},{score?.Invoke(x, fields[3] == "yes") ?? x}\n");
        }

        return text.ToString();
    }

    private protected static string Claim(string verdict = "passed", string reason = "nothing blocks", string tests = "skipped", string train = "passed") => new JsonObject
    {
        ["verdict"] = verdict,
        ["reason"] = reason,
        ["digests"] = new JsonObject { ["model"] = "sha256:" + new string('3', 64) },
        ["stages"] = new JsonArray(Stage("ValidateData", "passed", "400 + 300 rows"), Stage("TestPreprocessing", tests, reason), Stage("Train", train, reason)),
    }.ToJsonString();

    private static JsonObject Stage(string name, string status, string reason) => new() { ["name"] = name, ["status"] = status, ["reason"] = reason };
}
