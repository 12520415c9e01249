using System.Text;
using MlCi.Models;

namespace MlCi.Adapters.Registry;

/// <summary>A model card that is attached to its model: as Markdown, and as JSON.</summary>
internal static class CardAttachment
{
    /// <summary>Stores a card; it is not attached yet.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The model's manifest.</param>
    /// <param name="card">The card.</param>
    /// <param name="when">When it was made.</param>
    public static Descriptor Put(IRepository registry, Descriptor model, ModelCard card, DateTimeOffset when)
    {
        Descriptor markdown = registry.PutBlob(MediaTypes.Document, Encoding.UTF8.GetBytes(CardMarkdown.Write(card))).With(AnnotationKeys.FilePath, "card.md");
        Descriptor json = registry.PutBlob(MediaTypes.Document, Encoding.UTF8.GetBytes(card.ToJson())).With(AnnotationKeys.FilePath, "card.json");
        Descriptor config = registry.PutBlob(MediaTypes.Empty, "{}"u8.ToArray());
        Descriptor subject = new() { MediaType = MediaTypes.Manifest, Digest = model.Digest, Size = model.Size };
        return registry.PutManifest(OciManifest.Of(MediaTypes.Card, config, [markdown, json]) with
        {
            Subject = subject,
            Annotations = new(StringComparer.Ordinal) { [AnnotationKeys.Created] = AttachmentOrder.Written(when) },
        });
    }
}
