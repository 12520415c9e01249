using MlCi.Data;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>Somebody with the public key that their approvals are verified with.</summary>
/// <param name="Person">The person.</param>
/// <param name="Key">The key.</param>
public sealed record KnownKey(Person Person, EnvelopeKey Key);

/// <summary>The approvals of a model: signed statements that are attached to it.</summary>
public static class AttachedApprovals
{
    /// <summary>Attaches an approval.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The model.</param>
    /// <param name="approval">The signed statement.</param>
    /// <returns>The digest of the envelope.</returns>
    public static string Attach(IRepository registry, StoredModel model, DsseEnvelope approval)
    {
        byte[] bytes = approval.Write();
        using RegistryLock held = registry.Lock();
        registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal), [Attachment.PutApproval(registry, model.Descriptor, bytes)]);
        return Digest.OfBytes(bytes);
    }

    /// <summary>Every approval that is attached to a model, each once, with the person whose key verifies it.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The manifest digest of the model.</param>
    /// <param name="keys">The keys of those who may approve.</param>
    public static IReadOnlyList<FoundApproval> Of(IRepository registry, string model, IReadOnlyList<KnownKey> keys) =>
    [
        .. registry.Referrers(model, MediaTypes.Approval).Select(attachment => Attachment.ContentOf(registry, attachment, model))
            .Select(bytes => Read(bytes, keys)).DistinctBy(approval => approval.Digest),
    ];

    // What cannot be read counts for nothing, and does not keep the others from counting.
    private static FoundApproval Read(byte[] bytes, IReadOnlyList<KnownKey> keys)
    {
        string digest = Digest.OfBytes(bytes);
        try
        {
            DsseEnvelope envelope = DsseEnvelope.Read(bytes, digest);
            Person? signer = keys.FirstOrDefault(known => known.Key.Verifies(envelope))?.Person;
            return new FoundApproval(digest, envelope.PayloadType == DsseEnvelope.InToto ? ApprovalStatement.Read(envelope.Payload, digest) : null, signer);
        }
        catch (FaultException)
        {
            return new FoundApproval(digest, Statement: null, Signer: null);
        }
    }
}
