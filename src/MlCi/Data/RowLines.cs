namespace MlCi.Data;

/// <summary>On which line of which file each row of a table starts.</summary>
internal sealed class RowLines
{
    private readonly string[] files;
    private readonly int[] starts;
    private readonly int[] firstLines;
    private readonly int[]?[] lines;

    /// <summary>Of rows whose lines are known each.</summary>
    public RowLines(string file, int[] lines)
    {
        (files, starts, firstLines, this.lines, Count) = ([file], [0], [0], [lines], lines.Length);
    }

    /// <summary>Of runs of rows.</summary>
    public RowLines(IReadOnlyList<RowBatch> batches)
    {
        files = [.. batches.Select(batch => batch.File)];
        firstLines = [.. batches.Select(batch => batch.FirstLine)];
        lines = [.. batches.Select(batch => batch.Lines)];
        starts = new int[batches.Count];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = Count;
            Count = checked(Count + batches[i].Rows);
        }
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The lines of some of the rows.</summary>
    public RowLines Take(int[] rows)
    {
        if (files.Distinct(StringComparer.Ordinal).Count() <= 1)
            return new RowLines(files.FirstOrDefault(""), Array.ConvertAll(rows, Line));
        return new RowLines([.. rows.Select(row => new RowBatch(File(row), Line(row), null, 1, [], [], null))]);
    }

    /// <summary>A row's line, from 1.</summary>
    public int Line(int row)
    {
        int run = Run(row);
        return firstLines[run] + (lines[run]?[row - starts[run]] ?? row - starts[run]);
    }

    /// <summary>A row's file.</summary>
    public string File(int row) => files[Run(row)];

    private int Run(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        int run = Array.BinarySearch(starts, row);
        // Of runs without rows, which start where the next one does, none has the row: the last that starts there has.
        run = run < 0 ? ~run - 1 : run;
        while (run + 1 < starts.Length && starts[run + 1] <= row)
            run++;
        return run;
    }
}
