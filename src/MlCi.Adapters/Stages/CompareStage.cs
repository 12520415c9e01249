using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Slices;

namespace MlCi.Adapters.Stages;

/// <summary>Champion against challenger, paired on the same rows.</summary>
internal static class CompareStage
{
    private const string Name = "Compare";

    public static StageOutcome Run(PipelineSession session)
    {
        if (session.Decided is { } decided)
        {
            (session.Thresholds, session.Comparisons) = (decided.Thresholds, decided.Comparisons);
            (session.Champion, session.ChampionDigest, session.Curves) = (decided.Champion, decided.ChampionDigest, decided.Curves);
            decided.CopyReport(session, "comparison.json");
            return decided.Compare;
        }

        PipelineDefinition definition = session.Definition;
        ModelRegistry registry = session.Registry;
        RegisteredModel? champion = session.RegisteredChampion;
        // Without comparisons the thresholds are a family by themselves.
        Decide(session, []);
        StageOutcome outcome = champion is null ? WithoutChampion(session)
            : definition.Compare.Count == 0 ? WithoutRules(session, champion)
            : Compare(session, registry, champion);
        JsonObject json = ComparisonJson.Of(
            definition.Name, session.ModelDigest, session.ChampionDigest, session.Holdout.Digest, session.Champion, session.Comparisons!);
        AtomicFile.WriteText(session.Artifact("comparison.json"), json.ToJsonString(GateReportJson.Options) + "\n");
        (session.Evaluated! with
        {
            Compare = outcome,
            Thresholds = session.Thresholds!,
            Comparisons = session.Comparisons!,
            Curves = session.Curves!,
            Champion = session.Champion,
            ChampionDigest = session.ChampionDigest,
        }).Keep(session);
        return outcome;
    }

    private static StageOutcome WithoutChampion(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        session.Champion = "no champion in production yet";
        if (definition.ChampionIsOptional)
        {
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
        (TaskPredictions challenger, TaskPredictions other) = (session.Predictions!, predictions.Predictions);
        IReadOnlyList<SlicePartition> partitions = session.Partitions;
        if (predictions.Rows is { } rows)
        {
            (challenger, other) = (challenger.Take(rows), other.Take(rows));
            partitions = [.. partitions.Select(partition => partition.Take(rows))];
        }
        else
        {
            // On other rows its curves would be no comparison.
            session.Curves = session.Curves!.Against(other);
        }

        Decide(session, ComparisonGate.Pending(definition.Compare, other, challenger, partitions, definition.Alpha, definition.Power));
        Verdict verdict = Verdict.Of(session.Comparisons!);
        return verdict.Passed
            ? StageOutcome.Passed(Name, $"{session.Champion}: {Summary(session.Comparisons!)}")
            : new StageOutcome(Name, StageStatus.Failed, verdict.Reason, HasResult: true);
    }

    // Thresholds and comparisons on slices are one family, so the thresholds are decided again with the comparisons.
    private static void Decide(PipelineSession session, IReadOnlyList<PendingGate> comparisons)
    {
        IReadOnlyList<GateResult> decided = ToldNumbers.Of(session, SliceFamily.Decide([.. session.ThresholdGates, .. comparisons]));
        session.Thresholds = [.. decided.Take(session.ThresholdGates.Count)];
        session.Comparisons = [.. decided.Skip(session.ThresholdGates.Count)];
    }

    private static string Summary(IReadOnlyList<GateResult> comparisons)
    {
        string whole = string.Join(", ", comparisons.Where(result => result.Slice is null).Select(result => $"{result.Metric} {result.Outcome?.Replace('-', ' ')}"));
        GateResult[] slices = [.. comparisons.Where(result => result.Slice is not null)];
        return slices.Length == 0 ? whole : $"{whole}; in slices {Verdict.Of(slices).Counts}";
    }
}
