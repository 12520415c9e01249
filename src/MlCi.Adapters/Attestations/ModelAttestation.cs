using System.Text.Json.Nodes;
using MlCi.Adapters.Registry;
using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Adapters.Attestations;

/// <summary>What came of signing.</summary>
/// <param name="Digest">The digest of the model's manifest.</param>
/// <param name="Signed">What was signed now: the types of predicates.</param>
/// <param name="Kept">What had been signed before and says the same.</param>
internal sealed record AttestedModel(string Digest, IReadOnlyList<string> Signed, IReadOnlyList<string> Kept);

/// <summary>Signs what is known of a registered model, and attaches that to it.</summary>
internal static class ModelAttestation
{
    /// <summary>Signs the gate's verdict and the provenance, unless the same signer has said the same already.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The model.</param>
    /// <param name="signer">What signs.</param>
    /// <param name="run">Who built the model.</param>
    /// <param name="clock">Dates what is attached.</param>
    /// <param name="image">The digest of the image that was tried and passed, or null.</param>
    /// <exception cref="FaultException">The model has no report of its own (exit 1); what signs fails (exit 2 or 3); the registry is out of reach (exit 3).</exception>
    public static AttestedModel Attest(IRepository registry, StoredModel model, IEnvelopeSigner signer, BuildRun run, TimeProvider clock, string? image)
    {
        byte[] report = Attachment.LatestReport(registry, model.Digest) ?? throw FaultException.Negative($"{model.Digest}: found no gate report bound to this model, expected one to sign; run Gate and Register");
        GateEvidence evidence = GateEvidence.Read(report, $"gate report of {model.Digest}");
        if (evidence.ModelDigest != model.ModelDigest)
            throw FaultException.Negative($"{model.Digest}: found a gate report of model {evidence.ModelDigest}, expected one of {model.ModelDigest}");

        BuildFacts facts = RegisteredFacts.Of(registry, model, report);
        ResourceDescriptor[] subjects = [ResourceDescriptor.Of(registry.Pipeline, model.Digest), .. image is null ? Array.Empty<ResourceDescriptor>() : [ResourceDescriptor.Of($"{registry.Pipeline} image", image)]];
        InTotoStatement verdict = GateVerdictPredicate.Statement(subjects, report, $"gate report of {model.Digest}");
        InTotoStatement provenance = SlsaProvenance.Statement(subjects, facts, run);
        InTotoStatement[] before = [.. Before(registry, model.Digest, signer).Where(one => image is null || one.IsAbout(image))];
        List<string> signed = [], kept = [];
        List<Descriptor> attachments = [];
        Add(verdict, "gate-verdict.dsse.json", before.Any(one => one.PredicateType == verdict.PredicateType && JsonNode.DeepEquals(one.Predicate, verdict.Predicate)));
        // Who has seen the build has said more than who has not.
        Add(provenance, "provenance.dsse.json", before.Any(one => one.PredicateType == provenance.PredicateType && SlsaProvenance.Differences(one.Predicate, facts).Count == 0
            && (run.Builder == BuildRun.LaterBuilder || SlsaProvenance.BuilderOf(one.Predicate) == run.Builder)));
        if (attachments.Count > 0)
        {
            using RegistryLock held = registry.Lock();
            registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal), attachments);
        }

        return new AttestedModel(model.Digest, signed, kept);

        void Add(InTotoStatement statement, string file, bool isThere)
        {
            (isThere ? kept : signed).Add(statement.PredicateType);
            if (!isThere)
                attachments.Add(AttachedStatements.Put(registry, model.Descriptor, signer.Sign(DsseEnvelope.InToto, statement.Write()), statement.PredicateType, file, clock.GetUtcNow()));
        }
    }

    /// <summary>The image that was tried with a model and passed, as the registry has it; one that did not pass is nothing to vouch for.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The digest of the model's manifest.</param>
    public static string? ImageOf(IRepository registry, string model) => ContainerEvidence.Of(registry, model) is { Passed: true } tried ? tried.Image : null;

    private static IEnumerable<InTotoStatement> Before(IRepository registry, string manifest, IEnvelopeSigner signer)
    {
        foreach (DsseEnvelope envelope in AttachedStatements.Envelopes(registry, manifest).Where(envelope => envelope.PayloadType == DsseEnvelope.InToto && signer.HasSigned(envelope)))
        {
            var statement = InTotoStatement.Read(envelope.Payload, $"envelope of {manifest}");
            if (statement.IsAbout(manifest))
                yield return statement;
        }
    }
}
