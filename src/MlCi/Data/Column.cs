namespace MlCi.Data;

/// <summary>
/// One column of a <see cref="Table"/>. It is held as it was read: numbers as 64-bit floats, text of few different values as
/// codes, other text as its bytes. What else is asked for is made at the first time, and kept.
/// </summary>
public sealed class Column
{
    private readonly ColumnSegment[] segments;
    private readonly int[] starts;
    private Coding? coding;
    private double[]? numbers;
    private ColumnKind? kind;

    /// <summary>Makes a column of codes.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="levels">The distinct values, in the order of their first row.</param>
    /// <param name="codes">For each row the index into <paramref name="levels"/>, or −1 where the value is missing.</param>
    public Column(string name, string[] levels, int[] codes)
    {
        (Name, RowCount) = (name, codes.Length);
        (segments, starts) = ([], []);
        coding = new Coding(levels, codes);
    }

    internal Column(string name, ColumnSegment[] segments)
    {
        Name = name;
        this.segments = segments;
        starts = new int[segments.Length];
        for (int i = 0; i < segments.Length; i++)
        {
            starts[i] = RowCount;
            RowCount += segments[i].RowCount;
        }
    }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="numbers">The value of each row; NaN where it is missing.</param>
    public static Column OfNumbers(string name, double[] numbers)
    {
        int missing = 0;
        bool isWhole = true;
        foreach (double number in numbers)
        {
            missing += double.IsNaN(number) ? 1 : 0;
            isWhole &= double.IsNaN(number) || double.IsInteger(number);
        }

        return new Column(name, [new NumberSegment(numbers, 0, numbers.Length, missing, NumberStyle.Shortest, isWhole, null)]);
    }

    /// <summary>The column's name, as in the header.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>What all values are.</summary>
    public ColumnKind Kind => kind ??= IsCoded ? coding!.KindOf() : SegmentKinds.Of(segments);

    /// <summary>The distinct values, in the order of their first row.</summary>
    public IReadOnlyList<string> Levels => Coded.Levels;

    /// <summary>For each row the index into <see cref="Levels"/>, or −1 where the value is missing.</summary>
    public ReadOnlySpan<int> Codes => Coded.Codes;

    /// <summary>The value of each row as a number; NaN where it is missing or not a number.</summary>
    public ReadOnlySpan<double> Numbers => numbers ??= IsCoded ? coding!.Numbers() : JoinNumbers();

    /// <summary>The value of each level as a number; NaN where it is not a finite number in JSON's sense.</summary>
    public ReadOnlySpan<double> NumbersOfLevels => Coded.NumbersOfLevels;

    /// <summary>How the column was read; none where it was made of codes.</summary>
    internal ReadOnlySpan<ColumnSegment> Segments => segments;

    // Of codes alone, without segments.
    private bool IsCoded => segments.Length == 0 && coding is not null;

    private Coding Coded => coding ??= Code();

    /// <summary>The text of a row, or null where the value is missing.</summary>
    /// <param name="row">The 0-based row.</param>
    public string? Text(int row)
    {
        if (coding is { } known)
            return known.Codes[row] < 0 ? null : known.Levels[known.Codes[row]];
        int segment = SegmentOf(row);
        return segments[segment].Text(row - starts[segment]);
    }

    /// <summary>Whether the value of a row is missing (an empty field without quotes).</summary>
    /// <param name="row">The 0-based row.</param>
    public bool IsMissing(int row)
    {
        if (coding is { } known)
            return known.Codes[row] < 0;
        int segment = SegmentOf(row);
        return segments[segment].IsMissing(row - starts[segment]);
    }

    /// <summary>A column made of the given rows of this one, in their order.</summary>
    /// <param name="rows">0-based rows.</param>
    public Column Take(ReadOnlySpan<int> rows)
    {
        if (coding is null && Kind is ColumnKind.Integer or ColumnKind.Number && NumberRows.TryTake(this, rows, out NumberSegment? taken))
            return new Column(Name, [taken]);
        ReadOnlySpan<int> codes = Codes;
        int[] ofRows = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            ofRows[i] = codes[rows[i]];
        return new Column(Name, Coded.Levels, ofRows);
    }

    /// <summary>The first row of a segment.</summary>
    internal int StartOf(int segment) => starts[segment];

    /// <summary>The segment that holds a row.</summary>
    internal int SegmentOf(int row)
    {
        int at = Array.BinarySearch(starts, row);
        // Of segments without rows, which start where the next one does, none has the row.
        for (at = at < 0 ? ~at - 1 : at; row - starts[at] >= segments[at].RowCount;)
            at++;
        return at;
    }

    private double[] JoinNumbers()
    {
        double[] joined = GC.AllocateUninitializedArray<double>(RowCount);
        for (int i = 0; i < segments.Length; i++)
            segments[i].CopyNumbers(joined.AsSpan(starts[i], segments[i].RowCount));
        return joined;
    }

    private Coding Code()
    {
        int[] codes = GC.AllocateUninitializedArray<int>(RowCount);
        var levels = new LevelIndex();
        for (int i = 0; i < segments.Length; i++)
            segments[i].CopyCodes(codes.AsSpan(starts[i], segments[i].RowCount), levels);
        return new Coding(levels.ToArray(), codes);
    }
}
