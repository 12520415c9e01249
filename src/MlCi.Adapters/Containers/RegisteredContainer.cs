using MlCi.Adapters.Registry;
using MlCi.Images;

namespace MlCi.Adapters.Containers;

/// <summary>Stores a model's image and what came of trying it, beside the model.</summary>
internal static class RegisteredContainer
{
    /// <summary>Stores both; nothing names them yet.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The model's manifest.</param>
    /// <param name="image">The image, or null where none was made.</param>
    /// <param name="report">The bytes of container.json.</param>
    /// <param name="bill">The bill of what the image is made of, or null.</param>
    /// <param name="now">Dates what is attached.</param>
    public static PublishedParts Write(IRepository registry, Descriptor model, ContainerImage? image, byte[] report, byte[]? bill, DateTimeOffset now)
    {
        Dictionary<string, Descriptor> tags = new(StringComparer.Ordinal);
        List<Descriptor> attachments = [];
        if (image is not null)
        {
            Descriptor pushed = ImagePush.Push(image, registry);
            tags[RegistryName.ImageTag(pushed.Digest)] = pushed;
            if (bill is not null)
                Add(pushed, BillOfMaterials.MediaType, bill, "bom.cdx.json");
        }

        Add(model, MediaTypes.Smoke, report, "container.json");
        return new PublishedParts(tags, attachments);

        void Add(Descriptor subject, string type, byte[] bytes, string file)
        {
            // The same again says nothing new.
            if (registry.Referrers(subject.Digest, type) is [.., var latest] && Attachment.ContentOf(registry, latest, subject.Digest).AsSpan().SequenceEqual(bytes))
                return;
            attachments.Add(Attachment.Put(registry, subject, type, bytes, file, new(StringComparer.Ordinal) { [AnnotationKeys.Created] = AttachmentOrder.Written(now) }));
        }
    }
}
