using System.Globalization;
using System.Text.Json;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Testing;

namespace MlCi.Cli.Tests;

/// <summary><c>mlci evaluate</c> and <c>mlci compare</c> on a CSV that any tool wrote.</summary>
[Collection(ConsoleTests.Name)]
public sealed class PredictionsCommandTests : IDisposable
{
    private const int Rows = 1200;
    private readonly TemporaryFolder folder = new();
    private readonly bool[] labels = [.. Enumerable.Range(0, Rows).Select(i => i * 7919 % 10 < 3)];

    public void Dispose() => folder.Dispose();

    // A score that knows the label but for noise: the more of it, the worse the model.
    private double[] Scores(int noise) =>
        [.. labels.Select((label, i) => Math.Round(((label ? 60 : 35) + (i * 104729 % (2 * noise + 1)) - noise) / 100.0, 4)).Select(score => Math.Clamp(score, .01, .99))];

    private string Predictions(string positive = "1", string negative = "0")
    {
        string path = folder.Path("scores.csv");
        (double[] model, double[] champion) = (Scores(30), Scores(40));
        File.WriteAllLines(path, labels.Select((label, i) => string.Create(CultureInfo.InvariantCulture,
            $"{(label ? positive : negative)},{model[i]},{champion[i]},{(i % 2 == 0 ? "north" : "south")},{i % 50}")).Prepend("churned,p,p_old,region,age"));
        return path;
    }

    private static (int Code, string Output, string Errors) Run(string path, string line) => MlciRun.Run([line.Split(' ')[0], "--predictions", path, .. line.Split(' ')[1..]]);

    [Fact]
    public void Evaluate_HasTheMetricsOfTheEngine_InTheFormOfEvaluationJson()
    {
        string json = folder.Path("out", "evaluation.json");
        (int code, string output, string errors) = Run(Predictions(), $"evaluate --label churned --score p --slice region --slice age=10,30 --json {json}");

        Assert.Equal((ExitCodes.Passed, ""), (code, errors));
        JsonElement root = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        MetricEstimate auc = MetricEstimator.Estimate(Metric.Auc, new PredictionSet(labels, Scores(30), .5), .05);
        JsonElement written = root.GetProperty("metrics").EnumerateArray().Single(one => one.GetProperty("metric").GetString() == "auc");
        Assert.Equal(auc.Estimate, written.GetProperty("estimate").GetDouble());
        Assert.Equal(auc.Interval!.Value.Lower, written.GetProperty("lower").GetDouble());
        Assert.Equal(Metric.All.Select(metric => metric.Name), root.GetProperty("metrics").EnumerateArray().Select(one => one.GetProperty("metric").GetString()));
        Assert.Equal(
            ["region=north", "region=south", "age=<10", "age=10–30", "age=≥30"],
            root.GetProperty("slices").EnumerateArray().Select(one => one.GetProperty("slice").GetString()));
        Assert.Contains($"1,200 rows, {labels.Count(label => label)} positive (1); decided positive from 0.5; 90% intervals", output, StringComparison.Ordinal);
        Assert.Contains($"ROC AUC           {Numerals.WithInterval(auc.Estimate!.Value, auc.Interval.Value.Lower, auc.Interval.Value.Upper)}", output, StringComparison.Ordinal);
    }

    // Half of the rows of plan B in the north are decided wrongly, and one in ten of all others.
    private string UnevenPredictions(bool uneven)
    {
        string path = folder.Path("uneven.csv");
        File.WriteAllLines(path, Enumerable.Range(0, Rows).Select(i =>
        {
            (bool isB, bool north, int luck) = (i % 3 == 0, i / 3 % 2 == 0, i * 7919 % 101 % 10);
            bool wrong = uneven && isB && north ? luck < 5 : luck < 1;
            return string.Create(CultureInfo.InvariantCulture, $"{(labels[i] ? 1 : 0)},{(labels[i] != wrong ? .9 : .1)},{i},{(isB ? "B" : "A")},{(north ? "north" : "south")}");
        }).Prepend("y,p,id,plan,region"));
        return path;
    }

