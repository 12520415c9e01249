using MlCi.Adapters.Attestations;
using MlCi.Adapters.Containers;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Models;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>Puts the gated model, with its program, predictions, report and image, into the registry as candidate.</summary>
internal static class RegisterStage
{
    private const string Name = "Register";

    public static StageOutcome Run(PipelineSession session)
    {
        if (session.Report is not { Passed: true })
            return StageOutcome.Failed(Name, "the gate did not pass, so nothing was registered");

        PipelineDefinition definition = session.Definition;
        // A key that cannot be used is told before anything is registered.
        using IEnvelopeSigner? signer = SigningChoice.Of(keyFile: null, definition.Attest, session.Folder, Environment.GetEnvironmentVariable);
        using var temporary = new ScratchFolder("mlci-register-");
        string scratch = temporary.Path;
        string rows = Path.Combine(scratch, "rows.bin");
        if (FileDigests.OfFolder(session.ModelFolder!) != session.ModelDigest)
            throw FaultException.Misconfigured("the model changed during this run, expected it to stay as it was gated");
        // As they were read when the run began: these are what was gated.
        string schema = Path.Combine(scratch, "schema.json"), rules = Path.Combine(scratch, "pipeline.yml");
        File.WriteAllBytes(schema, session.SchemaBytes);
        File.WriteAllText(rules, session.Text);
        File.WriteAllBytes(rows, RowHashes.Write(RowHashes.Of(session.Train.Table, definition.Label.Value)));
        ModelRegistry registry = session.Registry;
        ReadOnlyMemory<byte> gateJson = File.ReadAllBytes(session.Artifact("gate.json"));
        (RegisteredModel model, RegistrationRecord? record) = registry.Register(
            definition.Name,
            new ModelContents
            {
                ModelFolder = session.ModelFolder!,
                ProgramFolder = session.Program.Pack(Path.Combine(scratch, "program")),
                SchemaFile = schema,
                PipelineFile = rules,
                Predictions = new Dictionary<string, string>(StringComparer.Ordinal) { [session.Holdout.Digest] = session.PredictionsFile! },
                TrainingRowsFile = rows,
            },
            gateJson,
            MoveOptions.Who,
            RegistrationSheet.Of(session, TimeProvider.System),
            session.Container is { } tried ? (repository, manifest) => RegisteredContainer.Write(repository, manifest, tried.Image, tried.Report, tried.Bill, TimeProvider.System.GetUtcNow()) : null,
            Announcement.PageOf(Environment.GetEnvironmentVariable));
        HoldoutTurn.Share(session);
        string image = session.Container?.Image is { } pushed ? $", image {pushed.Manifest.Digest}" : "";
        return StageOutcome.Passed(Name, $"{model.Tag} is now {model.Digest}{image}, version {record!.Version} ({record.VersionBecause[0]}); {RunAttestation.Of(session, model, signer)}");
    }
}
