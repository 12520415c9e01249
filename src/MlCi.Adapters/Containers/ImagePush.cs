using MlCi.Adapters.Registry;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>Pushes an image into a pipeline's repository, a folder or a registry.</summary>
internal static class ImagePush
{
    /// <summary>Pushes what is not there; no tag names it yet.</summary>
    /// <returns>The manifest as it is there: its digest is the one that it has in its layout.</returns>
    /// <exception cref="FaultException">The registry refuses or is out of reach (exit 3).</exception>
    public static Descriptor Push(ContainerImage image, IRepository repository)
    {
        byte[] bytes = File.ReadAllBytes(image.FileOf(image.Manifest));
        OciManifest manifest = RegistryJson.Read<OciManifest>(bytes);
        // Content first: a registry refuses a manifest of what it lacks.
        foreach (Descriptor blob in manifest.Layers.Append(manifest.Config))
            Check(repository.PutFile(blob.MediaType, image.FileOf(blob)), blob, image);
        Descriptor pushed = repository.PutManifest(manifest);
        Check(pushed, image.Manifest, image);
        return pushed;
    }

    private static void Check(Descriptor pushed, Descriptor expected, ContainerImage image)
    {
        if (pushed.Digest != expected.Digest)
            throw FaultException.OutOfReach($"{image.FileOf(expected)}: found content of digest {pushed.Digest}, expected {expected.Digest}; the image is damaged: make it again");
    }
}
