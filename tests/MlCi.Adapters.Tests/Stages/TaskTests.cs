using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlCi.Findings;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>Regressions, several classes, weights and clusters, from data to verdict.</summary>
public sealed class TaskTests(EngineSetup setup) : EngineTest(setup)
{
    private const string Sampling = "data: {train: data/train.csv, holdout: data/holdout.csv}";

    private const string RegressionGates = """
              - {metric: rmse, max: 1.5}
              - {metric: r2, min: 0.7}
              - {metric: pinball_0.5, max: 1}
              - {metric: mae, max: 1.5, slices: all}
        """;

    private const string ClassGates = """
              - {metric: macro_f1, min: 0.4}
              - {metric: auc, min: 0.6}
              - {metric: top_2_accuracy, min: 0.8}
              - {metric: log_loss, max: 1, slices: all}
        """;

    [Fact]
    public void Regression_GoesFromDataToVerdict()
    {
        Regression();

        AssertPasses();

        JsonNode evaluation = Evaluation();
        Assert.Equal("regression", (string?)evaluation["task"]);
        Assert.Equal(["mae", "rmse", "r2", "mape", "pinball_0.5"], Metrics(evaluation));
        Assert.Null(evaluation["decision"]);
        Assert.Equal(["group=even", "group=odd"], evaluation["slices"]!.AsArray().Select(slice => (string?)slice!["slice"]));
        JsonNode rmse = Gate(Report(), "rmse");
        // The noise is even, 4 wide.
        Assert.InRange((double)rmse["estimate"]!, 1.1, 1.2);
        Assert.Equal("passed", (string?)Gate(Report(), "mae@group=odd")["verdict"]);
    }

