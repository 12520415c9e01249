namespace MlCi.Data;

/// <summary>Makes one table of batches, without copying a value.</summary>
internal static class JoinedBatches
{
    /// <summary>The batches' rows, in their order; a column that a batch lacks is missing in its rows.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="shown">What to call their file or files.</param>
    /// <param name="known">Columns that the table has even where there are no batches.</param>
    public static Table ToTable(IReadOnlyList<RowBatch> batches, string shown, params IReadOnlyList<string> known)
    {
        Dictionary<string, ColumnSegment?[]> columns = new(StringComparer.Ordinal);
        List<string> names = [.. known];
        foreach (string name in known)
            columns.Add(name, new ColumnSegment?[batches.Count]);
        for (int i = 0; i < batches.Count; i++)
        {
            for (int j = 0; j < batches[i].Names.Count; j++)
            {
                string name = batches[i].Names[j];
                if (!columns.TryGetValue(name, out ColumnSegment?[]? segments))
                {
                    columns.Add(name, segments = new ColumnSegment?[batches.Count]);
                    names.Add(name);
                }

                segments[i] = batches[i].Segments[j];
            }
        }

        return new Table(
            shown,
            [.. names.Select(name => new Column(name, [.. columns[name].Select((segment, i) => segment ?? new MissingSegment(batches[i].Rows))]))],
            new RowLines(batches));
    }
}
