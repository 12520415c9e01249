using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>Puts the gated model, with its program, predictions and report, into the registry as candidate.</summary>
internal static class RegisterStage
{
    private const string Name = "Register";

    public static string RegistryRoot(string root) => Path.Combine(root, ".mlci", "registry");

    public static StageOutcome Run(PipelineSession session)
    {
        if (session.Report is not { Passed: true })
            return StageOutcome.Failed(Name, "the gate did not pass, so nothing was registered");

        PipelineDefinition definition = session.Definition;
        using var temporary = new ScratchFolder("mlci-register-");
        string scratch = temporary.Path;
        string rows = Path.Combine(scratch, "rows.bin");
        File.WriteAllBytes(rows, RowHashes.Write(RowHashes.Of(session.Train.Table, definition.Label.Value)));
        var registry = new ModelRegistry(RegistryRoot(session.Options.Root), TimeProvider.System);
        RegisteredModel model = registry.Register(
            definition.Name,
            new ModelContents
            {
                ModelFolder = session.ModelFolder!,
                ProgramFolder = session.Program.Pack(Path.Combine(scratch, "program")),
                SchemaFile = session.Find(definition.Schema, "schema"),
                PipelineFile = Path.Combine(session.Folder, "pipeline.yml"),
                Predictions = new Dictionary<string, string>(StringComparer.Ordinal) { [session.Holdout.Digest] = session.PredictionsFile! },
                TrainingRowsFile = rows,
            },
            File.ReadAllBytes(session.Artifact("gate.json")));
        return StageOutcome.Passed(Name, $"{model.Tag} is now {model.Digest}");
    }
}
