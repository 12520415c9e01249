using System.IO.Compression;

namespace MlCi.Data;

/// <summary>How the rows of a file are written.</summary>
public enum RowFormat
{
    /// <summary>A header and fields with a delimiter between them: CSV, TSV.</summary>
    Delimited,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>Parquet, which an adapter reads.</summary>
    Parquet,
}

/// <summary>How a file is packed.</summary>
public enum Packing
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip, also of several members.</summary>
    Gzip,

    /// <summary>Brotli.</summary>
    Brotli,
}

/// <summary>How a data file is to be read.</summary>
/// <param name="Format">How its rows are written.</param>
/// <param name="Delimiter">Between fields, where they are delimited: one ASCII character.</param>
/// <param name="Packing">How it is packed.</param>
public sealed record DataForm(RowFormat Format = RowFormat.Delimited, char Delimiter = ',', Packing Packing = Packing.None)
{
    /// <summary>The names' ends that say how a file is to be read.</summary>
    public const string KnownNames = ".csv, .tsv, .jsonl or .ndjson, each also with .gz or .br";

    /// <summary>Comma-separated values, not packed.</summary>
    public static DataForm Csv { get; } = new();

    /// <summary>How a file is to be read by its name: <c>x.csv</c>, <c>x.tsv.gz</c>, <c>x.jsonl</c>; CSV where the name says nothing.</summary>
    /// <param name="path">The file's path.</param>
    public static DataForm OfName(string path)
    {
        string name = Path.GetFileName(path);
        (Packing packing, string rest) = Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".GZ" => (Packing.Gzip, Path.GetFileNameWithoutExtension(name)),
            ".BR" => (Packing.Brotli, Path.GetFileNameWithoutExtension(name)),
            _ => (Packing.None, name),
        };
        return Path.GetExtension(rest).ToUpperInvariant() switch
        {
            ".TSV" or ".TAB" => new DataForm(RowFormat.Delimited, '\t', packing),
            ".PARQUET" => new DataForm(RowFormat.Parquet, ',', packing),
            ".JSONL" or ".NDJSON" => new DataForm(RowFormat.JsonLines, ',', packing),
            _ => new DataForm(RowFormat.Delimited, ',', packing),
        };
    }

    /// <summary>
    /// The form with the delimiter that the header has: a comma where there is one, else a semicolon, tab or bar where there is one.
    /// </summary>
    /// <param name="file">The file, from its start; it is closed.</param>
    public DataForm WithDelimiterOf(Stream file)
    {
        using Stream rows = Unpacked(file);
        if (Format != RowFormat.Delimited || Delimiter != ',')
            return this;
        byte[] head = new byte[1 << 16];
        int length = 0;
        try
        {
            length = rows.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // Whoever reads the rows says what is wrong.
        }

        ReadOnlySpan<byte> header = head.AsSpan(0, length);
        int end = 0;
        new RecordEnds().Next(header, ref end);
        int found = header[..end].IndexOf((byte)',') >= 0 ? -1 : header[..end].IndexOfAny(";\t|"u8);
        return found < 0 ? this : this with { Delimiter = (char)header[found] };
    }

    /// <summary>The bytes of the rows.</summary>
    /// <param name="file">The file's bytes; closed with what is returned.</param>
    internal Stream Unpacked(Stream file)
    {
        // Unless it is told so before its first use, the library takes a file that was cut off for a whole one.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        return Packing switch
        {
            Packing.Gzip => new GZipStream(file, CompressionMode.Decompress),
            Packing.Brotli => new BrotliStream(file, CompressionMode.Decompress),
            _ => file,
        };
    }
}
