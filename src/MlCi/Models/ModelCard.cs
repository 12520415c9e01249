using System.Text.Json.Nodes;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Models;

/// <summary>What a person should know before they use a model, drawn from its evidence alone: nothing in it is anybody's claim but what pipeline.yml states.</summary>
public sealed record ModelCard
{
    /// <summary>The version of model-card.schema.json.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The version, or null where it has none.</summary>
    public string? Version { get; init; }

    /// <summary>The manifest's digest.</summary>
    public required string Model { get; init; }

    /// <summary>What it is for, or null where that is not stated.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whose it is, or null where that is not stated.</summary>
    public string? Owner { get; init; }

    /// <summary>The verdict of its gate, or null where there is none.</summary>
    public string? Verdict { get; init; }

    /// <summary>The one reason for it, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The level of the intervals, or null where nothing was evaluated.</summary>
    public double? Level { get; init; }

    /// <summary>The data that it was made of and judged by.</summary>
    public required IReadOnlyList<RegisteredData> Data { get; init; }

    /// <summary>The metrics on the whole holdout.</summary>
    public required IReadOnlyList<ModelMetric> Metrics { get; init; }

    /// <summary>One metric in each slice.</summary>
    public required IReadOnlyList<CardSlice> Slices { get; init; }

    /// <summary>The limits on differences between groups.</summary>
    public required IReadOnlyList<CardGate> Fairness { get; init; }

    /// <summary>How the Brier score comes about, or null where that does not apply.</summary>
    public CardCalibration? Calibration { get; init; }

    /// <summary>What it is not to be used for, as pipeline.yml states it.</summary>
    public required IReadOnlyList<string> StatedLimits { get; init; }

    /// <summary>What the evidence does not show.</summary>
    public required IReadOnlyList<string> FoundLimits { get; init; }

    /// <summary>The record of its registration, or null where there is none.</summary>
    public RegistrationRecord? Registration { get; init; }

    /// <summary>What it predicts: <c>binary</c>, <c>multiclass</c>, <c>regression</c>; null where nothing was evaluated.</summary>
    public string? Task { get; init; }

    /// <summary>The columns that a caller sends.</summary>
    public required IReadOnlyList<CardColumn> Columns { get; init; }

    /// <summary>The card as JSON, by model-card.schema.json.</summary>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, GateReportJson.Options) + "\n";

    /// <summary>Draws the card of a model.</summary>
    /// <param name="evidence">What it rests on.</param>
    public static ModelCard Of(CardEvidence evidence)
    {
        PipelineNotes notes = PipelineNotes.Of(evidence.Definition);
        JsonObject? evaluation = evidence.Evaluation;
        return new ModelCard
        {
            Pipeline = evidence.Pipeline,
            Version = evidence.Registration?.Version,
            Model = evidence.Digest,
            Purpose = notes.Purpose,
            Owner = notes.Owner,
            Verdict = ModelDossier.Text(evidence.Gate, "verdict"),
            Reason = ModelDossier.Text(evidence.Gate, "reason"),
            Level = ModelDossier.Number(evaluation, "level"),
            Data = evidence.Registration?.Data ?? [],
            Metrics = ModelMetric.Of(evaluation),
            Slices = CardSlice.Of(evaluation, evidence.Gate),
            Fairness = CardGate.Of(evidence.Gate, "fairness"),
            Calibration = CardCalibration.Of(evaluation),
            StatedLimits = notes.Limits,
            FoundLimits = CardLimits.Of(evidence),
            Registration = evidence.Registration,
            Task = ModelDossier.Text(evaluation, "task"),
            Columns = CardColumn.Of(evidence.Schema, notes.Label),
        };
    }
}

/// <summary>What a card rests on.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Digest">The manifest's digest.</param>
/// <param name="Registration">The latest record of its registration, or null.</param>
/// <param name="Gate">The latest gate.json, or null.</param>
/// <param name="Evaluation">The latest evaluation.json, or null.</param>
/// <param name="Schema">The text of schema.json.</param>
/// <param name="Definition">The text of pipeline.yml.</param>
public sealed record CardEvidence(string Pipeline, string Digest, RegistrationRecord? Registration, JsonObject? Gate, JsonObject? Evaluation, string Schema, string Definition)
{
    /// <summary>The evidence on a registered model.</summary>
    public static CardEvidence Of(ModelDossier model) => new(model.Pipeline, model.Digest, model.Registration, model.Gate, model.Evaluation, model.Schema, model.Definition);
}
