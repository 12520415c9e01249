using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Snapshots;

/// <summary>Data in a registry that a pointer names as their source: pushed by <c>mlci data push</c> elsewhere, or by another tool.</summary>
internal static class RegistrySource
{
    /// <summary>Opens the data, verified.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="shown">The file that they are, for messages.</param>
    /// <param name="source">The reference.</param>
    /// <param name="pointer">The digest and size that they must have, or null where nobody knows them.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="FaultException">It is no reference (exit 2); they are not there, or the registry is out of reach (exit 3).</exception>
    public static Stream Open(string root, string shown, DataSource source, DataPointer? pointer, CancellationToken interrupted)
    {
        if (RegistryReference.Parse(source.Text, out RegistryReference? reference) is { } wrong)
            throw FaultException.Misconfigured($"{shown}: found {wrong} as source, expected {RegistryReference.Expected}");
        IRepository repository = RegistryPlaces.OfPointer(root, reference!.Address, interrupted).Repository(reference.Repository);
        return repository.OpenBlob(Find(repository, source, reference, pointer));
    }

    private static Descriptor Find(IRepository repository, DataSource source, RegistryReference reference, DataPointer? pointer)
    {
        // The data themselves, by their digest.
        if (pointer is not null && reference.Digest == pointer.Digest)
            return new Descriptor { MediaType = MediaTypes.Dataset, Digest = pointer.Digest, Size = pointer.Size };
        string name = reference.Digest ?? reference.Tag ?? (pointer is null
            ? throw FaultException.Misconfigured($"found '{source.Shown}' without tag and digest, expected one of them: nobody knows yet which data are meant")
            : RegistryName.DataTag(pointer.Digest));
        if (repository.Resolve(name) is not { } manifest)
            throw FaultException.OutOfReach($"{source.Shown}: found nothing of the name {name}, expected data{(pointer is null ? "" : $" of digest {pointer.Digest}")}");
        IReadOnlyList<Descriptor> layers = repository.ReadManifest(manifest).Layers;
        Descriptor? layer = pointer is null ? (layers.Count == 1 ? layers[0] : null) : layers.FirstOrDefault(one => one.Digest == pointer.Digest);
        if (layer is null)
            throw FaultException.OutOfReach($"{source.Shown}: found {Numerals.Count(layers.Count, "layers")}, expected {(pointer is null ? "one" : $"one of digest {pointer.Digest} as the pointer says")}");
        return pointer is null || layer.Size == pointer.Size ? layer
            : throw repository.Damaged(layer, $"{layer.Size} bytes", $"{pointer.Size} as the pointer says");
    }
}
