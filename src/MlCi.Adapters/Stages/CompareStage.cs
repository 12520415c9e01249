using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>Champion against challenger, paired on the same rows.</summary>
internal static class CompareStage
{
    private const string Name = "Compare";

    public static StageOutcome Run(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        var registry = new ModelRegistry(RegisterStage.RegistryRoot(session.Options.Root), TimeProvider.System);
        RegisteredModel? champion = registry.Champion(definition.Name);
        StageOutcome outcome = champion is null ? WithoutChampion(session)
            : definition.Compare.Count == 0 ? WithoutRules(session, champion)
            : Compare(session, registry, champion);
        AtomicFile.WriteText(session.Artifact("comparison.json"), new JsonObject
        {
            ["schemaVersion"] = 1,
            ["pipeline"] = definition.Name,
            ["model"] = session.ModelDigest,
            ["champion"] = session.ChampionDigest,
            ["holdout"] = session.Holdout.Digest,
            ["note"] = session.Champion,
            ["comparisons"] = new JsonArray([.. session.Comparisons!.Select(GateReportJson.Gate)]),
        }.ToJsonString(GateReportJson.Options) + "\n");
        return outcome;
    }

    private static StageOutcome WithoutChampion(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        session.Champion = "no champion in production yet";
        if (definition.ChampionIsOptional)
        {
            session.Comparisons = [];
            return StageOutcome.Skipped(Name, $"{session.Champion}, which {definition.ChampionPlace} accepts (champion: optional)");
        }

        string why = $"{session.Champion}; promote a model, or accept that with champion: optional";
        session.Comparisons = [.. definition.Compare.Select(rule => GateReportBuilder.NotEvaluated(rule, definition.Alpha, why))];
        return StageOutcome.NotEvaluated(Name, why);
    }

    private static StageOutcome WithoutRules(PipelineSession session, RegisteredModel champion)
    {
        session.ChampionDigest = champion.ModelDigest;
        session.Champion = "pipeline.yml has no compare rules";
        session.Comparisons = [];
        return StageOutcome.Skipped(Name, session.Champion);
    }

    private static StageOutcome Compare(PipelineSession session, ModelRegistry registry, RegisteredModel champion)
    {
        PipelineDefinition definition = session.Definition;
        session.ChampionDigest = champion.ModelDigest;
        session.Champion = $"champion {champion.ModelDigest[7..19]}";
        ChampionPredictions predictions;
        try
        {
            predictions = ChampionPredictions.Get(session, registry, champion);
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            session.Comparisons = [.. definition.Compare.Select(rule => GateReportBuilder.NotEvaluated(rule, definition.Alpha, Headline.FirstLine(e.Message)))];
            return StageOutcome.NotEvaluated(Name, e.Message);
        }

        session.Champion += predictions.Note;
        PredictionSet challenger = session.Predictions!;
        var other = new PredictionSet(challenger.Labels.ToArray(), predictions.Scores, challenger.Decision);
        if (predictions.Rows is { } rows)
            (challenger, other) = (challenger.Take(rows), other.Take(rows));
        session.Comparisons =
        [
            .. definition.Compare.Select(rule => ComparisonGate.ToResult(
                ChampionComparison.Compare(rule, other, challenger, definition.Alpha, definition.Power), definition.Alpha)),
        ];
        Verdict verdict = Verdict.Of(session.Comparisons);
        return verdict.Passed
            ? StageOutcome.Passed(Name, $"{session.Champion}: {string.Join(", ", session.Comparisons.Select(result => $"{result.Metric} {result.Outcome?.Replace('-', ' ')}"))}")
            : new StageOutcome(Name, StageStatus.Failed, verdict.Reason, HasResult: true);
    }
}
