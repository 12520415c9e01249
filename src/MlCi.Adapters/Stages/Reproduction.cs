using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>Trains a second time in another folder: the same program, data, parameters and seed shall give the same model.</summary>
internal static class Reproduction
{
    private const string ResultName = "result.json";

    /// <summary>Says whether a model can be made again. Where it can, that is kept; where it cannot, Train fails, and names the first difference.</summary>
    public static StageOutcome Verify(PipelineSession session, Kept first, StageOutcome outcome)
    {
        TrainRule rule = session.Definition.Training;
        if (rule.External is not null)
            return outcome with { Reason = $"{outcome.Reason}; not verified, as it was trained elsewhere" };
        if (rule.Reproduce.TimeLimit is { } most && StageCache.TimeOf(first.Folder) is { } took && took > most)
        {
            return new StageOutcome(
                outcome.Stage, StageStatus.NotEvaluated,
                $"found no approval in place of a second training, which train.reproducible.time_limit rules out: the first took {Seconds(took)}, expected at most {Seconds(most)}",
                HasResult: true);
        }

        var inputs = new StageInputs("Reproduce", [StageInput.Only("model", session.ModelDigest!), StageInput.Only("tolerance", Shown(rule.Reproduce.Tolerance)), .. first.Inputs.All]);
        using var temporary = new ScratchFolder("mlci-again-");
        string scratch = temporary.Path;
        try
        {
            Kept verified = session.Keep(inputs, folder => Keep(session, first.Folder, Path.Combine(scratch, "model"), folder));
            string how = Result(verified.Folder);
            return outcome with { Reason = $"{outcome.Reason}, {how}", Reproduced = how };
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            // The model is there, and what it is worth can still be told.
            return new StageOutcome(outcome.Stage, StageStatus.Failed, e.Message, HasResult: true);
        }
    }

    private static void Keep(PipelineSession session, string first, string second, string folder)
    {
        session.Progress("training a second time, to see that it gives the same model");
        Directory.CreateDirectory(second);
        TrainStage.Train(session, session.Definition.Seed, second);
        string result = "made a second time with the same bytes";
        if (FolderDifference.First(first, second) is { } difference)
        {
            double tolerance = session.Definition.Training.Reproduce.Tolerance ?? throw FaultException.Negative($"training twice gave different models: {difference}, expected the same bytes");
            double distance = Distance(session, first, second);
            if (!(distance <= tolerance))
                throw FaultException.Negative($"training twice gave different models: {difference}, and predictions that differ by up to {Shown(distance)}, expected at most {Shown(tolerance)}");
            result = $"made a second time with predictions that differ by at most {Shown(distance)}";
        }

        AtomicFile.WriteText(Path.Combine(folder, ResultName), new JsonObject { ["result"] = result }.ToJsonString(GateReportJson.Options) + "\n");
    }

    private static string Result(string folder) => (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, ResultName)))!["result"] ?? "";

    private static double Distance(PipelineSession session, string first, string second) => PredictionDistance.Largest(Predictions(session, first), Predictions(session, second));

    private static Table Predictions(PipelineSession session, string model) =>
        CsvReader.Read(File.ReadAllBytes(EvaluateStage.FileOf(EvaluateStage.Predict(session, model, FileDigests.OfFolder(model)))), "predictions.csv");

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private static string Shown(double? number) => number?.ToString("G3", CultureInfo.InvariantCulture) ?? "none";
}
