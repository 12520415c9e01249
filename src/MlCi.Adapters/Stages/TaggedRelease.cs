using MlCi.Adapters.Attestations;
using MlCi.Adapters.Registry;
using MlCi.Adapters.Runs;
using MlCi.Adapters.Storage;
using MlCi.Attestations;
using MlCi.Models;
using MlCi.Pipelines;
using MlCi.Promotion;

namespace MlCi.Adapters.Stages;

/// <summary>
/// Puts the model of a release tag's source tree into production as the tag's version. It trains nothing; asked for again it
/// completes what an earlier run was kept from.
/// </summary>
internal static class TaggedRelease
{
    /// <summary>The file that it leaves: the text of the release.</summary>
    public const string NotesFile = "release.md";

    /// <summary>Releases.</summary>
    /// <param name="session">The pipeline.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="tag">The tag.</param>
    /// <exception cref="Findings.FaultException">
    /// There is no such tag, its version is another model's, or a key cannot be used (exit 2); no model is of its source tree, or a rule refuses
    /// (exit 1); the registry is out of reach (exit 3).
    /// </exception>
    public static StageOutcome Run(PipelineSession session, string stage, ReleaseTag tag)
    {
        // A key that cannot be used is told before anything moves.
        using IEnvelopeSigner? signer = SigningChoice.Of(keyFile: null, session.Definition.Attest, session.Folder, Environment.GetEnvironmentVariable);
        IRepository registry = session.Place.Repository(session.Definition.Name);
        var released = ReleasedModel.Find(registry, new GitHistory(session.Options.Root), tag);
        Descriptor model = released.Manifest;
        ReleasedVersion.RefuseTaken(registry, model.Digest, tag);
        MoveOutcome outcome = HostedMove.Told(session, session.Promotions.Promote(MoveOptions.Request(session, $"release tag {tag}") with { Reference = model.Digest }));
        if (!outcome.Holds)
            return MoveOptions.Told(stage, outcome, $"{tag} is not in production");

        // Most registries tell nobody which repositories they have: those of the working tree are asked for.
        var shelf = new ModelShelf(new WorkspacePlace(session.Options.Root));
        ModelDossier Dossier(string digest) => shelf.Find([registry.Pipeline], digest);
        ReleasedVersion.Give(registry, model, released.Record, tag, CardEvidence.Of(Dossier(model.Digest)), TimeProvider.System.GetUtcNow());
        string? image = ModelAttestation.ImageOf(registry, model.Digest);
        string signed = signer is null ? $"not signed, as nothing signs ({SigningChoice.Advice})"
            : RunAttestation.Said(ModelAttestation.Attest(registry, session.Registry.Open(new RegisteredModel(registry.Pipeline, model.Digest, tag.Version.Tag, released.Record.ModelFiles)), signer, BuildRun.Later(RunAttestation.Tool), TimeProvider.System, image), signer);
        string? before = outcome.Record.From is { } from && registry.Resolve(from) is not null ? from : null;
        string notes = ReleaseNotes.Write(new ReleaseFacts
        {
            Tag = tag,
            Commit = released.Commit,
            Model = Dossier(model.Digest),
            Before = before is null ? null : Dossier(before),
            BeforeDigest = outcome.Record.From,
            Promotion = outcome.Record,
            Registry = registry.Place,
            Image = image,
        });
        AtomicFile.WriteText(session.Artifact(NotesFile), notes);
        HostedMove.Release(session, tag, notes);
        string replaced = outcome.Record.From is null ? "nothing before" : outcome.IsThereAlready ? "there already" : $"before: {outcome.Record.From[..19]}";
        return MoveOptions.Told(stage, outcome, $"{tag} is in production: {model.Digest} ({replaced}), registered of commit {released.Record.Commit![..12]}, promoted by {outcome.Record.Who}: {outcome.Record.Why}; {signed}");
    }
}
