using System.Globalization;
using MlCi.Findings;
using MlCi.Testing;

namespace MlCi.Modeling.Tests;

public sealed class ModelProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter log = new() { NewLine = "\n" };

    public ModelProgramTests()
    {
        folder.Write("train.csv", "x,y\n1,0\n2,1\n");
        folder.Write("rows.csv", "id,x\na,1\n\"b,c\",3\n\"d\"\"\",-1e-20\n");
    }

    public void Dispose()
    {
        folder.Dispose();
        log.Dispose();
    }

    [Fact]
    public async Task TrainThenPredict_WritesRowNumbersAndScoresThatReadBack()
    {
        Assert.Equal(0, await Train("{\"factor\": 0.1}"));
        Assert.Equal(0, await Predict());

        Assert.Equal("row_id,score\n0,0.1\n1,0.30000000000000004\n2,-1E-21\n", Predictions);
        Assert.Equal("seed 7, 2 rows\nscored 3 rows\n", log.ToString());
    }

    [Theory]
    [InlineData(2, "row_id,prediction\n0,2\n1,6\n2,-2E-20\n")]
    [InlineData(3, "row_id,p_low,\"p_high, or so\"\n0,3,-2\n1,9,-8\n2,-2.9999999999999997E-20,1\n")]
    public async Task PredictorOfAnotherTask_NamesItsColumns(int factor, string predictions)
    {
        await Train($"{{\"factor\": {factor}}}");
        Assert.Equal(0, await Predict());

        Assert.Equal(predictions, Predictions);
    }

    [Fact]
    public async Task Key_NamesTheRows_QuotedWhereNeeded()
    {
        await Train("{}");
        Assert.Equal(0, await Predict("--key", "id"));

        Assert.StartsWith("row_id,score\na,0.1\n\"b,c\",0.3", Predictions, StringComparison.Ordinal);
        Assert.Contains("\n\"d\"\"\",", Predictions, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,x\na,1\na,2\n", 1, ":3: column 'id': found 'a' as on line 2, expected each key once")]
    [InlineData("id,x\n,1\n", 1, ":2: column 'id': found no value, expected a key")]
    [InlineData("x\n1\n", 2, ":1: column 'id' not found, expected one of x")]
    [InlineData("id,x\na,\n", 1, ":2: the model's score is NaN, expected a finite number")]
    public async Task RowsThatCannotBeNamedOrScored_LeaveNoPredictions(string rows, int exitCode, string message)
    {
        await Train("{}");
        folder.Write("rows.csv", rows);

        Assert.Equal(exitCode, await Predict("--key", "id"));
        Assert.EndsWith(message + "\n", log.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Path("out", "predictions.csv")));
    }

    [Fact]
    public async Task Predictions_ReplaceOldOnes_AndLeaveNothingBeside()
    {
        await Train("{}");
        folder.Write("out/predictions.csv", "old");
        await Predict();

        Assert.StartsWith("row_id,score\n", Predictions, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path("out")));
    }

    [Fact]
    public async Task FailedPrediction_KeepsTheOldPredictions()
    {
        await Train("{}");
        folder.Write("out/predictions.csv", "old");
        folder.Write("rows.csv", "x\nnone\n");

        Assert.Equal(ExitCodes.Negative, await Predict());
        Assert.Equal("old", Predictions);
    }

    [Fact]
    public async Task BadArguments_AreListedAtOnce()
    {
        Assert.Equal(ExitCodes.Misconfigured, await Run("train", "--dat", "x.csv", "--params", "absent.json", "--seed", "1.5", "--out"));

        Assert.Equal(
            """
            train: found '--dat', expected one of --data, --params, --seed, --out
            train: found no value for --out, expected one
            train: option --data is missing
            train: found no file 'absent.json' for --params, expected one that exists
            train: found '1.5' for --seed, expected a whole number

            """,
            log.ToString());
    }

    [Theory]
    [InlineData("found verb 'fit', expected train, predict, explain, serve or health", "fit")]
    [InlineData("found no verb, expected train, predict, explain, serve or health")]
    [InlineData("predict: found 'stray', expected one of --model, --data, --out, --key", "predict", "stray")]
    [InlineData("predict: found --out twice, expected it once", "predict", "--out", "a", "--out=b")]
    [InlineData("predict: found no folder 'none' for --model, expected one that exists", "predict", "--model=none")]
    [InlineData("serve: option --model is missing", "serve", "--urls", "http://localhost")]
    [InlineData("serve: found '0' for --max-rows, expected a number from 1 to 1000000", "serve", "--max-rows", "0")]
    [InlineData("serve: found 'xml' for --log, expected json or text", "serve", "--log", "xml")]
    [InlineData("serve: found '--port', expected one of --model, --urls, ", "serve", "--port", "80")]
    [InlineData("health: found 'ftp://x' for --urls, expected one like http://127.0.0.1:8080", "health", "--urls", "ftp://x")]
    public async Task WrongCommand_IsRefused(string message, params string[] args)
    {
        Assert.Equal(ExitCodes.Misconfigured, await Run(args));
        Assert.Contains(message, log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_ShowsTheVerbs()
    {
        Assert.Equal(0, await Run("--help"));
        Assert.Contains("predict --model FOLDER --data FILE --out FILE", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownParameter_IsRefused_AndNamesTheKnown()
    {
        Assert.Equal(ExitCodes.Misconfigured, await Train("{\"faktor\": 2}"));
        Assert.EndsWith("params.json: found parameter 'faktor', expected one of factor\n", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_HasNoStackTrace_AndABugHas()
    {
        int exitCode = await Run("predict", "--model", folder.Root, "--data", folder.Path("rows.csv"), "--out", "o");
        Assert.Equal(ExitCodes.Misconfigured, exitCode);
        Assert.Equal($"{folder.Path("model.json")}: not found, expected a model written by `train`\n", log.ToString());

        Assert.Equal(ModelProgram.Bug, await Train("{\"factor\": -1}"));
        Assert.Contains("InvalidOperationException: a bug", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("   at ", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooFewScores_AreABugOfTheModel()
    {
        await Train("{\"factor\": 13}");

        Assert.Equal(ModelProgram.Bug, await Predict());
        Assert.Contains("the model gave 2 scores for 3 rows", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnwritablePlace_IsSaidWithoutAStackTrace()
    {
        await Train("{}");
        folder.Write("out", "a file where a folder should be");

        Assert.Equal(ExitCodes.Misconfigured, await Predict());
        Assert.DoesNotContain("   at ", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Culture_MakesNoDifference()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = commas;
            await Train("{\"factor\": 0.5}");
            await Predict();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal("row_id,score\n0,0.5\n1,1.5\n2,-5E-21\n", Predictions);
    }

    private string Predictions => File.ReadAllText(folder.Path("out", "predictions.csv"));

    private Task<int> Train(string parameters) => Run(
        "train", "--data", folder.Path("train.csv"), "--params", folder.Write("params.json", parameters), "--seed=7",
        "--out", folder.Path("model"));

    private Task<int> Predict(params string[] more) => Run(
        [
            "predict", "--model", folder.Path("model"), "--data", folder.Path("rows.csv"),
            "--out", folder.Path("out", "predictions.csv"), .. more,
        ]);

    private Task<int> Run(params string[] args) => ModelProgram.Run(new FactorModel(), args, log);
}
