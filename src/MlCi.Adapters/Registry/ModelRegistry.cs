using MlCi.Findings;
using MlCi.Gates;
using MlCi.Models;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>What the stages ask of the registry: register a model, promote it, tell the champion.</summary>
/// <param name="place">Where all pipelines' repositories are.</param>
/// <param name="clock">Dates promotion records.</param>
public sealed class ModelRegistry(IRegistryPlace place, TimeProvider clock)
{
    /// <summary>Stores a model with its gate report, and points <c>candidate</c> at it.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="contents">The model.</param>
    /// <param name="gateJson">The bytes of its gate.json.</param>
    /// <param name="who">Who registers it; the user if not given.</param>
    /// <returns>The candidate.</returns>
    /// <exception cref="FaultException">
    /// The report is of another model (exit 1) or unreadable (exit 2); a part is missing (exit 2); the registry is out of reach (exit 3).
    /// </exception>
    public RegisteredModel Register(string pipeline, ModelContents contents, ReadOnlyMemory<byte> gateJson, string? who = null) =>
        Register(pipeline, contents, gateJson, who, known: null).Model;

    /// <summary>Stores a model with its gate report, its version and the record of its registration, and points <c>candidate</c> at it.</summary>
    /// <inheritdoc cref="Register(string, ModelContents, ReadOnlyMemory{byte}, string?)"/>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="contents">The model.</param>
    /// <param name="gateJson">The bytes of its gate.json.</param>
    /// <param name="who">Who registers it; the user if not given.</param>
    /// <param name="known">What else is known of it; null for no version and no record.</param>
    /// <param name="container">Stores its image and what came of trying that; null where there is none.</param>
    /// <param name="job">The page of the job that registers it; null where somebody does by hand.</param>
    internal (RegisteredModel Model, RegistrationRecord? Record) Register(
        string pipeline, ModelContents contents, ReadOnlyMemory<byte> gateJson, string? who, RegistrationEvidence? known, Func<IRepository, Descriptor, PublishedParts>? container = null, Uri? job = null)
    {
        GateEvidence evidence = GateEvidence.Read(gateJson, "gate.json");
        string modelDigest = ModelArtifact.DigestOf(contents.ModelFolder);
        PromotionRules.Refuse(PromotionRules.Check(
            new PromotionRequest(Alias.Candidate, "the new model", modelDigest, evidence, "Register", "registered")));

        IRepository registry = Repository(pipeline);
        Descriptor manifest = ModelArtifact.Write(registry, contents);
        // The alias last: who is stopped before has registered nothing that anybody looks at.
        Dictionary<string, Descriptor> tags = new(StringComparer.Ordinal)
        {
            [ModelNames.OwnTag(manifest.Digest)] = manifest,
            [Alias.Candidate.Name] = manifest,
        };
        // What is large travels before the lock is taken.
        PublishedParts image = container?.Invoke(registry, manifest) ?? PublishedParts.None;
        using RegistryLock held = registry.Lock();
        // Under the lock: which version comes next is decided by what is there.
        RegistrationParts? parts = known is null ? null : RegistrationWriter.Write(registry, manifest, modelDigest, gateJson, known);
        foreach ((string tag, Descriptor named) in image.Tags.Concat(parts?.Tags ?? new Dictionary<string, Descriptor>(StringComparer.Ordinal)))
            tags[tag] = named;
        Descriptor? report = Attachment.PutNewReport(registry, manifest, gateJson, evidence, clock.GetUtcNow(), who ?? Environment.UserName, job);
        registry.Publish(held, tags, [.. image.Attachments, .. report is null ? Array.Empty<Descriptor>() : [report], .. parts?.Attachments ?? []]);
        return (new RegisteredModel(registry.Pipeline, manifest.Digest, Alias.Candidate.Name, modelDigest), parts?.Record);
    }

    /// <summary>Moves an alias to a registered model and records who, when and why.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="reference">The model's tag or digest; null: the candidate.</param>
    /// <param name="alias">The alias to move.</param>
    /// <param name="who">Who promotes.</param>
    /// <param name="why">Why.</param>
    /// <returns>The record; where the alias is there already, the record that says so.</returns>
    /// <exception cref="FaultException">
    /// A rule refuses, all that do are named (exit 1); there is no such model (exit 2); the registry is out of reach (exit 3).
    /// </exception>
    public PromotionRecord Promote(string pipeline, string? reference, Alias alias, string who, string why) =>
        new Promotions(place, clock).Promote(new MoveRequest(pipeline, alias, reference, who, why)).Record;

    /// <summary>The model in production, or null where there is none: nothing registered, or nothing promoted.</summary>
    /// <exception cref="FaultException">The registry is damaged, so that it cannot be told (exit 3).</exception>
    public RegisteredModel? Champion(string pipeline) => Find(pipeline, Alias.Production.Name);

    /// <summary>The model of a tag or digest, or null where there is none.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public RegisteredModel? Find(string pipeline, string reference) =>
        ModelArtifact.Read(Repository(pipeline), reference) is { } model
            ? new RegisteredModel(pipeline, model.Digest, reference, model.ModelDigest)
            : null;

    /// <summary>Opens a registered model: its program, files, predictions.</summary>
    /// <exception cref="FaultException">It is not there any more, or damaged (exit 3).</exception>
    public StoredModel Open(RegisteredModel model) =>
        ModelArtifact.Read(Repository(model.Pipeline), model.Digest)
        ?? throw FaultException.OutOfReach(
            $"{place.Shown}: found no model {model.Digest} of '{model.Pipeline}', expected the one that '{model.Tag}' pointed at");

    /// <summary>The predictions that a model was registered with, or null where it has none of that holdout.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public byte[]? PredictionsOf(RegisteredModel model, string holdoutDigest) => Open(model).ReadPredictions(holdoutDigest);

    /// <summary>The bytes of the latest gate report that is bound to a model, or null where there is none.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public byte[]? ReportOf(RegisteredModel model) => Attachment.LatestReport(Repository(model.Pipeline), model.Digest);

    /// <summary>Every promotion of a pipeline, the latest last.</summary>
    /// <exception cref="FaultException">The registry is damaged (exit 3).</exception>
    public IReadOnlyList<PromotionRecord> History(string pipeline) => new Promotions(place, clock).History(pipeline);


    internal IRepository Repository(string pipeline) => place.Repository(pipeline);
}
