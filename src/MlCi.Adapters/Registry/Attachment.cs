using System.Text.Json;
using MlCi.Gates;
using MlCi.Promotion;

namespace MlCi.Adapters.Registry;

/// <summary>Evidence and records that are attached to a model: one file each, in a manifest whose subject is the model's.</summary>
internal static class Attachment
{
    /// <summary>Stores a gate report; it is not attached yet.</summary>
    public static Descriptor PutReport(IRepository registry, Descriptor model, ReadOnlyMemory<byte> gateJson, GateEvidence evidence) =>
        Put(registry, model, MediaTypes.GateReport, gateJson, "gate.json", new(StringComparer.Ordinal)
        {
            [AnnotationKeys.ModelDigest] = evidence.ModelDigest,
            [AnnotationKeys.Holdout] = evidence.HoldoutDigest,
        });

    /// <summary>Stores a promotion record; it is not attached yet.</summary>
    public static Descriptor PutRecord(IRepository registry, Descriptor model, PromotionRecord record) =>
        Put(registry, model, MediaTypes.Promotion, RegistryJson.Write(record), "promotion.json", new(StringComparer.Ordinal)
        {
            [AnnotationKeys.Alias] = record.Alias,
        });

    /// <summary>The bytes of the latest gate report of a model, or null where there is none.</summary>
    public static byte[]? LatestReport(IRepository registry, string modelManifest) =>
        registry.Referrers(modelManifest, MediaTypes.GateReport) is [.., var report] ? Content(registry, report, modelManifest) : null;

    /// <summary>Reads a promotion record.</summary>
    public static PromotionRecord ReadRecord(IRepository registry, string modelManifest, Descriptor attachment)
    {
        byte[] bytes = Content(registry, attachment, modelManifest);
        try
        {
            return RegistryJson.Read<PromotionRecord>(bytes);
        }
        catch (JsonException exception)
        {
            throw registry.Damaged(attachment, $"a layer that cannot be read ({exception.Message.TrimEnd('.')})", "a promotion record");
        }
    }

    internal static Descriptor Put(
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

    // That the list of attachments names a manifest is not enough: what binds it is the subject inside, which its digest covers.
    internal static byte[] Content(IRepository registry, Descriptor attachment, string subject)
    {
        OciManifest manifest = registry.ReadManifest(attachment);
        if (manifest.Subject?.Digest != subject)
            throw registry.Damaged(attachment, $"subject {manifest.Subject?.Digest ?? "none"}", subject);
        return manifest.Layers.Count == 1
            ? registry.ReadBlob(manifest.Layers[0])
            : throw registry.Damaged(attachment, $"{manifest.Layers.Count} layers", "1");
    }
}
