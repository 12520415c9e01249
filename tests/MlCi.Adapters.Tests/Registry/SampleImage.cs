using MlCi.Adapters.Containers;
using MlCi.Adapters.Registry;
using MlCi.Images;

namespace MlCi.Adapters.Tests.Registry;

/// <summary>A small image in a repository, and what came of trying it, attached to a model.</summary>
internal static class SampleImage
{
    /// <summary>Stores and attaches both.</summary>
    /// <returns>The image's manifest.</returns>
    public static Descriptor Publish(IRepository registry, string model, string verdict = "passed", bool hasImage = true, string text = "a layer")
    {
        Descriptor config = registry.PutBlob(ImageMediaTypes.Config, "{\"os\":\"linux\"}"u8.ToArray());
        Descriptor layer = registry.PutBlob("application/vnd.oci.image.layer.v1.tar", System.Text.Encoding.UTF8.GetBytes(text));
        Descriptor image = registry.PutManifest(OciManifest.Of("", config, [layer]) with { ArtifactType = null });
        string named = hasImage ? $$"""{"digest": "{{image.Digest}}", "configDigest": "{{config.Digest}}"}""" : "null";
        Descriptor smoke = Attachment.Put(
            registry, registry.Resolve(model)!, MediaTypes.Smoke, System.Text.Encoding.UTF8.GetBytes($$"""{"model": "{{registry.ReadManifest(registry.Resolve(model)!).Annotation(AnnotationKeys.ModelDigest)}}", "verdict": "{{verdict}}", "ranIn": "container", "checks": [{"id": "ready", "verdict": "{{verdict}}"}], "image": {{named}}}"""), "container.json",
            new(StringComparer.Ordinal) { [AnnotationKeys.Created] = AttachmentOrder.Written(TimeProvider.System.GetUtcNow()) });
        Descriptor bill = Attachment.Put(registry, image, BillOfMaterials.MediaType, "{}"u8.ToArray(), "bom.cdx.json", new(StringComparer.Ordinal) { [AnnotationKeys.Created] = AttachmentOrder.Written(TimeProvider.System.GetUtcNow()) });
        using RegistryLock held = registry.Lock();
        var tags = new Dictionary<string, Descriptor>(StringComparer.Ordinal);
        if (hasImage)
            tags[RegistryName.ImageTag(image.Digest)] = image;
        registry.Publish(held, tags, hasImage ? [smoke, bill] : [smoke]);
        return image;
    }
}
