using System.Text.Json.Nodes;
using MlCi.Testing;

namespace MlCi.Tests.Pipelines;

/// <summary>The published schema says what the parser says: each is asked for what it knows.</summary>
public sealed class PipelineSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "MlCi", "Pipelines", "pipeline.schema.json")))!;

    [Theory]
    [InlineData("", "{qqqqqqqqqq: 1}")]
    [InlineData("/properties/data", "data: {qqqqqqqqqq: 1}")]
    [InlineData("/properties/label", "label: {qqqqqqqqqq: 1}")]
    [InlineData("/properties/train", "train: {qqqqqqqqqq: 1}")]
    [InlineData("/properties/predict", "predict: {qqqqqqqqqq: 1}")]
    [InlineData("/$defs/gate", "gates: [{qqqqqqqqqq: 1}]")]
    [InlineData("/$defs/slice", "slices: [{qqqqqqqqqq: 1}]")]
    [InlineData("/$defs/compare", "compare: [{qqqqqqqqqq: 1}]")]
    [InlineData("/$defs/metric", "metrics: [{qqqqqqqqqq: 1}]")]
    [InlineData("/$defs/fairness", "fairness: [{qqqqqqqqqq: 1}]")]
    [InlineData("/$defs/robustness", "robustness: [{qqqqqqqqqq: 1}]")]
    [InlineData("/$defs/worst_slices", "worst_slices: {qqqqqqqqqq: 1}")]
    [InlineData("/$defs/holdout_use", "holdoutUse: {qqqqqqqqqq: 1}")]
    [InlineData("/$defs/quality", "quality: {qqqqqqqqqq: 1}")]
    [InlineData("/$defs/quality_nulls", "quality: {nulls: [{qqqqqqqqqq: 1}]}")]
    [InlineData("/$defs/quality_distinct", "quality: {distinct: [{qqqqqqqqqq: 1}]}")]
    [InlineData("/$defs/quality_rows", "quality: {rows: [{qqqqqqqqqq: 1}]}")]
    [InlineData("/$defs/quality_fresh", "quality: {fresh: [{qqqqqqqqqq: 1}]}")]
    [InlineData("/$defs/quality_balance", "quality: {balance: {qqqqqqqqqq: 1}}")]
    [InlineData("/$defs/quality_drift", "quality: {drift: {qqqqqqqqqq: 1}}")]
    [InlineData("/$defs/quality_new_categories", "quality: {new_categories: {qqqqqqqqqq: 1}}")]
    [InlineData("/$defs/quality_copies", "quality: {copies: {qqqqqqqqqq: 1}}")]
    [InlineData("/$defs/quality_apart", "quality: {entity: {qqqqqqqqqq: 1}}")]
    [InlineData("/$defs/quality_predictors", "quality: {predictors: {qqqqqqqqqq: 1}}")]
    [InlineData("/$defs/image", "image: {qqqqqqqqqq: 1}")]
    [InlineData("/$defs/image_parity", "image: {parity: {qqqqqqqqqq: 1}}")]
    [InlineData("/$defs/image_limits", "image: {limits: {qqqqqqqqqq: 1}}")]
    [InlineData("/properties/serve", "serve: {qqqqqqqqqq: 1}")]
    public void Keys_AreThoseThatTheParserAsksFor(string pointer, string yaml)
    {
        JsonObject section = At(pointer).AsObject();

        Assert.Equal(Expected(yaml, "qqqqqqqqqq'").Order(), section["properties"]!.AsObject().Select(property => property.Key).Order());
        Assert.False((bool)section["additionalProperties"]!);
    }

    [Theory]
    [InlineData("/$defs/built_in/enum", "gates: [{metric: qqqqqqqqqq}]")]
    [InlineData("/$defs/comparable/enum", "compare: [{metric: qqqqqqqqqq}]")]
    [InlineData("/$defs/fairness/properties/metric/enum", "fairness: [{metric: qqqqqqqqqq}]")]
    public void Metrics_AreThoseThatTheParserTakes(string pointer, string yaml) => Assert.Equal(
        Expected(yaml, "metric 'qqqqqqqqqq'"), At(pointer).AsArray().Select(name => (string)name!));

    [Fact]
    public void MetricsOfOtherTasks_AreThoseThatTheParserTakes()
    {
        Assert.Equal(
            Expected("task: multiclass\ngates: [{metric: qqqqqqqqqq}]", "metric 'qqqqqqqqqq'").Order(),
            At("/$defs/multiclass/enum").AsArray().Select(name => (string)name!).Order());
        Assert.Equal(
            Expected("task: regression\ngates: [{metric: qqqqqqqqqq}]", "metric 'qqqqqqqqqq'").Where(name => !name.StartsWith("pinball_", StringComparison.Ordinal)),
            At("/$defs/regression/anyOf")[0]!["enum"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public void EveryKey_SaysWhatItMeans()
    {
        foreach (string pointer in new[] { "", "/properties/data", "/properties/label", "/properties/train", "/properties/predict", "/$defs/gate", "/$defs/slice", "/$defs/compare", "/$defs/metric", "/$defs/fairness", "/$defs/robustness", "/$defs/worst_slices", "/$defs/holdout_use", "/$defs/quality", "/$defs/quality_nulls", "/$defs/quality_distinct", "/$defs/quality_rows", "/$defs/quality_fresh", "/$defs/quality_balance", "/$defs/quality_drift", "/$defs/quality_new_categories", "/$defs/quality_copies", "/$defs/quality_apart", "/$defs/quality_predictors" })
            Assert.All(At(pointer)["properties"]!.AsObject(), property => Assert.EndsWith(".", (string?)property.Value!["description"], StringComparison.Ordinal));
    }

    // What the parser names after "expected one of" where it finds something that it does not know.
    private static string[] Expected(string yaml, string found)
    {
        const string Start = "expected one of ";
        string fault = Sample.Faults(yaml).Split('\n').Single(line => line.Contains(found, StringComparison.Ordinal));
        return fault[(fault.IndexOf(Start, StringComparison.Ordinal) + Start.Length)..].Split(", ");
    }

    private static JsonNode At(string pointer) => pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(Schema, (node, name) => node[name]!);
}
