using MlCi.Data;
using MlCi.Findings;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace MlCi.Adapters.ParquetFiles;

/// <summary>Reads the rows of a Parquet file, one column after the other, each of them row group by row group.</summary>
internal static class ParquetRows
{
    public static async Task<Table> ReadAsync(Stream file, string shown)
    {
        using ParquetReader reader = await Try(() => OpenAsync(file), $"no whole Parquet file in {shown}").ConfigureAwait(false);
        ParquetSchema schema = await Try(() => Task.FromResult(reader.Schema), $"columns that cannot be made out in {shown}").ConfigureAwait(false);
        DataField[] fields = ColumnTypes.Plain(schema, reader.Metadata!, shown);
        ParquetRowGroupReader[] groups = [.. Enumerable.Range(0, reader.RowGroupCount).Select(reader.OpenRowGroupReader)];
        long rowCount = groups.Sum(group => group.RowCount);
        if (rowCount > Array.MaxLength)
            throw FaultException.Misconfigured($"found {rowCount} rows in {shown}, expected at most {Array.MaxLength}");

        var columns = new Column[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            DataField field = fields[i];
            columns[i] = await Try(() => ReadColumnAsync(groups, field, (int)rowCount), $"a damaged column '{InertText.Of(field.Name)}' in {shown}").ConfigureAwait(false);
        }

        return new Table(shown, columns, [.. Enumerable.Range(1, (int)rowCount)]);
    }

    private static Task<ParquetReader> OpenAsync(Stream file) =>
        ParquetReader.CreateAsync(file, new ParquetOptions { UseDateOnlyTypeForDates = true }, leaveStreamOpen: true);

    private static async Task<Column> ReadColumnAsync(ParquetRowGroupReader[] groups, DataField field, int rowCount)
    {
        IColumnValues values = ColumnTypes.Values(field, rowCount)!;
        foreach (ParquetRowGroupReader group in groups)
        {
            DataColumn chunk = await group.ReadColumnAsync(field).ConfigureAwait(false);
            if (chunk.NumValues != group.RowCount)
                throw new InvalidDataException($"{chunk.NumValues} values for {group.RowCount} rows");
            values.Add(chunk);
        }

        return values.ToColumn(field.Name);
    }

    // Of a damaged file the library may throw anything.
    private static async Task<T> Try<T>(Func<Task<T>> read, string found)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception damage) when (damage is not FaultException)
        {
            throw FaultException.Misconfigured($"found {found} ({InertText.Of(damage.Message)}), expected one as its writer left it");
        }
    }
}