    [Fact]
    public void Evaluate_ShowsTheWorstSlices_OfThoseAskedFor()
    {
        string json = folder.Path("evaluation.json");
        (int code, string output, _) = Run(UnevenPredictions(uneven: true), $"evaluate --label y --score p --slice plan --slice region --json {json}");
        (_, string quiet, _) = Run(UnevenPredictions(uneven: true), "evaluate --label y --score p --slice plan --slice region --quiet");

        Assert.Equal((ExitCodes.Passed, ""), (code, quiet));
        Assert.Matches(@"Worst slices, by a search that blocks nothing\r?\nslice +wrong there +elsewhere +difference +adjusted p +rows *\r?\nplan=B & region=north +0\.\d+ +0\.\d+ +\+0\.\d+ \[0\.\d+, 0\.\d+\] +< 0\.001 +\d+", output);
        JsonElement worst = JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetProperty("worstSlices");
        Assert.Equal("plan=B & region=north", worst.GetProperty("slices")[0].GetProperty("slice").GetString());
        Assert.Equal(["plan", "region"], worst.GetProperty("columns").EnumerateArray().Select(one => one.GetString()));
        Assert.Contains($"found on one half of the holdout ({worst.GetProperty("rowsSearched").GetInt32()} rows) and measured on the other ({worst.GetProperty("rowsTested").GetInt32()})", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNoSliceIsWorse_EvaluateSaysInOneLineThatItLooked()
    {
        string path = UnevenPredictions(uneven: false);
        (_, string looked, _) = Run(path, "evaluate --label y --score p --slice plan --slice region");
        (_, string whole, _) = Run(path, "evaluate --label y --score p");

        Assert.Single(looked.Split('\n'), line => line.Contains("worst slices: ", StringComparison.Ordinal));
        Assert.DoesNotContain("Worst slices", looked, StringComparison.Ordinal);
        Assert.DoesNotContain("worst", whole, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Compare_IsTheVerdictOfTheGate()
    {
        string json = folder.Path("comparison.json");
        (int better, string output, _) = Run(Predictions(), $"compare --label churned --score p --champion-score p_old --metric auc --slice region --json {json}");
        (int worse, string failed, _) = Run(Predictions(), "compare --label churned --score p_old --champion-score p --metric auc --quiet");

        Assert.Equal((ExitCodes.Passed, ExitCodes.Negative), (better, worse));
        Assert.StartsWith("PASSED p against p_old: all 3 gates passed", output, StringComparison.Ordinal);
        Assert.StartsWith("FAILED p_old against p: auc ", failed, StringComparison.Ordinal);
        Assert.Single(failed.Trim().Split('\n'));
        Assert.Equal(
            ["auc vs champion", "auc@region=north vs champion", "auc@region=south vs champion"],
            JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetProperty("comparisons").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
    }

    [Fact]
    public void SameScoresInTwoColumns_AreIdentical()
    {
        string path = Predictions();
        File.WriteAllLines(path, File.ReadAllLines(path).Select((line, i) => i == 0 ? line + ",p_again" : $"{line},{line.Split(',')[1]}"));

        (int code, string output, _) = Run(path, "compare --label churned --score p --champion-score p_again");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains("identical", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Yes", "No", "", ExitCodes.Passed)]
    [InlineData("TRUE", "FALSE", "", ExitCodes.Passed)]
    [InlineData("lost", "kept", " --positive lost", ExitCodes.Passed)]
    [InlineData("lost", "kept", "", ExitCodes.Misconfigured)]
    [InlineData("lost", "kept", " --positive gone", ExitCodes.Misconfigured)]
    public void Positive_IsWhatTheLabelsOrTheOptionSay(string positive, string negative, string option, int expected)
    {
        (int code, string output, string errors) = Run(Predictions(positive, negative), $"evaluate --label churned --score p{option}");

        Assert.Equal(expected, code);
        Assert.Contains(expected == 0 ? $"positive ({positive})" : "'kept', 'lost'", expected == 0 ? output : errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare --label churned --score p --champion-score p", "found 'p' for '--score' and for '--champion-score', expected two models' scores")]
    [InlineData("evaluate --label churned --score p --champion-score p", "found 'p' for '--score' and for '--champion-score', expected two models' scores")]
    [InlineData("evaluate --label churnd --score p", "found no column 'churnd', expected 'churned', or one of churned, p, p_old, region, age")]
    [InlineData("evaluate --label region --score p", "column 'region': found labels 'north', 'south', expected '--positive' to say which of them the score is the probability of")]
    [InlineData("evaluate --label churned --score age", "column 'age': found '2', expected a probability from 0 to 1")]
    [InlineData("evaluate --label age --score p", "column 'age': found 50 labels, '0', '1', '10', '11', '12' …, expected two")]
    [InlineData("evaluate --label churned --score p --slice age=30,10", "found 'age=30,10' for '--slice', expected increasing numbers after '=', such as age=30,50")]
    [InlineData("evaluate --label churned --score p --slice region=10", "column 'region': found 'north', expected a number for the bins of slice 'region'")]
    [InlineData("evaluate --label churned --score p --slice region --slice region", "found '--slice region' 2 times, expected each column once")]
    [InlineData("evaluate --label churned --score p --metric acu", "found 'acu' for '--metric', expected 'auc', or one of auc,")]
    [InlineData("evaluate --label churned --score p --threshold 2", "found '2' for '--threshold', expected a number from 0 to 1")]
    [InlineData("evaluate --label churned --score p --alpha x", "found 'x' for '--alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("evaluate --label churned --score p --alpha 0", "found '0' for '--alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("evaluate --label churned --score p --alpha 1e-300", "found '1e-300' for '--alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("compare --label churned --score p --champion-score p_old --alpha 1", "found '1' for '--alpha', expected a number from 0.0001 to 0.25")]
    [InlineData("evaluate --label churned", "found no '--score' beside '--predictions', expected --score COLUMN")]
    [InlineData("evaluate --label churned --score p --pipeline telco", "found '--pipeline' beside '--predictions', expected one of them")]
    [InlineData("compare --label churned --score p", "found no '--champion-score', expected the column of the champion's score")]
    [InlineData("compare --label churned --score p --champion-score p_old --metric calibration_slope", "found 'calibration_slope' for '--metric', expected one of auc,")]
    public void Fault_IsToldWithWhatWasExpected(string line, string fault)
    {
        (int code, string output, string errors) = Run(Predictions(), line);

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.Contains(fault, errors, StringComparison.Ordinal);
    }

    // Three classes, a number, a weight and three rows of each entity; the second model is the worse one.
    private string OtherTasks()
    {
        string[] names = ["low", "mid", "high"];
        string path = folder.Path("tasks.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 600).Select(i =>
        {
            int own = i * 7919 % 3;
            string Probabilities(int certainty, int luck) => string.Join(',', Enumerable.Range(0, 3).Select(k => (k == (i % 10 < luck ? own : (own + 1) % 3) ? certainty : (100 - certainty) / 2) / 100.0));
            double truth = 50 + (i * 104729 % 97);
            return string.Create(CultureInfo.InvariantCulture,
                $"{names[own]},{Probabilities(60, 9)},{Probabilities(60, 6)},{truth},{truth + (i * 31 % 7) - 3},{truth + (i * 31 % 13) - 6},{1 + (i % 3)},{i / 3}");
        }).Prepend("y,p_low,p_mid,p_high,q_low,q_mid,q_high,size,guess,old,w,who"));
        return path;
    }

    [Theory]
    [InlineData("multiclass", "y", "p_", "q_", "600 rows of 3 classes, weighted, in 200 clusters", "accuracy")]
    [InlineData("regression", "size", "guess", "old", "600 rows, weighted, in 200 clusters", "mae")]
    public void OtherTasks_AreEvaluatedAndCompared(string task, string label, string score, string champion, string summary, string metric)
    {
        string path = OtherTasks(), json = folder.Path("evaluation.json");
        string about = $"--task {task} --label {label} --score {score} --champion-score {champion}";

        (int code, string output, string errors) = Run(path, $"evaluate {about} --weight w --cluster who --json {json}");
        (int better, string compared, _) = Run(path, $"compare {about}");
        (int worse, string failed, _) = Run(path, $"compare --task {task} --label {label} --score {champion} --champion-score {score} --quiet");

        Assert.Equal((ExitCodes.Passed, "", ExitCodes.Passed, ExitCodes.Negative), (code, errors, better, worse));
        Assert.StartsWith(summary + "; 90% intervals", output, StringComparison.Ordinal);
        JsonElement root = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal(task, root.GetProperty("task").GetString());
        Assert.Contains(root.GetProperty("metrics").EnumerateArray(), one => one.GetProperty("metric").GetString() == metric);
        Assert.Contains("better", compared, StringComparison.Ordinal);
        Assert.StartsWith($"FAILED {champion} against {score}: ", failed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--task multiclas --label y --score p_", "found 'multiclas' for '--task', expected 'multiclass', or one of binary, multiclass, regression")]
    [InlineData("--task multiclass --label y --score p_ --positive low", "found '--positive' beside '--task multiclass', expected it in the task binary only")]
    [InlineData("--task multiclass --label y --score z_", "found 0 columns that begin with 'z_', expected one for each class, such as z_low and z_high")]
    [InlineData("--task multiclass --label who --score p_", "column 'who': found '0', expected one of the classes low, mid, high")]
    [InlineData("--task multiclass --label y --score p_ --champion-score p_", "found 'p_' for '--score' and for '--champion-score', expected two models' scores")]
    [InlineData("--task multiclass --label y --score p_ --champion-score q_l", "found classes ow behind 'q_l' and low, mid, high behind 'p_', expected the same")]
    [InlineData("--task multiclass --label y --score p_ --metric rmse", "found 'rmse' for '--metric', expected one of auc,")]
    [InlineData("--task regression --label y --score guess", "column 'y': found 'low', expected a number")]
    [InlineData("--task regression --label size --score guess --weight old --cluster whom", "found no column 'whom', expected 'who', or one of")]
    public void FaultOfAnotherTask_IsTold(string line, string fault)
    {
        (int code, string output, string errors) = Run(OtherTasks(), "evaluate " + line);

        Assert.Equal((ExitCodes.Misconfigured, ""), (code, output));
        Assert.Contains(fault, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonThatCannotBeWritten_IsTold_AndPredictionsAreNotOverwritten()
    {
        string path = Predictions();
        string before = File.ReadAllText(path);
        Directory.CreateDirectory(folder.Path("folder"));
        File.WriteAllText(folder.Path("file"), "");

        (int elsewhere, _, string beneath) = Run(path, $"evaluate --label churned --score p --json {folder.Path("file/below.json")}");
        (int refused, _, string errors) = Run(path, $"evaluate --label churned --score p --json {folder.Path("folder")}");
        (int wrong, _, string own) = Run(path, $"evaluate --label churned --score p --json {path}");

        Assert.Equal((ExitCodes.OutOfReach, ExitCodes.Misconfigured, ExitCodes.Misconfigured), (elsewhere, refused, wrong));
        Assert.StartsWith("error the file system refused: ", beneath, StringComparison.Ordinal);
        Assert.Contains("which is a folder, expected a file", errors, StringComparison.Ordinal);
        Assert.Contains("which is the file of predictions, expected another file", own, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(path));
    }

    [Fact]
    public void MissingLabelsAndScores_AreToldByLine_AndCounted()
    {
        string path = folder.Path("gaps.csv");
        File.WriteAllLines(path, ["y,p", "1,0.5", ",0.4", "0,", .. Enumerable.Repeat("1,nan", 6)]);

        (int code, _, string errors) = Run(path, "evaluate --label y --score p");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Contains("gaps.csv:3: column 'y': found nothing, expected a label", errors, StringComparison.Ordinal);
        Assert.Contains("gaps.csv:4: column 'p': found nothing, expected a probability from 0 to 1", errors, StringComparison.Ordinal);
        Assert.Contains("and 2 more rows of column 'p' without a probability from 0 to 1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOfPredictions_WithoutThem_AreNotPassedOver()
    {
        (int code, _, string errors) = MlciRun.Run("evaluate", "--label", "churned");

        Assert.Equal(ExitCodes.Misconfigured, code);
        Assert.Equal($"error found '--label' without '--predictions', expected --predictions FILE beside it{Environment.NewLine}", errors);
    }
}
