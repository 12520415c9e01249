using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace MlCi.Benchmarks;

/// <summary>Arrays of one-byte integers and doubles out of an .npz file (NumPy's format 1.0, row order).</summary>
internal sealed class NumpyArchive(string file) : IDisposable
{
    private readonly ZipArchive archive = ZipFile.OpenRead(file);

    public byte[] Bytes(string name) => Read(name, "'|i1'");

    public double[] Doubles(string name) => MemoryMarshal.Cast<byte, double>(Read(name, "'<f8'")).ToArray();

    public void Dispose() => archive.Dispose();

    private byte[] Read(string name, string type)
    {
        using Stream stream = (archive.GetEntry(name + ".npy") ?? throw new InvalidDataException($"{file}: found no array '{name}'")).Open();
        byte[] start = new byte[10];
        stream.ReadExactly(start);
        byte[] header = new byte[start[8] | (start[9] << 8)];
        stream.ReadExactly(header);
        string text = Encoding.ASCII.GetString(header);
        if (!text.Contains(type, StringComparison.Ordinal) || text.Contains("'fortran_order': True", StringComparison.Ordinal))
            throw new InvalidDataException($"{file}: found array '{name}' of {text.Trim()}, expected {type} in row order");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
