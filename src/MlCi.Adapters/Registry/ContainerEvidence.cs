using System.Text.Json;
using MlCi.Findings;

namespace MlCi.Adapters.Registry;

/// <summary>What came of trying a registered model as it is served: a container.json that is attached to it.</summary>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Passed">Whether its verdict is that it passed, and so did every check.</param>
/// <param name="Image">The digest of the image's manifest, or null where none was built.</param>
/// <param name="User">The number of the user that the image runs as, perhaps with a group; null where it is not known.</param>
/// <param name="RanInContainer">Whether it ran in a container; else the program ran as it was published.</param>
internal sealed record ContainerEvidence(string Digest, bool Passed, string? Image, string? User, bool RanInContainer)
{
    /// <summary>The latest evidence, or null where nothing was tried.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="model">The digest of the model's manifest.</param>
    /// <param name="image">Only what names this image, or null for any.</param>
    /// <exception cref="FaultException">It is damaged, of another model, or no container.json (exit 3).</exception>
    public static ContainerEvidence? Of(IRepository registry, string model, string? image = null)
    {
        IEnumerable<Descriptor> latestFirst = registry.Referrers(model, MediaTypes.Smoke).Reverse();
        return image is null
            ? latestFirst.Take(1).Select(attachment => Read(registry, model, attachment)).FirstOrDefault()
            : First(latestFirst, attachment => Read(registry, model, attachment) is var evidence && evidence.Image == image ? evidence : null);
    }

    /// <summary>The model that an image was built of, or null where it is nobody's.</summary>
    /// <param name="registry">The repository.</param>
    /// <param name="image">The digest of the image's manifest.</param>
    /// <exception cref="FaultException">No model that can be read is it, and something cannot be read (exit 3).</exception>
    public static string? ModelOf(IRepository registry, string image) =>
        First(registry.Subjects(), subject => Of(registry, subject, image) is null ? null : subject);

    // What cannot be read somewhere else is no answer to what was asked. But where nothing else answers, nobody can say that there is none.
    private static TFound? First<TItem, TFound>(IEnumerable<TItem> items, Func<TItem, TFound?> find)
        where TFound : class
    {
        FaultException? unread = null;
        foreach (TItem item in items)
        {
            try
            {
                if (find(item) is { } found)
                    return found;
            }
            catch (FaultException e)
            {
                unread ??= e;
            }
        }

        return unread is null ? null : throw unread;
    }

    private static ContainerEvidence Read(IRepository registry, string model, Descriptor attachment)
    {
        byte[] bytes = Attachment.ContentOf(registry, attachment, model);
        string? files = registry.Resolve(model) is { } manifest ? registry.ReadManifest(manifest).Annotation(AnnotationKeys.ModelDigest) : null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            if (Text(root, "model") is var of && (of is null || of != files))
                throw registry.Damaged(attachment, $"a container.json of model {InertText.Of(of ?? "none")}", $"one of {files}");
            bool hasImage = root.TryGetProperty("image", out JsonElement named) && named.ValueKind == JsonValueKind.Object;
            string? image = hasImage ? Text(named, "digest") : null;
            return image is null || Data.Digest.IsWellFormed(image)
                ? new ContainerEvidence(Data.Digest.OfBytes(bytes), HasPassed(root), image, hasImage ? Text(named, "user") : null, Text(root, "ranIn") == "container")
                : throw registry.Damaged(attachment, $"image '{InertText.Of(image)}'", "a digest");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw registry.Damaged(attachment, $"a layer that cannot be read ({e.Message.TrimEnd('.')})", "a container.json");
        }
    }

    // A verdict that its checks contradict was changed, and one without checks rests on nothing.
    private static bool HasPassed(JsonElement root) => Text(root, "verdict") == "passed"
        && root.TryGetProperty("checks", out JsonElement checks) && checks.GetArrayLength() > 0 && checks.EnumerateArray().All(check => Text(check, "verdict") == "passed");

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
