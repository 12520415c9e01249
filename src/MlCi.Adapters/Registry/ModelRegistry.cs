using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
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
    /// <returns>The candidate.</returns>
    /// <exception cref="FaultException">
    /// The report is of another model (exit 1) or unreadable (exit 2); a part is missing (exit 2); the registry is out of reach (exit 3).
    /// </exception>
    public RegisteredModel Register(string pipeline, ModelContents contents, ReadOnlyMemory<byte> gateJson)
    {
        GateEvidence evidence = GateEvidence.Read(gateJson, "gate.json");
        string modelDigest = ModelArtifact.DigestOf(contents.ModelFolder);
        Refuse(PromotionRules.Check(
            new PromotionRequest(Alias.Candidate, "the new model", modelDigest, evidence, "Register", "registered")));

        IRepository registry = Repository(pipeline);
        Descriptor manifest = ModelArtifact.Write(registry, contents);
        Descriptor report = Attachment.PutReport(registry, manifest, gateJson, evidence);
        Dictionary<string, Descriptor> tags = new(StringComparer.Ordinal)
        {
            [Alias.Candidate.Name] = manifest,
            [OwnTag(manifest.Digest)] = manifest,
        };
        using RegistryLock held = registry.Lock();
        registry.Publish(held, tags, [report]);
        return new RegisteredModel(registry.Pipeline, manifest.Digest, Alias.Candidate.Name, modelDigest);
    }

    /// <summary>Moves an alias to a registered model and records who, when and why, in one step.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="reference">The model's tag or digest; null: the candidate.</param>
    /// <param name="alias">The alias to move.</param>
    /// <param name="who">Who promotes.</param>
    /// <param name="why">Why.</param>
    /// <returns>The record; where the alias is there already, the record that says so.</returns>
    /// <exception cref="FaultException">
    /// A rule refuses, all that do are named (exit 1); there is no such model (exit 2); the registry is out of reach (exit 3).
    /// </exception>
    public PromotionRecord Promote(string pipeline, string? reference, Alias alias, string who, string why)
    {
        IRepository registry = Repository(pipeline);
        if (registry.Tags().Count == 0)
            throw FaultException.Misconfigured(
                $"{registry.Place}: found no model, expected a registered model of '{pipeline}'; run Register first");

        using RegistryLock held = registry.Lock();
        string wanted = reference ?? Alias.Candidate.Name;
        StoredModel model = ModelArtifact.Read(registry, wanted)
            ?? throw FaultException.Misconfigured(
                $"{registry.Place}: found no model '{wanted}', expected a digest or one of {string.Join(", ", registry.Tags())}");
        GateEvidence? evidence = EvidenceOf(registry, model.Digest);
        Refuse(PromotionRules.Check(new PromotionRequest(alias, model.Digest, model.ModelDigest, evidence, who, why)));

        string? from = registry.Resolve(alias.Name)?.Digest;
        PromotionRecord? latest = History(pipeline).LastOrDefault(entry => entry.Alias == alias.Name);
        if (from == model.Digest && latest?.To == from)
            return latest;
        PromotionRecord record = new()
        {
            Pipeline = registry.Pipeline,
            Alias = alias.Name,
            From = from,
            To = model.Digest,
            Who = who,
            When = clock.GetUtcNow(),
            Why = why,
            Evidence = evidence?.ReportDigest,
        };
        Descriptor attachment = Attachment.PutRecord(registry, model.Descriptor, record);
        Dictionary<string, Descriptor> tags = new(StringComparer.Ordinal) { [alias.Name] = model.Descriptor };
        registry.Publish(held, tags, [attachment]);
        return record;
    }

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
    public IReadOnlyList<PromotionRecord> History(string pipeline)
    {
        IRepository registry = Repository(pipeline);
        return
        [
            .. registry.Subjects()
                .SelectMany(
                    model => registry.Referrers(model, MediaTypes.Promotion),
                    (model, entry) => Attachment.ReadRecord(registry, model, entry))
                .OrderBy(record => record.When),
        ];
    }

    // Aliases move on; this tag stays, so that no registered model is ever without a name.
    private static string OwnTag(string digest) => string.Concat("model-", digest.AsSpan(Digest.Prefix.Length, 12));

    private static GateEvidence? EvidenceOf(IRepository registry, string manifest)
    {
        if (Attachment.LatestReport(registry, manifest) is not { } report)
            return null;
        try
        {
            return GateEvidence.Read(report, $"gate report of {manifest}");
        }
        catch (FaultException exception)
        {
            // Here it is not the user's file that is wrong, but the registry's.
            throw new FaultException(ExitCodes.OutOfReach, exception.Faults);
        }
    }

    private static void Refuse(IReadOnlyList<Fault> faults)
    {
        if (faults.Count > 0)
            throw new FaultException(ExitCodes.Negative, faults);
    }

    internal IRepository Repository(string pipeline) => place.Repository(pipeline);
}
