using System.Text.Json;
using MlCi.Data;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>Evidence and records that are attached to a model: one file each, in a manifest whose subject is the model's.</summary>
internal static class Attachment
{
    /// <summary>Stores a gate report; it is not attached yet.</summary>
    public static Descriptor PutReport(IRepository registry, Descriptor model, ReadOnlyMemory<byte> gateJson, GateEvidence evidence, DateTimeOffset now, string who, Uri? job = null)
    {
        SortedDictionary<string, string> annotations = new(StringComparer.Ordinal)
        {
            [AnnotationKeys.Created] = AttachmentOrder.Written(now),
            [AnnotationKeys.ModelDigest] = evidence.ModelDigest,
            [AnnotationKeys.Holdout] = evidence.HoldoutDigest,
            [AnnotationKeys.RegisteredBy] = who,
        };
        if (job is not null)
            annotations[AnnotationKeys.RegisteredIn] = job.ToString();
        return Put(registry, model, MediaTypes.GateReport, gateJson, "gate.json", annotations);
    }

    /// <summary>
    /// Stores a gate report, unless the latest of the model has the same bytes and is of the same day: again it says nothing new. A later
    /// day's is another, for its age counts.
    /// </summary>
    public static Descriptor? PutNewReport(IRepository registry, Descriptor model, ReadOnlyMemory<byte> gateJson, GateEvidence evidence, DateTimeOffset now, string who, Uri? job) =>
        registry.Referrers(model.Digest, MediaTypes.GateReport) is [.., var latest] && AttachmentOrder.Created(latest)?.UtcDateTime.Date == now.UtcDateTime.Date
            && ContentOf(registry, latest, model.Digest).AsSpan().SequenceEqual(gateJson.Span)
        ? null
        : PutReport(registry, model, gateJson, evidence, now, who, job);

    /// <summary>Stores an approval; it is not attached yet.</summary>
    public static Descriptor PutApproval(IRepository registry, Descriptor model, ReadOnlyMemory<byte> envelope) =>
        Put(registry, model, MediaTypes.Approval, envelope, "approval.json", new(StringComparer.Ordinal));

    /// <summary>Stores a promotion record; it is not attached yet.</summary>
    public static Descriptor PutRecord(IRepository registry, Descriptor model, PromotionRecord record) =>
        Put(registry, model, MediaTypes.Promotion, RegistryJson.Write(record), "promotion.json", new(StringComparer.Ordinal)
        {
            [AnnotationKeys.Alias] = record.Alias,
            [AnnotationKeys.Created] = AttachmentOrder.Written(record.When),
        });

    /// <summary>The bytes of the latest gate report of a model, or null where there is none.</summary>
    public static byte[]? LatestReport(IRepository registry, string modelManifest) =>
        registry.Referrers(modelManifest, MediaTypes.GateReport) is [.., var report] ? ContentOf(registry, report, modelManifest) : null;

    /// <summary>Reads a promotion record; its digest is that of its bytes.</summary>
    public static ChainedRecord ReadRecord(IRepository registry, string modelManifest, Descriptor attachment)
    {
        byte[] bytes = ContentOf(registry, attachment, modelManifest);
        try
        {
            PromotionRecord record = RegistryJson.Read<PromotionRecord>(bytes);
            if (record.SchemaVersion is < 1 or > PromotionRecord.NewestVersion)
                throw registry.Damaged(attachment, $"a promotion record of version {record.SchemaVersion}", $"1 to {PromotionRecord.NewestVersion}; a newer MlCi can read it");
            if (record.To != modelManifest)
                throw registry.Damaged(attachment, $"a promotion record of model {record.To}", $"one of {modelManifest}, which it is attached to");
            if (!record.Previous.All(Digest.IsWellFormed))
                throw registry.Damaged(attachment, "a promotion record that follows what is no digest", "digests of records");
            return new ChainedRecord(Digest.OfBytes(bytes), record);
        }
        catch (JsonException exception)
        {
            throw registry.Damaged(attachment, $"a layer that cannot be read ({exception.Message.TrimEnd('.')})", "a promotion record");
        }
    }

    /// <summary>Stores a file with a subject; it is not attached yet.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The subject.</param>
    /// <param name="type">The artifact's type, which is the file's media type too.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name.</param>
    /// <param name="annotations">Annotations of the manifest.</param>
    public static Descriptor Put(
        IRepository registry,
        Descriptor model,
        string type,
        ReadOnlyMemory<byte> bytes,
        string file,
        SortedDictionary<string, string> annotations)
    {
        Descriptor content = registry.PutBlob(type, bytes).With(AnnotationKeys.FilePath, file);
        Descriptor config = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray());
        Descriptor subject = new() { MediaType = MediaTypes.Manifest, Digest = model.Digest, Size = model.Size };
        return registry.PutManifest(OciManifest.Of(type, config, [content]) with { Subject = subject, Annotations = annotations });
    }

    /// <summary>The bytes of an attachment of one file.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="attachment">The attachment's manifest.</param>
    /// <param name="subject">What it must be attached to.</param>
    internal static byte[] ContentOf(IRepository registry, Descriptor attachment, string subject)
    {
        // That the list of attachments names a manifest is not enough: what binds it is the subject inside, which its digest covers.
        OciManifest manifest = registry.ReadManifest(attachment);
        if (manifest.Subject?.Digest != subject)
            throw registry.Damaged(attachment, $"subject {manifest.Subject?.Digest ?? "none"}", subject);
        return manifest.Layers.Count == 1
            ? registry.ReadBlob(manifest.Layers[0])
            : throw registry.Damaged(attachment, $"{manifest.Layers.Count} layers", "1");
    }
}
