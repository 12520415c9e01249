using System.Text;
using MlCi.Images;

namespace MlCi.Adapters.Containers;

/// <summary>The bill of materials of an image.</summary>
public static class ImageBom
{
    /// <summary>Writes the bill of an image that was scanned.</summary>
    /// <param name="scan">What is in it.</param>
    /// <param name="subject">What it is.</param>
    public static byte[] Write(ImageScan scan, BomSubject subject) => Encoding.UTF8.GetBytes(BillOfMaterials.Write(subject, scan.Components));
}
