using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>The champion's predictions of the holdout's rows, and which rows can be compared.</summary>
/// <param name="Predictions">Those of all holdout rows.</param>
/// <param name="Rows">The rows to compare, or null for all.</param>
/// <param name="Note">What was done where the holdout is not the one that the champion was gated on; else empty.</param>
internal sealed record ChampionPredictions(TaskPredictions Predictions, int[]? Rows, string Note)
{
    /// <summary>
    /// As registered, where the holdout is the same. Where it has changed, the champion's own program predicts the new one, and
    /// rows that either model was trained on are left out.
    /// </summary>
    /// <exception cref="FaultException">The champion cannot predict (exit 1), or the registry is damaged (exit 3).</exception>
    public static ChampionPredictions Get(PipelineSession session, ModelRegistry registry, RegisteredModel champion)
    {
        StoredModel model = registry.Open(champion);
        PipelineDefinition then = DefinitionOf(session, model);
        if (model.ReadPredictions(session.Holdout.Digest) is { } kept)
            return new ChampionPredictions(EvaluateStage.Read(session, kept, "the champion's predictions"), Rows: null, Note: "");
        // The job that judges has rights that no program is to have.
        if (session.Handed is not null)
            throw FaultException.Negative("the holdout has changed since the champion was registered, and the champion's program does not run in a judgement: the gate of the default branch keeps its predictions once it is registered anew");
        if (!model.HasProgram)
            throw FaultException.Negative("the holdout has changed, and the champion was registered without a program to predict the new one");

        var inputs = new StageInputs("Champion",
        [
            StageInput.Only("champion", champion.Digest), StageInput.Only("data", session.Holdout.GivenDigest),
            StageInput.Only("label", session.Definition.Label.Value), StageInput.Only("key", session.Definition.Key?.Value ?? "none"),
            .. ProgramEnvironment.Inputs(then.Commands, then.Training.Threads, session.Options.Root), .. Toolchain.InputsOf((then.Training.Project ?? then.Predicting.Project)?.Value),
            .. CommandProgram.Tools(then.Predicting.Command, session.Folder, ProgramEnvironment.OfPrograms(then.Commands, then.Training.Threads)),
        ]);
        string folder = session.Keep(inputs, folder => Predict(session, model, then, Path.Combine(folder, "predictions.csv"))).Folder;
        TaskPredictions predictions = EvaluateStage.Read(session, File.ReadAllBytes(Path.Combine(folder, "predictions.csv")), "the champion's predictions");
        return LeaveTrainedRowsOut(session, model, predictions);
    }

    // Scores of another label, or of its other value, look like those of a bad champion.
    private static PipelineDefinition DefinitionOf(PipelineSession session, StoredModel model)
    {
        PipelineDefinition now = session.Definition;
        PipelineDefinition then;
        try
        {
            then = PipelineFile.Read(Encoding.UTF8.GetString(model.ReadPipeline()), "the champion's pipeline.yml", now.Name);
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Misconfigured)
        {
            throw FaultException.Negative($"the champion's pipeline.yml cannot be read by this version: {e.Faults[0]}");
        }

        if (What(then) != What(now))
            throw FaultException.Negative($"the champion predicts {What(then)}, expected {What(now)} as in pipeline.yml");
        return then;
    }

    private static string What(PipelineDefinition definition) => definition.Task == PredictionTask.Binary
        ? $"{definition.Label.Value}={definition.Positive.Value}"
        : $"{definition.Label.Value} ({PredictionTasks.NameOf(definition.Task)})";

    private static void Predict(PipelineSession session, StoredModel model, PipelineDefinition then, string output)
    {
        using var temporary = new ScratchFolder("mlci-champion-");
        string scratch = temporary.Path;
        try
        {
            string program = Path.Combine(scratch, "program");
            string files = Path.Combine(scratch, "model");
            model.ExtractProgram(program);
            model.ExtractModel(files);
            EvaluateStage.Predict(session, CommandOf(session, then, program), files, output);
        }
        catch (FaultException e) when (e.ExitCode is ExitCodes.Negative or ExitCodes.Misconfigured)
        {
            throw FaultException.Negative($"the holdout has changed, and the champion cannot predict the new one: {e.Message}");
        }
    }

    // Its own program in its own words: those of its pipeline.yml, not of today's.
    private static VerbCommand CommandOf(PipelineSession session, PipelineDefinition then, string program)
    {
        Dictionary<string, string> environment = ProgramEnvironment.OfPrograms(then.Commands, then.Training.Threads);
        return (then.Training.Project ?? then.Predicting.Project) is { } project
            ? ProjectProgram.Predict(then, ProgramBuild.EntryAssembly(program, project.Value), environment)
            : CommandProgram.Predict(then, CommandProgram.WorkingFolder(Path.Combine(program, Path.GetRelativePath(session.Options.Root, session.Folder)), then), environment);
    }

    private static ChampionPredictions LeaveTrainedRowsOut(PipelineSession session, StoredModel model, TaskPredictions predictions)
    {
        if (model.ReadTrainingRows() is not { } hashes)
            throw FaultException.Negative("the holdout has changed, and the champion was registered without the hashes of its training rows: it may know the new holdout");
        string label = session.Definition.Label.Value;
        HashSet<UInt128> trained = RowHashes.Read(hashes);
        trained.UnionWith(RowHashes.Of(session.Train.Table, label));
        UInt128[] holdout = RowHashes.Of(session.Holdout.Table, label);
        int[] rows = [.. Enumerable.Range(0, holdout.Length).Where(row => !trained.Contains(holdout[row]))];
        string leftOut = rows.Length == holdout.Length ? "" : $", {holdout.Length - rows.Length} rows that either was trained on left out";
        return new ChampionPredictions(predictions, rows, $"; the holdout has changed since, so the champion predicted it anew{leftOut}");
    }
}
