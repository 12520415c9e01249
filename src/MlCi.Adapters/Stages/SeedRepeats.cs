using MlCi.Adapters.Storage;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Slices;

namespace MlCi.Adapters.Stages;

/// <summary>
/// Models of further seeds, as <c>train.repeats</c> asks for them: the seed of pipeline.yml and those that follow it. The first is the
/// model that is gated; the others only tell how much the seed changes.
/// </summary>
internal static class SeedRepeats
{
    /// <summary>Trains what is not kept from an earlier run. Where a seed's training fails, so does the stage; the first model is there all the same.</summary>
    /// <param name="session">The pipeline, with its first model.</param>
    /// <param name="first">The first model.</param>
    /// <param name="outcome">What came of the stage so far.</param>
    public static StageOutcome Train(PipelineSession session, Kept first, StageOutcome outcome)
    {
        int count = CountOf(session);
        if (count == 1 || outcome.Status != StageStatus.Passed)
            return outcome;
        List<SeedModel> models = [new(session.Definition.Seed, session.ModelFolder!, session.ModelDigest!)];
        List<long> trained = [];
        foreach (long seed in Enumerable.Range(1, count - 1).Select(i => session.Definition.Seed + i))
        {
            try
            {
                Kept kept = TrainStage.Train(session, seed);
                models.Add(new SeedModel(seed, kept.Folder, FileDigests.OfFolder(kept.Folder)));
                if (!kept.Reused)
                    trained.Add(seed);
            }
            catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
            {
                return new StageOutcome(outcome.Stage, StageStatus.Failed, $"seed {seed}: {e.Message}", HasResult: true);
            }
        }

        session.SeedModels = models;
        outcome = outcome with { Reason = $"{outcome.Reason}, and {Numerals.Count(count - 1, "models")} of the seeds that follow" };
        // The line must not say that nothing ran where only the first seed's did not.
        return trained.Count == 0 || !first.Reused ? outcome : outcome with { Reused = false, Why = $"ran: no whole result of seed {string.Join(", ", trained)} was kept" };
    }

    /// <summary>Says which seed is trained, where there are several.</summary>
    public static void Announce(PipelineSession session, long seed)
    {
        if (CountOf(session) is > 1 and var count)
            session.Progress($"training with seed {seed}, {seed - session.Definition.Seed + 1} of {count}");
    }

    /// <summary>The metrics that a gate or a comparison names on all rows, over all models; none where there is one model.</summary>
    /// <exception cref="FaultException">The model of a seed cannot predict (exit 1).</exception>
    public static IReadOnlyList<SeedSpread> Spread(PipelineSession session)
    {
        if (session.SeedModels.Count < 2)
            return [];
        PipelineDefinition definition = session.Definition;
        Metric[] metrics =
        [
            .. definition.Gates.Where(rule => rule.Slices.Count == 0).Select(rule => rule.Metric)
                .Concat(definition.Compare.Select(rule => rule.Metric)).Distinct(),
        ];
        (long Seed, EvaluatedRows Rows)[] all = [.. session.SeedModels.Select(model => (model.Seed,
            Evaluation.Of(metrics, [], Predictions(session, model), [], definition.Alpha, PredictionStatistics.Cores).Whole))];
        return [.. metrics.Select(metric => new SeedSpread(
            metric.Name, [.. all.Select(one => new SeedEstimate(one.Seed, one.Rows.Of(metric).Estimate, one.Rows.Of(metric).Undefined))]))];
    }

    private static TaskPredictions Predictions(PipelineSession session, SeedModel model)
    {
        if (model.Seed == session.Definition.Seed)
            return session.Predictions!;
        try
        {
            string file = EvaluateStage.FileOf(EvaluateStage.Predict(session, model.Folder, model.Digest));
            return EvaluateStage.Read(session, File.ReadAllBytes(file), "predictions.csv");
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            throw FaultException.Negative($"seed {model.Seed}: {e.Message}");
        }
    }

    // On few rows, or without labels, they would tell nothing.
    private static int CountOf(PipelineSession session) => session.Options.Smoke || session.LabelsWithheld ? 1 : session.Definition.Training.Repeats;
}

/// <summary>A model of one seed among several.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The model's folder, in the cache.</param>
/// <param name="Digest">The model's digest.</param>
internal sealed record SeedModel(long Seed, string Folder, string Digest);
