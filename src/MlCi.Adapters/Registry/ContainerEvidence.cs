using System.Text.Json;

namespace MlCi.Adapters.Registry;

/// <summary>What came of trying a registered model as it is served: the latest container.json that is attached to it.</summary>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Passed">Whether its verdict is that it passed.</param>
/// <param name="Image">The digest of the image's manifest, or null where none was built.</param>
/// <param name="RanInContainer">Whether it ran in a container; else the program ran as it was published.</param>
internal sealed record ContainerEvidence(string Digest, bool Passed, string? Image, bool RanInContainer)
{
    /// <summary>The evidence, or null where nothing was tried.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The digest of the model's manifest.</param>
    /// <exception cref="Findings.FaultException">It is damaged, or no container.json (exit 3).</exception>
    public static ContainerEvidence? Of(IRepository registry, string model)
    {
        if (registry.Referrers(model, MediaTypes.Smoke) is not [.., var latest])
            return null;
        byte[] bytes = Attachment.ContentOf(registry, latest, model);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            string? image = root.TryGetProperty("image", out JsonElement named) && named.ValueKind == JsonValueKind.Object ? Text(named, "digest") : null;
            return image is null || Data.Digest.IsWellFormed(image)
                ? new ContainerEvidence(Data.Digest.OfBytes(bytes), Text(root, "verdict") == "passed", image, Text(root, "ranIn") == "container")
                : throw registry.Damaged(latest, $"image '{image}'", "a digest");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw registry.Damaged(latest, $"a layer that cannot be read ({e.Message.TrimEnd('.')})", "a container.json");
        }
    }

    /// <summary>The model that an image was built of, or null where it is nobody's.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="image">The digest of the image's manifest.</param>
    public static string? ModelOf(IRepository registry, string image) => registry.Subjects().FirstOrDefault(subject => Of(registry, subject)?.Image == image);

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
