using System.Text.Json;
using System.Text.Json.Serialization;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Reports.Html;
using MlCi.Runs;
using MlCi.Slices;

namespace MlCi.Adapters.Stages;

/// <summary>
/// What Evaluate and Compare decided, kept by the digest of all that they read: the same predictions under the same rules need not be
/// judged twice. The verdict itself, and the holdout's ledger, are made anew in every run.
/// </summary>
internal sealed record DecidedGates
{
    private const string Stage = "Decided";
    private const string FileName = "decided.json";
    private static readonly string[] Reports = ["evaluation.json", "comparison.json"];
    private string? folder;

    // Everything as it is in memory: tuples, and numbers that are none.
    private static readonly JsonSerializerOptions Json = new(GateReportJson.Options)
    {
        IncludeFields = true,
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public required StageOutcome Evaluate { get; init; }

    public required StageOutcome Compare { get; init; }

    /// <summary>The metrics on the whole holdout.</summary>
    public required IReadOnlyList<RunMetric> Metrics { get; init; }

    /// <summary>The thresholds as Evaluate decided them, before the comparisons joined their family.</summary>
    public required IReadOnlyList<GateResult> ThresholdsAlone { get; init; }

    public required IReadOnlyList<GateResult> Thresholds { get; init; }

    public required IReadOnlyList<GateResult> Comparisons { get; init; }

    public required IReadOnlyList<GateResult> Diagnostics { get; init; }

    public required WorstSlices? WorstSlices { get; init; }

    public required IReadOnlyList<SeedSpread> SeedSpread { get; init; }

    /// <summary>What is drawn of the predictions.</summary>
    public required ReportCurves Curves { get; init; }

    public required string Champion { get; init; }

    public required string? ChampionDigest { get; init; }

    /// <summary>What an earlier run decided on the same inputs, or null.</summary>
    public static DecidedGates? Find(PipelineSession session)
    {
        session.DecidedKey = Inputs(session)?.Digest;
        if (session.DecidedKey is not { } key || session.Cache.Find(Stage, key) is not { } found)
            return null;
        try
        {
            return JsonSerializer.Deserialize<DecidedGates>(File.ReadAllBytes(Path.Combine(found, FileName)), Json) is { } decided ? decided with { folder = found } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Puts a report that an earlier run wrote among the artifacts.</summary>
    public void CopyReport(PipelineSession session, string report) => AtomicFile.Copy(Path.Combine(folder!, report), session.Artifact(report));

    /// <summary>Keeps what was decided, unless something could not be evaluated: its cause may lie outside all that was read.</summary>
    public void Keep(PipelineSession session)
    {
        // A smoke run leaves nothing of what the holdout said.
        if (session.Options.Smoke || Evaluate.Status == StageStatus.NotEvaluated || Compare.Status == StageStatus.NotEvaluated
            || Thresholds.Concat(Comparisons).Any(gate => gate.Verdict == GateVerdict.NotEvaluated)
            || session.DecidedKey is not { } key)
        {
            return;
        }

        session.Cache.Make(Stage, key, made =>
        {
            File.WriteAllBytes(Path.Combine(made, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json));
            foreach (string report in Reports)
                File.Copy(session.Artifact(report), Path.Combine(made, report));
        });
    }

    private static StageInputs? Inputs(PipelineSession session)
    {
        string champion;
        try
        {
            champion = session.RegisteredChampion?.Digest ?? "none";
        }
        catch (FaultException)
        {
            return null; // Compare will say so.
        }

        return new StageInputs(Stage,
        [
            // Another form than that of earlier versions, whose entries are left alone.
            StageInput.Only("form", "with curves, and few digits beside labels that lie apart"),
            StageInput.Only("pipeline", session.Definition.Name), StageInput.Only("rules", session.TextDigest), StageInput.Only("model", session.ModelDigest!),
            StageInput.Only("predictions", Digest.OfBytes(session.PredictionBytes!)), StageInput.Only("holdout", session.Holdout.Digest),
            StageInput.Only("train", session.Train.Digest), StageInput.Only("champion", champion), .. session.ProgramInputs,
            .. session.SeedModels.Select(model => new StageInput("seeds", $"{model.Seed}", model.Digest)),
        ]);
    }
}
