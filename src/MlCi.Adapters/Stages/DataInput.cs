using MlCi.Adapters.Storage;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Stages;

/// <summary>A data file, or several that are one table: digested first, and parsed where somebody asks for its rows.</summary>
internal sealed class DataInput
{
    private readonly IReadOnlyList<RowSource> sources;
    private readonly string? plainFile;
    private readonly Lazy<Table> table;
    private string? rowsDigest;

    /// <summary>Data whose rows are known.</summary>
    /// <param name="file">The CSV where they lie.</param>
    /// <param name="digest">The digest of its bytes.</param>
    /// <param name="table">Its rows.</param>
    public DataInput(string file, string digest, Table table)
    {
        (plainFile, Digest, WholeDigest, GivenDigest, Shown, sources) = (file, digest, digest, digest, table.File, []);
        this.table = new(table);
    }

    private DataInput(string full, string shown, IReadOnlyList<RowSource> sources)
    {
        (this.sources, Shown) = (sources, shown);
        Digest = WholeDigest = GivenDigest = DigestNow();
        plainFile = !DataFiles.IsPattern(full) && sources is [{ Form: { Format: RowFormat.Delimited, Delimiter: ',', Packing: Packing.None } }] ? full : null;
        table = new(Parse);
    }

    private DataInput(DataInput file, string digest, Func<Table> rows)
    {
        (Digest, WholeDigest, GivenDigest, Shown, sources) = (digest, digest, file.GivenDigest, file.Shown, []);
        table = new(rows);
    }

    /// <summary>Its path, as the user would type it.</summary>
    public string Shown { get; }

    /// <summary>The digest of its bytes; of several files that of a folder with them.</summary>
    public string Digest { get; }

    /// <summary>The digest of the whole file, of which this may be a sample.</summary>
    public string WholeDigest { get; init; }

    /// <summary>The digest of what a program that predicts is given: labels that lie apart change nothing of it.</summary>
    public string GivenDigest { get; }

    /// <summary>Its rows.</summary>
    /// <exception cref="FaultException">It cannot be parsed, has no rows, or changed meanwhile (exit 2).</exception>
    public Table Table => table.Value;

    /// <summary>The digest of its rows, however the file is written: by this a holdout's ledger knows it.</summary>
    public string RowsDigest
    {
        get => rowsDigest ??= RowSetDigest.Of(Table);
        set => rowsDigest = value;
    }

    /// <summary>Finds data and digests them.</summary>
    /// <param name="full">The full path of a file, or a pattern that files match.</param>
    /// <param name="shown">The path, as the user would type it.</param>
    /// <exception cref="FaultException">There is no such file (exit 2).</exception>
    public static DataInput Read(string full, string shown) => new(full, shown, DataFiles.Find("", full, shown));

    /// <summary>The same file, its rows looked at or joined with more.</summary>
    /// <param name="digest">The digest of all that the rows are made of.</param>
    /// <param name="rows">Makes them, where somebody asks for them.</param>
    public DataInput With(string digest, Func<Table> rows) => new(this, digest, rows);

    /// <summary>Writes the rows as CSV for a program: a copy of what was digested, where that is CSV already.</summary>
    /// <param name="file">The file to make.</param>
    /// <exception cref="FaultException">The data changed meanwhile (exit 2).</exception>
    public void WriteCsv(string file)
    {
        if (plainFile is null)
        {
            using FileStream stream = File.Create(file);
            CsvWriter.Write(Table, stream);
            return;
        }

        File.Copy(plainFile, file);
        if (FileDigests.OfFile(file) != Digest)
            throw Changed();
    }

    private string DigestNow() => sources is [var one]
        ? DigestOf(one)
        : Data.Digest.OfFiles(sources.Select(source => (Path.GetFileName(source.File), DigestOf(source))));

    private static string DigestOf(RowSource source)
    {
        using Stream stream = source.Open();
        return Data.Digest.OfStream(stream);
    }

    // What is parsed must be what was digested: the bytes are digested once more on their way, or a change would go unseen.
    private Table Parse()
    {
        DigestingSource[] read = [.. sources.Where(source => !DataTables.IsParquet(source)).Select(source => new DigestingSource(source))];
        Table rows = DataTables.Read(read.Length == sources.Count ? [.. read.Select(source => source.Source)] : sources, Shown);
        string digest = read.Length < sources.Count ? DigestNow()
            : read is [var one] ? one.Digest
            : Data.Digest.OfFiles(read.Select(source => (Path.GetFileName(source.Source.File), source.Digest)));
        if (digest != Digest)
            throw Changed();
        return rows.RowCount > 0 ? rows : throw FaultException.Misconfigured("found no rows after the header, expected at least one", new SourcePlace(Shown, 1));
    }

    private FaultException Changed() => FaultException.Misconfigured($"{Shown} changed during this run, expected it to stay as it was checked");
}
