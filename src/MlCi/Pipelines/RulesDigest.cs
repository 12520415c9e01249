using System.Text.Json.Nodes;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Pipelines;

/// <summary>The digest of all that decides: a changed comment changes nothing, a changed limit does.</summary>
internal static class RulesDigest
{
    public static string Of(PipelineDefinition definition) => Digest.OfText(new JsonObject
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
        ["gates"] = new JsonArray([.. definition.Gates.Select(rule => new JsonObject
        {
            ["inconclusive"] = Word(rule.Inconclusive),
            ["limit"] = rule.Limit,
            ["metric"] = rule.Metric.Name,
            ["minimum"] = rule.IsMinimum,
            ["planned"] = rule.Planned,
            ["slices"] = new JsonArray([.. rule.Slices.Select(name => JsonValue.Create(name))]),
        })]),
        ["label"] = new JsonArray(definition.Label.Value, definition.Positive.Value),
        ["power"] = definition.Power,
        ["slices"] = new JsonArray([.. definition.Slices.Select(rule => new JsonObject
        {
            ["bins"] = rule.Bins is null ? null : new JsonArray([.. rule.Bins.Select(edge => JsonValue.Create(edge))]),
            ["column"] = rule.Column,
            ["name"] = rule.Name,
        })]),
    }.ToJsonString());

    private static string Word(WhenInconclusive inconclusive) => inconclusive == WhenInconclusive.Block ? "block" : "warn";
}
