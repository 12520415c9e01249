using MlCi.Findings;

namespace MlCi.Data;

/// <summary>Reads the header of a file with delimited fields.</summary>
internal static class DelimitedHeader
{
    /// <summary>Takes the header off the first block: the names of the columns, each there once.</summary>
    /// <exception cref="FaultException">There is a name twice, or none (exit 2).</exception>
    public static string[] Take(RecordBlock block, char delimiter, string file)
    {
        var ends = new RecordEnds();
        int length = 0;
        ends.Next(block.Bytes, ref length);
        string[] names = Read(block.Bytes[..length], delimiter, file, block.Offset);
        block.Start += length;
        block.Offset += length;
        block.FirstLine += ends.Lines;
        return names;
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="FaultException">There is a name twice, or none (exit 2).</exception>
    public static string[] Read(ReadOnlySpan<byte> bytes, char delimiter, string file, long offset)
    {
        string text = CsvReader.Decode(bytes, file, offset);
        var fields = new CsvFields(text, file, delimiter);
        if (!fields.ReadRow())
            throw FaultException.Misconfigured("found an empty file, expected a header line", new SourcePlace(file, 1));
        string[] names = [.. fields.Row.Select(field => field.Text(text) ?? "")];
        Check(names, file);
        return names;
    }

    private static void Check(string[] names, string file)
    {
        List<Fault> faults = [];
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0)
                faults.Add(new Fault($"found no name for column {i + 1} in the header, expected one", new SourcePlace(file, 1)));
            else if (Array.IndexOf(names, names[i]) < i)
                faults.Add(new Fault($"found column '{names[i]}' twice in the header, expected each name once", new SourcePlace(file, 1)));
        }

        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }
}
