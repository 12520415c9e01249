using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.ParquetFiles;

/// <summary>
/// Reads Parquet files as tables, where Parquet.Net could be had when MlCi was built; elsewhere they are refused. Parquet has no
/// lines: the line of a row is its number in the file, the first being 1.
/// </summary>
public static class ParquetTable
{
    /// <summary>Reads a file into memory.</summary>
    /// <param name="fullPath">Where it lies.</param>
    /// <param name="shown">Its path, as the user would type it.</param>
    /// <exception cref="FaultException">
    /// It is no whole Parquet file, or a column is nested or of a type that a table does not hold; or this build has no Parquet.Net
    /// (exit 2).
    /// </exception>
    public static Table Read(string fullPath, string shown)
    {
        using FileStream file = File.OpenRead(fullPath);
        return Read(file, shown);
    }

    /// <summary>
    /// Reads a file into memory. Whole numbers, floats and decimals become numbers: a 32-bit float the shortest that gives it
    /// back (0.1, not 0.10000000149), whole numbers of more than 15 digits and decimals keep their digits as text, NaN and
    /// infinity are values that are no numbers. Booleans become <c>true</c> and <c>false</c>, dates <c>2026-01-31</c>, times on
    /// dates <c>2026-01-31T10:20:30.5Z</c>, without the Z where the column says that they are local; below 100 ns they are cut off.
    /// Bytes that no type describes are taken for UTF-8.
    /// </summary>
    /// <param name="file">The file; it can be sought in, and is left open.</param>
    /// <param name="shown">Its path, as the user would type it.</param>
    /// <exception cref="FaultException">As for a path (exit 2).</exception>
    public static Table Read(Stream file, string shown) =>
#if HAS_PARQUET_NET
        ParquetRows.ReadAsync(file, shown).GetAwaiter().GetResult();
#else
        throw FaultException.Misconfigured(
            $"found the Parquet file {shown} ({file.Length} bytes), which this build of MlCi cannot read: its package feed had no Parquet.Net; expected {DataForm.KnownNames}: convert it, or build MlCi with a feed that has Parquet.Net");
#endif
}
