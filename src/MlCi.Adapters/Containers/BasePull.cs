using MlCi.Adapters.Registry;
using MlCi.Adapters.Registry.Remote;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>Pulls a base from a registry, with the logins, the patience and the checks that models are pulled with.</summary>
/// <param name="reference">The base.</param>
/// <param name="interrupted">Ends it.</param>
internal sealed class BasePull(BaseReference.OfRegistry reference, CancellationToken interrupted)
{
    private readonly RegistryClient client = RegistryPlaces.OfPointer(reference.Address);

    /// <summary>The digest that its tag, or <c>latest</c>, names now; null where it names none.</summary>
    /// <exception cref="FaultException">The registry refuses or is out of reach (exit 3).</exception>
    public string? DigestNow() => Get(reference.Tag ?? "latest")?.Digest;

    /// <summary>Pulls an image.</summary>
    /// <param name="digest">The digest of its manifest, or of an index that has it.</param>
    /// <param name="folder">An empty folder, which becomes an OCI image layout.</param>
    /// <exception cref="FaultException">There is none, or none for this kind of machine (exit 2); the registry refuses or is out of reach (exit 3).</exception>
    public void Run(string digest, string folder)
    {
        string origin = $"{reference.Name}@{digest}";
        LayoutWriter layout = new(folder);
        RemoteManifest stored = Get(digest) ?? throw FaultException.Misconfigured($"{origin}: found no such image, expected the base");
        Descriptor top = layout.AddBytes(stored.MediaType, stored.Bytes);
        if (BaseManifest.ChosenIn(stored.Bytes, origin) is { } chosen)
        {
            stored = Get(chosen.Digest) ?? throw Damaged(chosen, "no such manifest", "the one that its index names");
            layout.AddBytes(stored.MediaType, stored.Bytes);
        }

        OciManifest manifest = BaseManifest.Read(stored.Bytes, origin);
        foreach (Descriptor blob in manifest.Layers.Prepend(manifest.Config).DistinctBy(blob => blob.Digest, StringComparer.Ordinal))
            layout.AddStream(blob, to => Blocking.Wait(() => new BlobDownload(client, reference.Repository, (found, expected) => Damaged(blob, found, expected), interrupted).Run(blob, to)));
        layout.Finish(top, tag: null);
    }

    private RemoteManifest? Get(string name) => Blocking.Wait(() => new RemoteManifests(client, reference.Repository, interrupted).Get(name));

    private FaultException Damaged(Descriptor descriptor, string found, string expected) =>
        FaultException.OutOfReach($"{reference.Name}, {InertText.Of(descriptor.Digest)}: found {found}, expected {expected}; the registry does not hold the whole base");
}
