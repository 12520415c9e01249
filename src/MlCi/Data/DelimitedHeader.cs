using System.Text;
using MlCi.Findings;

namespace MlCi.Data;

/// <summary>Reads the header of a file with delimited fields.</summary>
internal static class DelimitedHeader
{
    private const int MostFaults = 10;

    /// <summary>Takes the header off the first block: the names of the columns, each there once.</summary>
    /// <exception cref="FaultException">There is a name twice, or none (exit 2).</exception>
    public static string[] Take(RecordBlock block, char delimiter, string file)
    {
        var ends = new RecordEnds((byte)delimiter);
        int length = 0;
        ends.Next(block.Bytes, ref length);
        string[] names = Read(block.Bytes[..length], delimiter, file, block.Offset);
        block.Start += length;
        block.Offset += length;
        // A return alone ends a line only where something follows it.
        block.FirstLine += Math.Max(1, ends.Lines);
        return names;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The header, with the end of its line or without.</param>
    /// <param name="delimiter">What stands between names.</param>
    /// <param name="file">The file's path, for messages.</param>
    /// <param name="offset">How many bytes of the file stand before it.</param>
    /// <exception cref="FaultException">There is a name twice, or none (exit 2).</exception>
    public static string[] Read(ReadOnlySpan<byte> bytes, char delimiter, string file, long offset)
    {
        if (bytes.IsEmpty)
            throw FaultException.Misconfigured("found an empty file, expected a header line", new SourcePlace(file, 1));
        CsvReader.Decode(bytes, file, offset);
        var block = new RecordBlock(bytes.Length + 1) { FirstLine = 1 };
        bytes.CopyTo(block.Buffer.AsSpan(block.Start));
        block.End = block.Start + bytes.Length;
        block.Buffer[block.End++] = (byte)'\n';
        var walk = new RowWalk(block, delimiter, file);
        walk.Next();
        string[] names = Array.ConvertAll(walk.Fields.ToArray(), field => Encoding.UTF8.GetString(block.Buffer.AsSpan(field.Start, Math.Max(0, field.End - field.Start))));
        Check(names, file);
        return names;
    }

    private static void Check(string[] names, string file)
    {
        List<Fault> faults = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0)
                faults.Add(new Fault($"found no name for column {i + 1} in the header, expected one", new SourcePlace(file, 1)));
            else if (!seen.Add(names[i]))
                faults.Add(new Fault($"found column '{names[i]}' twice in the header, expected each name once", new SourcePlace(file, 1)));
        }

        if (faults.Count > MostFaults)
            faults = [.. faults[..MostFaults], new Fault($"found {faults.Count} such columns in all, expected none", new SourcePlace(file, 1))];
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }
}
