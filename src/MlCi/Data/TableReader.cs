using MlCi.Findings;

namespace MlCi.Data;

/// <summary>
/// Reads tables: CSV and other delimited text as RFC 4180 has it, and JSON Lines, packed or not, on all cores. Quoted fields may
/// hold delimiters, doubled quotes and ends of line; lines end with CRLF, LF or CR; a UTF-8 byte order mark is skipped. An empty
/// field without quotes is a missing value; <c>""</c> is the empty text.
/// </summary>
public static class TableReader
{
    /// <summary>Reads a file into memory.</summary>
    /// <param name="source">The file.</param>
    /// <exception cref="FaultException">Not UTF-8, no header, a doubled column name, ragged rows, a misplaced quote (exit 2).</exception>
    public static Table Read(RowSource source) => Read([source], source.File);

    /// <summary>Reads several files into memory as one table.</summary>
    /// <param name="sources">At least one file; those with headers have the same columns, in any order.</param>
    /// <param name="shown">What to call them together.</param>
    /// <exception cref="FaultException">As for one file; other columns than the first file's (exit 2).</exception>
    public static Table Read(IReadOnlyList<RowSource> sources, string shown) =>
        Read(sources, shown, RecordBlocks.DefaultSize);

    /// <summary>
    /// Reads files a run of rows at a time, in memory that does not grow with them: each run is looked at side by side with
    /// others, and what came of it is taken in the files' order.
    /// </summary>
    /// <param name="sources">As for <see cref="Read(IReadOnlyList{RowSource}, string)"/>.</param>
    /// <param name="look">Looks at a run, and keeps nothing of its columns: their memory is used again. It must not change anything that runs share.</param>
    /// <param name="take">Takes what came of it.</param>
    /// <exception cref="FaultException">As for <see cref="Read(IReadOnlyList{RowSource}, string)"/>.</exception>
    public static void Scan<T>(IReadOnlyList<RowSource> sources, Func<Table, T> look, Action<T> take) =>
        ReadBatches(sources, RecordBlocks.SizeOfRuns, batch => look(batch.ToTable()), take, isReused: true);

    internal static Table Read(IReadOnlyList<RowSource> sources, string shown, int blockSize)
    {
        List<RowBatch> batches = [];
        ReadBatches(sources, blockSize, batch => batch, batches.Add, isReused: false);
        return JoinedBatches.ToTable(batches, shown);
    }

    private static void ReadBatches<T>(IReadOnlyList<RowSource> sources, int blockSize, Func<RowBatch, T> map, Action<T> take, bool isReused)
    {
        RaggedRows? ragged = null;
        HashSet<string>? expected = null;
        foreach (RowSource source in sources)
        {
            using var reader = new BatchReader(source, blockSize);
            bool isFirst = true;
            Read(() => reader.Read(Environment.ProcessorCount, batch => (Ragged: batch.Ragged, batch.Names, Result: map(batch)), one =>
            {
                if (isFirst && source.Form.Format == RowFormat.Delimited)
                    SameColumns(source, one.Names, ref expected, sources[0].File);
                isFirst = false;
                ragged = RaggedRows.Join(ragged, one.Ragged);
                take(one.Result);
            }, isReused));
        }

        if (ragged is not null)
            throw ragged.ToException();

        // What makes a file unreadable must not hide what was wrong before it.
        void Read(Action read)
        {
            try
            {
                read();
            }
            catch (FaultException e) when (ragged is not null)
            {
                throw FaultException.Misconfigured([.. ragged.ToException().Faults, .. e.Faults]);
            }
        }
    }

    private static void SameColumns(RowSource source, IReadOnlyList<string> names, ref HashSet<string>? expected, string first)
    {
        if (expected is null)
        {
            expected = [.. names];
            return;
        }

        string[] absent = [.. expected.Except(names)];
        string[] more = [.. names.Except(expected)];
        List<Fault> faults = [];
        if (absent.Length > 0)
            faults.Add(new Fault($"found no column {InertText.Of(string.Join(", ", absent))}, expected the columns of {first}", new SourcePlace(source.File, 1)));
        if (more.Length > 0)
            faults.Add(new Fault($"found column {InertText.Of(string.Join(", ", more))}, expected the columns of {first}", new SourcePlace(source.File, 1)));
        if (faults.Count > 0)
            throw FaultException.Misconfigured(faults);
    }
}
