using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlCi.Data;

/// <summary>Where the fields of one column lie in a block's buffer.</summary>
internal readonly ref struct ColumnFields
{
    private readonly ReadOnlySpan<int> starts;
    private readonly ReadOnlySpan<int> ends;
    private readonly int stride;
    private readonly int shift;
    private readonly bool trimReturns;

    /// <summary>Fields between marks: column <paramref name="column"/> of rows of <paramref name="columns"/> fields each, without quotes.</summary>
    /// <param name="buffer">The block's buffer.</param>
    /// <param name="marks">The places before the first field and behind each.</param>
    /// <param name="column">Which column.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="hasReturns">Whether a row may end with a return and a line feed.</param>
    public ColumnFields(byte[] buffer, ReadOnlySpan<int> marks, int column, int columns, int rows, bool hasReturns)
    {
        (Buffer, Rows, stride, shift, trimReturns) = (buffer, rows, columns, 1, hasReturns && column == columns - 1);
        starts = marks[column..];
        ends = marks[(column + 1)..];
        ShortestPresent = 1;
    }

    /// <summary>Fields that were found one by one; a missing one ends before it starts.</summary>
    public ColumnFields(byte[] buffer, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, int columns, int rows)
    {
        (Buffer, Rows, stride) = (buffer, rows, columns);
        this.starts = starts;
        this.ends = ends;
    }

    /// <summary>The block's buffer.</summary>
    public byte[] Buffer { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>The length that a field has at least that is not missing: 0 where quotes tell the empty text from no value.</summary>
    public int ShortestPresent { get; }

    /// <summary>Where a row's field begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(int row) => starts[row * stride] + shift;

    /// <summary>Behind a row's field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(int row)
    {
        int end = ends[row * stride];
        return trimReturns && Buffer[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>Where the first row's field begins, less <see cref="Shift"/>; the next row's stands a <see cref="Stride"/> further.</summary>
    public ref int FirstStart => ref MemoryMarshal.GetReference(starts);

    /// <summary>Behind the first row's field, or behind the return after it.</summary>
    public ref int FirstEnd => ref MemoryMarshal.GetReference(ends);

    /// <summary>From a row's place to the next row's.</summary>
    public int Stride => stride;

    /// <summary>What is added to where a field begins.</summary>
    public int Shift => shift;

    /// <summary>Whether a return may stand between a field and its end.</summary>
    public bool TrimReturns => trimReturns;

    /// <summary>The bytes of a row's field; none where it is missing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ReadOnlySpan<byte> Bytes(int row) => Buffer.AsSpan(Start(row), Math.Max(0, End(row) - Start(row)));
}
