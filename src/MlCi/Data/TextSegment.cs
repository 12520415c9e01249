namespace MlCi.Data;

/// <summary>Rows of texts that are mostly different: their bytes, one after the other.</summary>
internal sealed class TextSegment(byte[] bytes, int begin, int[] ends, int offset, int rowCount, int missingCount) : ColumnSegment(rowCount, missingCount)
{
    // A row without a value has the end of the row before, as the complement.
    private ReadOnlySpan<int> Ends => ends.AsSpan(offset, RowCount);

    /// <summary>A row's UTF-8 bytes; none where it has no value.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        int end = Ends[row];
        if (end < 0)
            return default;
        int start = row == 0 ? begin : Ends[row - 1];
        start = start < 0 ? ~start : start;
        return bytes.AsSpan(start, end - start);
    }

    public override bool IsMissing(int row) => Ends[row] < 0;

    public override string? Text(int row) => IsMissing(row) ? null : Decode(Bytes(row));

    public override void CopyNumbers(Span<double> numbers)
    {
        for (int row = 0; row < RowCount; row++)
            numbers[row] = IsMissing(row) ? double.NaN : NumberText.Read(Bytes(row));
    }

    public override void CopyCodes(Span<int> codes, LevelIndex levels)
    {
        for (int row = 0; row < RowCount; row++)
            codes[row] = IsMissing(row) ? -1 : levels.Of(Decode(Bytes(row)));
    }
}
