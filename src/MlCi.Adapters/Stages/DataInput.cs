using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Stages;

/// <summary>A data file: its bytes are read once, and parsed where somebody asks for its rows.</summary>
internal sealed class DataInput
{
    private readonly Lazy<Table> table;
    private string? rowsDigest;

    /// <summary>Data whose rows are known.</summary>
    /// <param name="fullPath">Where the file lies.</param>
    /// <param name="digest">The digest of its bytes.</param>
    /// <param name="table">Its rows.</param>
    public DataInput(string fullPath, string digest, Table table)
    {
        (FullPath, Digest, WholeDigest, Shown) = (fullPath, digest, digest, table.File);
        this.table = new(table);
    }

    private DataInput(string fullPath, string shown, byte[] bytes)
    {
        Digest = WholeDigest = Data.Digest.OfBytes(bytes);
        (FullPath, Shown) = (fullPath, shown);
        table = new(() => Parse(bytes, shown));
    }

    /// <summary>Where it lies.</summary>
    public string FullPath { get; }

    /// <summary>Its path, as the user would type it.</summary>
    public string Shown { get; }

    /// <summary>The digest of its bytes.</summary>
    public string Digest { get; }

    /// <summary>The digest of the whole file, of which this may be a sample.</summary>
    public string WholeDigest { get; init; }

    /// <summary>Its rows.</summary>
    /// <exception cref="FaultException">It is no CSV, or has no rows (exit 2).</exception>
    public Table Table => table.Value;

    /// <summary>The digest of its rows, however the file is written: by this a holdout's ledger knows it.</summary>
    public string RowsDigest
    {
        get => rowsDigest ??= RowSetDigest.Of(Table);
        set => rowsDigest = value;
    }

    public static DataInput Read(string fullPath, string shown) => new(fullPath, shown, File.ReadAllBytes(fullPath));

    private static Table Parse(byte[] bytes, string shown)
    {
        Table read = CsvReader.Read(bytes, shown);
        return read.RowCount > 0 ? read : throw FaultException.Misconfigured("found no rows after the header, expected at least one", new SourcePlace(shown, 1));
    }
}