    [Fact]
    public void SeveralClasses_GoFromDataToVerdict()
    {
        Classes("classes");

        AssertPasses();

        JsonNode evaluation = Evaluation();
        Assert.Equal("multiclass", (string?)evaluation["task"]);
        Assert.Equal(["auc", "accuracy", "top_2_accuracy", "macro_f1", "weighted_f1", "log_loss"], Metrics(evaluation));
        Assert.StartsWith("row_id,p_high,p_low,p_middle\n0,", File.ReadAllText(Repository.Artifact("predictions.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralClasses_FailWhereTheModelIsBlind()
    {
        Classes("blind-classes");

        JsonNode report = AssertFails("macro_f1");

        Assert.Equal("failed", (string?)Gate(report, "macro_f1")["verdict"]);
    }

    [Fact]
    public void WeightsAndClusters_WidenTheInterval()
    {
        Regression();
        AssertPasses();
        double plain = Width(Gate(Report(), "rmse"));
        string rules = (string)Report()["digests"]!["rules"]!;
        Repository.EditPipeline(Sampling, Sampling.Replace("}", ", weight: w, cluster: who}", StringComparison.Ordinal));

        (int code, string output) = Run("Gate");

        Assert.Equal(ExitCodes.Passed, code);
        AssertSaid(output, "600 rows, weighted, in 201 clusters");
        Assert.Equal("w", (string?)Evaluation()["weight"]);
        Assert.Equal("who", (string?)Evaluation()["cluster"]);
        Assert.NotEqual(plain, Width(Gate(Report(), "rmse")));
        Assert.NotEqual(rules, (string)Report()["digests"]!["rules"]!);
    }

    [Theory]
    [InlineData("Evaluate")]
    [InlineData("Gate")]
    public void SearchForTheWorstSlices_IsToldOnce(string stage)
    {
        string output = Run(stage).Output;

        Assert.Single(output.Split('\n'), line => line.Contains("worst slices", StringComparison.OrdinalIgnoreCase));
        Assert.Matches($"worst slices: {((string?)Evaluation()["worstSlices"]!["reason"] is { } reason ? Regex.Escape(reason) : @"\d+ suspected on")}", output);
        Assert.DoesNotContain("worst slices", Run(stage, options => options with { Quiet = true }).Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void BinaryWithClusters_IsJudged_AndKnowsNoWorstSlices()
    {
        Repository.EditPipeline("  holdout: data/holdout.csv", "  holdout: data/holdout.csv\n  cluster: id");

        AssertPasses();

        JsonNode evaluation = Evaluation();
        Assert.Null(evaluation["worstSlices"]);
        Assert.Null(evaluation["calibration"]);
        JsonNode error = evaluation["metrics"]!.AsArray().Single(one => (string?)one!["metric"] == "calibration_error")!;
        Assert.Equal("not available with clusters", (string?)error["reason"]);
    }

    [Theory]
    [InlineData("regression", "shifted-number", "rmse")]
    [InlineData("multiclass", "blind-classes", "log_loss")]
    public void WorseModel_FailsAgainstTheChampion_InSlicesToo(string task, string worse, string metric)
    {
        Task(task);
        Crown();
        AssertPasses();
        Assert.Equal("identical", (string?)Gate(Report(), $"{metric} vs champion")["outcome"]);
        string mode = task == "regression" ? "number" : "classes";
        Repository.EditPipeline($"mode: {mode}", $"mode: {worse}");

        JsonNode report = AssertFails();

        Assert.Equal("worse", (string?)Gate(report, $"{metric} vs champion")["outcome"]);
        Assert.Equal("failed", (string?)Gate(report, $"{metric}@group=odd vs champion")["verdict"]);
        Assert.True((bool)Gate(report, $"{metric} vs champion")["relative"]!);
    }

    [Fact]
    public void ChampionOfAnotherTask_IsNotEvaluated()
    {
        Crown();
        Regression();

        AssertFails("the champion predicts y=yes, expected y (regression) as in pipeline.yml");
    }

    [Theory]
    [InlineData("regression", "number", "classes", "found columns row_id, p_high, p_low, p_middle, expected row_id, prediction")]
    [InlineData("multiclass", "classes", "number", "found columns row_id, prediction, expected row_id, p_high, p_low, p_middle")]
    public void PredictionsOfAnotherTask_AreNamed(string task, string mode, string wrong, string message)
    {
        Task(task);
        Repository.EditPipeline($"mode: {mode}", $"mode: {wrong}");

        AssertFails(message);
    }

    [Theory]
    [InlineData("regression", "weight: w", "1000,0.033989,even,2,", "1000,0.033989,even,-2,", "column 'w': found '-2', expected a number of at least 0")]
    [InlineData("regression", "cluster: who", "1000,0.033989,even,2,333,", "1000,0.033989,even,2,,", "column 'who': found no value")]
    public void WrongWeightOrCluster_IsNamedWithItsRow(string task, string sampling, string row, string wrong, string message)
    {
        Task(task);
        Repository.EditPipeline(Sampling, Sampling.Replace("}", $", {sampling}}}", StringComparison.Ordinal));
        Repository.Edit("pipelines/tiny/data/holdout.csv", row, wrong);

        AssertFails($"pipelines/tiny/data/holdout.csv:2: {message}");
    }

    [Fact]
    public void ClassThatTheTrainingDataLack_IsNamedWithItsRow()
    {
        Classes("classes");
        string train = File.ReadAllText(Repository.Path("pipelines/tiny/data/train.csv")).Replace(",low\n", ",middle\n", StringComparison.Ordinal);
        Repository.Write("pipelines/tiny/data/train.csv", train);

        AssertFails("column 'y': found 'low', expected a class of the training data");
    }

    [Fact]
    public void UnknownWeight_IsAWrongConfiguration()
    {
        Regression();
        Repository.EditPipeline(Sampling, Sampling.Replace("}", ", weight: wait}", StringComparison.Ordinal));

        AssertNoVerdict(ExitCodes.Misconfigured, "found data.weight on column 'wait', which pipelines/tiny/data/holdout.csv does not have, expected one of id, x, group, w, who, y");
    }

    private void Task(string task)
    {
        if (task == "regression")
            Regression();
        else
            Classes("classes");
    }

    private void Regression() => Repository.SetTask("regression", "number", RegressionGates, "rmse");

    private void Classes(string mode) => Repository.SetTask("multiclass", mode, ClassGates, "log_loss");

    private void Crown()
    {
        Assert.Equal(ExitCodes.Passed, Run("Register").ExitCode);
        Assert.Equal(ExitCodes.Passed, Run("Promote", options => options with { To = "production", Why = "the first" }).ExitCode);
    }

    private JsonNode Evaluation() => JsonNode.Parse(File.ReadAllText(Repository.Artifact("evaluation.json")))!;

    private static IEnumerable<string?> Metrics(JsonNode evaluation) => evaluation["metrics"]!.AsArray().Select(metric => (string?)metric!["metric"]);

    private static double Width(JsonNode gate) => (double)gate["upper"]! - (double)gate["lower"]!;
}
