using System.Globalization;
using System.Text.Json.Nodes;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>Trains, or reuses the model of an identical earlier run: same program, data, parameters, seed and versions.</summary>
internal static class TrainStage
{
    private const string Name = "Train";

    public static StageOutcome Run(PipelineSession session)
    {
        Kept kept = session.Definition.Training.External is { } external ? TrainedElsewhere.Take(session, external) : Train(session, session.Definition.Seed);
        // One's own copy: another run that was forced may put another model of the same inputs in the place of what is kept.
        CopyModel(session, kept.Folder);
        session.ModelFolder = session.Artifact("model");
        session.ModelDigest = FileDigests.OfFolder(session.ModelFolder);
        AtomicFile.WriteText(session.Artifact("run.json"), Record(session).ToJsonString(GateReportJson.Options) + "\n");
        StageOutcome outcome = StageOutcome.Passed(Name, $"model {session.ModelDigest[7..19]}");
        if (session.Options.VerifyReproducible)
            outcome = Reproduction.Verify(session, kept, outcome);
        return SeedRepeats.Train(session, kept, session.Told(outcome, kept));
    }

    /// <summary>The model of a seed: an earlier one of the same inputs, or a new one.</summary>
    public static Kept Train(PipelineSession session, long seed) => session.Keep(InputsOf(session, seed), folder =>
    {
        SeedRepeats.Announce(session, seed);
        Train(session, seed, folder);
    });

    /// <summary>All that training reads.</summary>
    public static StageInputs InputsOf(PipelineSession session, long seed) => new(Name,
    [
        StageInput.Only("data", session.Train.Digest), StageInput.Only("seed", seed.ToString(CultureInfo.InvariantCulture)),
        .. session.Definition.Parameters.Select(parameter => new StageInput("params", $"params.{parameter.Key}", parameter.Value?.ToJsonString() ?? "null")),
        .. session.ProgramInputs,
    ]);

    /// <summary>Trains into a folder.</summary>
    public static void Train(PipelineSession session, long seed, string folder)
    {
        VerbCommand command = session.Program.Train();
        using var temporary = new ScratchFolder("mlci-train-");
        string scratch = temporary.Path;
        string file = Path.Combine(scratch, "params.json");
        File.WriteAllText(file, session.Definition.Parameters.ToJsonString(GateReportJson.Options));
        // A copy: what is trained on is what was digested, and the holdout does not lie beside it.
        string data = Path.Combine(scratch, "train.csv");
        session.Train.WriteCsv(data);
        StageCache.SetTime(folder, new ModelProgramHost(session.Log, session.Interrupted).Train(command, data, file, seed, folder));
        session.Program.ThrowIfChanged();
    }

    private static JsonObject Record(PipelineSession session)
    {
        PipelineDefinition definition = session.Definition;
        return new JsonObject
        {
            ["schemaVersion"] = 1,
            ["pipeline"] = definition.Name,
            ["model"] = session.ModelDigest,
            ["data"] = session.Train.Digest,
            ["sources"] = session.SourcesDigest,
            ["params"] = definition.Parameters.DeepClone(),
            ["seed"] = definition.Seed,
            ["environment"] = new JsonObject([.. ProgramEnvironment.Recorded(definition.Commands, definition.Training.Threads)
                .Select(variable => KeyValuePair.Create(variable.Name, (JsonNode?)variable.Value))]),
            ["versions"] = new JsonArray([.. Toolchain.Versions.Split('\n').Select(version => JsonValue.Create(version))]),
        };
    }

    private static void CopyModel(PipelineSession session, string from)
    {
        const int Tries = 10;
        for (int attempt = 1; ; attempt++)
        {
            using var model = new AtomicFolder(session.Artifact("model"));
            try
            {
                FolderCopy.Into(model.Unfinished, from);
            }
            catch (IOException) when (attempt < Tries)
            {
                continue; // It was replaced while it was copied.
            }

            model.Commit();
            return;
        }
    }
}
