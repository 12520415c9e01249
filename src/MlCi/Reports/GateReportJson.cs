using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;

namespace MlCi.Reports;

/// <summary>Writes gate.json. Its form is published as gate.schema.json; nothing in it depends on time or place.</summary>
public static class GateReportJson
{
    /// <summary>How every JSON file of MlCi is written: camel case, words in kebab case, indented.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        NewLine = "\n",
    };

    /// <summary>The same on one line.</summary>
    public static JsonSerializerOptions Compact { get; } = new(Options) { WriteIndented = false };

    /// <summary>The text of gate.json.</summary>
    public static string Write(GateReport report)
    {
        var root = new JsonObject
        {
            ["schemaVersion"] = report.SchemaVersion,
            ["verdict"] = report.Passed ? "passed" : "failed",
            ["exitCode"] = report.ExitCode,
            ["reason"] = report.Reason,
            ["headline"] = Headline.Of(report),
            ["pipeline"] = report.Pipeline,
            ["commit"] = report.Commit,
            ["dirty"] = report.Dirty,
            ["champion"] = report.Champion,
            ["counts"] = new JsonObject
            {
                ["passed"] = report.Decisions.PassedCount,
                ["failed"] = report.Decisions.FailedCount,
                ["inconclusiveBlocking"] = report.Decisions.InconclusiveBlocking,
                ["inconclusiveWarning"] = report.Decisions.InconclusiveWarning,
                ["notEvaluated"] = report.Decisions.NotEvaluatedCount,
            },
            ["digests"] = Node(report.Digests),
            ["packages"] = Node(report.Packages),
            ["stages"] = new JsonArray([.. report.Stages.Select(Stage)]),
            ["gates"] = new JsonArray([.. report.Gates.Select(Gate)]),
            ["diagnostics"] = new JsonArray([.. report.Diagnostics.Select(Gate)]),
            ["worstSlices"] = report.WorstSlices is { } worst ? EvaluationJson.WorstSlices(worst) : null,
            ["seedSpread"] = new JsonArray([.. report.SeedSpread.Select(spread => SeedSpreadJson.Of(spread, report))]),
            ["findings"] = new JsonArray([.. report.Findings.Select(Finding)]),
            ["holdoutUse"] = new JsonArray([.. report.HoldoutUse.Select(HoldoutUse)]),
        };
        return root.ToJsonString(Options) + "\n";
    }

    /// <summary>A finding as it stands in gate.json and findings.json.</summary>
    public static JsonNode Finding(Finding finding)
    {
        JsonObject node = Node(finding)!.AsObject();
        node.Remove("place");
        // It stands in the message.
        node.Remove("found");
        node["source"] = Node(finding.Place);
        return node;
    }

    /// <summary>A decision as it stands in gate.json and evaluation.json.</summary>
    public static JsonNode Gate(GateResult gate) => Node(gate)!;

    private static JsonObject HoldoutUse(HoldoutUse use) => new()
    {
        ["holdout"] = use.Holdout,
        ["mode"] = use.Mode.Word(),
        ["decision"] = use.Decision,
        ["decisions"] = use.Budget?.Decisions,
        ["reliability"] = use.Budget?.Reliability,
        ["alpha"] = use.Alpha,
        ["falsePass"] = use.FalsePass,
        ["falsePassAdaptive"] = use.FalsePassAdaptive,
        ["warns"] = use.Warns,
        ["blocks"] = use.Blocks,
        ["reason"] = use.Reason,
        ["source"] = Node(use.Source),
    };

    /// <summary>A stage as it stands in gate.json.</summary>
    internal static JsonObject Stage(StageOutcome stage)
    {
        var node = new JsonObject { ["name"] = stage.Stage, ["status"] = Node(stage.Status), ["reason"] = stage.Reason };
        if (stage.Reproduced is { } reproduced)
            node["reproduced"] = reproduced;
        return node;
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options);
}
