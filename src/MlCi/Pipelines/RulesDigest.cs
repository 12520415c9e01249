using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Slices;

namespace MlCi.Pipelines;

/// <summary>The digest of all that decides: a changed comment changes nothing, a changed limit does.</summary>
internal static class RulesDigest
{
    public static string Of(PipelineDefinition definition)
    {
        JsonObject rules = Rules(definition);
        // Keys of later kinds of rule only where there are any, so that a pipeline without them keeps its digest.
        if (definition.Fairness.Count > 0)
            rules["fairness"] = new JsonArray([.. definition.Fairness.Select(Fairness)]);
        if (definition.Task != PredictionTask.Binary)
            rules["task"] = PredictionTasks.NameOf(definition.Task);
        if (definition.Weight is { } weight)
            rules["weight"] = weight.Value;
        if (definition.Cluster is { } cluster)
            rules["cluster"] = cluster.Value;
        if (definition.HoldoutUse.Budget is { } budget)
        {
            rules["holdoutUse"] = new JsonObject
            {
                ["decisions"] = budget.Decisions,
                ["error"] = budget.Error,
                ["mode"] = definition.HoldoutUse.Mode.Word(),
            };
        }

        if (definition.Robustness.Count > 0)
            rules["robustness"] = new JsonArray([.. definition.Robustness.Select(Robustness)]);
        return Digest.OfText(rules.ToJsonString());
    }

    private static JsonObject Rules(PipelineDefinition definition) => new()
    {
        ["alpha"] = definition.Alpha,
        ["champion"] = definition.ChampionIsOptional ? "optional" : "required",
        ["compare"] = new JsonArray([.. definition.Compare.Select(rule => new JsonObject
        {
            ["inconclusive"] = Word(rule.Inconclusive),
            ["margin"] = rule.Margin,
            ["metric"] = rule.Metric.Name,
            ["planned"] = rule.Planned,
            ["slices"] = new JsonArray([.. rule.Slices.Select(name => JsonValue.Create(name))]),
        })]),
        ["decision"] = definition.Decision,
        // Diagnostics and the search for the worst slices decide nothing.
        ["gates"] = new JsonArray([.. definition.Gates.Where(rule => !rule.IsDiagnostic).Select(rule => new JsonObject
        {
            ["inconclusive"] = Word(rule.Inconclusive),
            ["limit"] = rule.Limit,
            ["metric"] = rule.Metric.Name,
            ["minimum"] = rule.IsMinimum,
            ["planned"] = rule.Planned,
            ["slices"] = new JsonArray([.. rule.Slices.Select(name => JsonValue.Create(name))]),
        })]),
        ["label"] = new JsonArray(definition.Label.Value, definition.Positive.Value),
        ["metrics"] = new JsonArray([.. definition.Metrics.Select(metric => new JsonObject
        {
            ["expression"] = metric.Expression!.Text,
            ["higherIsBetter"] = metric.HigherIsBetter,
            ["name"] = metric.Name,
        })]),
        ["power"] = definition.Power,
        ["slices"] = new JsonArray([.. definition.Slices.Select(Slice)]),
    };

    private static JsonObject Robustness(RobustnessRule rule) => new()
    {
        ["columns"] = new JsonArray([.. rule.Perturbation.Columns.Select(name => JsonValue.Create(name))]),
        ["inconclusive"] = Word(rule.Inconclusive),
        ["kind"] = rule.Perturbation.Word,
        ["limit"] = rule.MostFlips,
        ["name"] = rule.Name,
        ["size"] = rule.Perturbation.Size,
    };

    private static JsonObject Fairness(FairnessRule rule) => new()
    {
        ["groups"] = Slice(rule.Groups),
        ["inconclusive"] = Word(rule.Inconclusive),
        ["limit"] = rule.Limit,
        ["metric"] = rule.MetricName,
        ["ratio"] = rule.IsRatio,
    };

    private static JsonObject Slice(SliceRule rule)
    {
        var slice = new JsonObject
        {
            ["bins"] = rule.Bins is null ? null : new JsonArray([.. rule.Bins.Select(edge => JsonValue.Create(edge))]),
            ["column"] = rule.Column,
            ["name"] = rule.Name,
        };
        // As above.
        if (rule.Where is { } condition)
            slice["where"] = condition.Text;
        if (rule.Cross.Count > 0)
            slice["cross"] = new JsonArray([.. rule.Cross.Select(Slice)]);
        return slice;
    }

    private static string Word(WhenInconclusive inconclusive) => inconclusive == WhenInconclusive.Block ? "block" : "warn";
}
