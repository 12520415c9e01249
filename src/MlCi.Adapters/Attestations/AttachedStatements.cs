using MlCi.Adapters.Registry;
using MlCi.Attestations;
using MlCi.Findings;
using MlCi.Promotion;

namespace MlCi.Adapters.Attestations;

/// <summary>The signed statements that are attached to a model.</summary>
internal static class AttachedStatements
{
    /// <summary>The annotation with the type of the predicate, as others have it on such attachments.</summary>
    public const string PredicateTypeKey = "in-toto.io/predicate-type";

    /// <summary>Stores an envelope; it is not attached yet.</summary>
    public static Descriptor Put(IRepository registry, Descriptor model, DsseEnvelope envelope, string predicateType, string file, DateTimeOffset now) =>
        Attachment.Put(registry, model, DsseEnvelope.MediaType, envelope.Write(), file, new(StringComparer.Ordinal)
        {
            [PredicateTypeKey] = predicateType,
            [AnnotationKeys.Created] = AttachmentOrder.Written(now),
        });

    /// <summary>Reads every envelope that is attached to a model.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="manifest">The digest of the model's manifest.</param>
    /// <param name="trusted">The keys whose statements count.</param>
    public static IReadOnlyList<EnvelopeReading> Read(IRepository registry, string manifest, IReadOnlyList<TrustedKey> trusted)
    {
        List<EnvelopeReading> readings = [];
        foreach (Descriptor attachment in registry.Referrers(manifest, DsseEnvelope.MediaType))
        {
            try
            {
                readings.Add(EnvelopeReading.Of(Attachment.ContentOf(registry, attachment, manifest), manifest, trusted));
            }
            catch (FaultException e)
            {
                readings.Add(new EnvelopeReading(attachment.Digest, Statement: null, Signer: null, e.Faults[0].Message, IsTampering: true));
            }
        }

        return readings;
    }

    /// <summary>Every envelope that is attached to a model and can be read, whoever signed it.</summary>
    /// <inheritdoc cref="Read"/>
    public static IEnumerable<DsseEnvelope> Envelopes(IRepository registry, string manifest) =>
        registry.Referrers(manifest, DsseEnvelope.MediaType).Select(attachment => DsseEnvelope.Read(Attachment.ContentOf(registry, attachment, manifest), attachment.Digest));
}
