using MlCi.Metrics;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class TaskReaderTests
{
    private const string Regression = """
        version: 1
        task: regression
        data: {train: train.csv, holdout: holdout.csv, weight: w, cluster: patient}
        label: {column: price}
        tests: none
        train: {project: model.csproj}
        slices: [cut]
        gates:
          - {metric: rmse, max: 3}
          - {metric: pinball_0.9, max: 1, slices: all}
        compare:
          - {metric: mae}
          - {metric: r2}

        """;

    private const string Multiclass = """
        version: 1
        task: multiclass
        data: {train: train.csv, holdout: holdout.csv}
        label: {column: grade}
        tests: none
        train: {project: model.csproj}
        gates: [{metric: macro_f1, min: 0.6}, {metric: top_4_accuracy, min: 0.9}, {metric: auc, min: 0.7}]

        """;

    [Fact]
    public void Regression_HasMetricsOfItsOwn()
    {
        PipelineDefinition read = Sample.Read(Regression);

        Assert.Equal((PredictionTask.Regression, "w", "patient", ""), (read.Task, read.Weight?.Value, read.Cluster?.Value, read.Positive.Value));
        Assert.Equal([Metric.Rmse, Metric.Pinball(.9)], read.Gates.Select(rule => rule.Metric));
        Assert.Equal([.02, .01], read.Compare.Select(rule => rule.Margin));
        Assert.Null(read.WorstSlices);
    }

    [Fact]
    public void Multiclass_HasMetricsOfItsOwn() =>
        Assert.Equal([Metric.MacroF1, Metric.TopAccuracy(4), Metric.Auc], Sample.Read(Multiclass).Gates.Select(rule => rule.Metric));

    [Theory]
    [InlineData("metric: rmse", "metric: auc", "9:14: found metric 'auc', expected one of mae, rmse, r2, mape, pinball_0.5, pinball_0.9")]
    [InlineData("max: 3", "max: -1", "9:25: found -1 for 'gates[].max', expected a number from 0, as rmse can be")]
    [InlineData("{column: price}", "{column: price, positive: 1}", "4:34: found 'label.positive' in the task regression, expected it in the task binary only")]
    [InlineData("tests: none", "tests: none\ndecision: 0.4", "6:11: found 'decision' in the task regression, expected it in the task binary only")]
    [InlineData("tests: none", "tests: none\nworst_slices: {k: 3}", "6:15: found 'worst_slices' in the task regression, expected it in the task binary only")]
    [InlineData("tests: none", "tests: none\nfairness: [{column: cut, metric: parity, max_gap: 0.1}]", "6:11: found 'fairness' in the task regression, expected it in the task binary only")]
    [InlineData("weight: w", "weight: [w]", "3:56: found a list for 'data.weight', expected a column's name")]
    public void WhatIsOfAnotherTask_IsAFault(string old, string replacement, string fault) =>
        Assert.Equal(fault, Sample.Faults(Regression.Replace(old, replacement, StringComparison.Ordinal)));

    [Fact]
    public void WeightsBesideRulesThatKnowNothingOfThem_AreAFault() => Assert.Equal(
        "13:11: found 'fairness' beside data.weight or data.cluster, of which it knows nothing; expected it to be left out",
        Sample.Faults(Sample.With("holdout: holdout.csv", "holdout: holdout.csv, cluster: patient") + "fairness: [{column: sex, metric: parity, max_gap: 0.1}]\n"));

    [Fact]
    public void WorstSlicesOfNone_AreNoFault() => Assert.Null(Sample.Read(Regression + "worst_slices: none\n").WorstSlices);

    [Fact]
    public void RulesDigest_KnowsTaskWeightAndCluster()
    {
        string digest = Sample.Read(Regression).RulesDigest;

        Assert.NotEqual(digest, Sample.Read(Regression.Replace("weight: w", "weight: v", StringComparison.Ordinal)).RulesDigest);
        Assert.NotEqual(digest, Sample.Read(Regression.Replace(", cluster: patient", "", StringComparison.Ordinal)).RulesDigest);
    }
}
