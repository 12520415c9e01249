using System.Text;
using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Images;

namespace MlCi.Adapters.Containers;

/// <summary>The bill of materials of an image, in the registry beside it.</summary>
public static class ImageBom
{
    private const string File = "bom.cdx.json";

    /// <summary>Writes the bill of an image that was scanned.</summary>
    /// <param name="scan">What is in it.</param>
    /// <param name="subject">What it is.</param>
    public static byte[] Write(ImageScan scan, BomSubject subject) => Encoding.UTF8.GetBytes(BillOfMaterials.Write(subject, scan.Components));

    /// <summary>Attaches a bill to an image, unless the latest that is attached has the same bytes.</summary>
    /// <param name="registry">The repository that holds the image.</param>
    /// <param name="image">The image's manifest.</param>
    /// <param name="bill">The bill.</param>
    /// <returns>The attachment, or null where it was there.</returns>
    /// <exception cref="FaultException">The registry is out of reach (exit 3).</exception>
    public static Descriptor? Attach(IRepository registry, Descriptor image, ReadOnlyMemory<byte> bill)
    {
        using RegistryLock held = registry.Lock();
        if (registry.Referrers(image.Digest, BillOfMaterials.MediaType) is [.., var latest] && Attachment.ContentOf(registry, latest, image.Digest).AsSpan().SequenceEqual(bill.Span))
            return null;
        Descriptor attached = Attachment.Put(registry, image, BillOfMaterials.MediaType, bill, File, new(StringComparer.Ordinal));
        registry.Publish(held, new Dictionary<string, Descriptor>(StringComparer.Ordinal), [attached]);
        return attached;
    }
}
