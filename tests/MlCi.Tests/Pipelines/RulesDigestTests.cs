namespace MlCi.Tests.Pipelines;

public sealed class RulesDigestTests
{
    private static readonly string Rules = Sample.Read(Sample.Text).RulesDigest;

    [Theory]
    [InlineData("min: 0.8}", "min: 0.81}")]
    [InlineData("min: 0.8}", "max: 0.8}")]
    [InlineData("min: 0.8}", "min: 0.8, planned: 0.9}")]
    [InlineData("min: 0.8}", "min: 0.8, when_inconclusive: warn}")]
    [InlineData("min: 0.8}", "min: 0.8, slices: all}")]
    [InlineData("metric: auc, min", "metric: accuracy, min")]
    [InlineData("bins: [30, 50]", "bins: [30, 51]")]
    [InlineData(", bins: [30, 50]", "")]
    [InlineData("column: age", "column: years")]
    [InlineData("margin: 0.01", "margin: 0.02")]
    [InlineData("margin: 0.01", "planned: 0.01")]
    [InlineData("margin: 0.01", "when_inconclusive: block")]
    [InlineData("margin: 0.01", "margin: 0.01, slices: all")]
    [InlineData("column: churn", "column: left")]
    [InlineData("positive: \"Yes\"", "positive: \"No\"")]
    [InlineData("version: 1", "version: 1\nalpha: 0.01")]
    [InlineData("version: 1", "version: 1\npower: 0.9")]
    [InlineData("version: 1", "version: 1\ndecision: 0.4")]
    [InlineData("version: 1", "version: 1\nchampion: optional")]
    [InlineData("version: 1", "version: 1\nmetrics: [{name: cost, expression: fn, better: lower}]")]
    [InlineData("version: 1", "version: 1\nholdoutUse: {mode: full, decisions: 2}")]
    public void Digest_ChangesWithWhatDecides(string old, string replacement) =>
        Assert.NotEqual(Rules, Sample.Read(Sample.With(old, replacement)).RulesDigest);

    [Theory]
    [InlineData("version: 1", "# a comment\nversion: 1")]
    [InlineData("version: 1\ntask: binary", "task: binary\nversion: 1")]
    [InlineData("metric: auc, min: 0.8}", "min: 0.80, metric: auc}")]
    [InlineData("margin: 0.01", "margin: 1e-2, planned: 0, when_inconclusive: warn")]
    [InlineData("version: 1", "version: 1\nalpha: 0.05\npower: 0.8\ndecision: 0.5\nchampion: required")]
    [InlineData("train: train.csv", "train: other.csv")]
    [InlineData("version: 1", "version: 1\nparams: {l2: 2}\nseed: 7")]
    [InlineData("version: 1", "version: 1\nholdoutUse: {mode: track, warn: 0.1}")]
    public void Digest_KeepsWhereNothingThatDecidesChanges(string old, string replacement) =>
        Assert.Equal(Rules, Sample.Read(Sample.With(old, replacement)).RulesDigest);
}
