using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Stages;

/// <summary>A data file: read once, for its rows and for its digest.</summary>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Table">Its rows.</param>
internal sealed record DataInput(string FullPath, string Digest, Table Table)
{
    private string? rowsDigest;

    /// <summary>The digest of its rows, however the file is written: by this a holdout's ledger knows it.</summary>
    public string RowsDigest => rowsDigest ??= RowSetDigest.Of(Table);

    public static DataInput Read(string fullPath, string shown)
    {
        byte[] bytes = File.ReadAllBytes(fullPath);
        Table table = CsvReader.Read(bytes, shown);
        if (table.RowCount == 0)
            throw FaultException.Misconfigured("found no rows after the header, expected at least one", new SourcePlace(shown, 1));
        return new DataInput(fullPath, Data.Digest.OfBytes(bytes), table);
    }
}
