namespace MlCi.Data;

/// <summary>Rows of few different values, each an index into a table; −1 where a row has none.</summary>
internal sealed class CodeSegment(int[] codes, int offset, int rowCount, int missingCount, LevelTable levels) : ColumnSegment(rowCount, missingCount)
{
    /// <summary>The codes.</summary>
    public ReadOnlySpan<int> Codes => codes.AsSpan(offset, RowCount);

    /// <summary>What the codes stand for; segments share it, and it may have levels that no row of this one has.</summary>
    public LevelTable Levels { get; } = levels;

    public override bool IsMissing(int row) => Codes[row] < 0;

    public override string? Text(int row) => Codes[row] < 0 ? null : Levels.Text(Codes[row]);

    public override void CopyNumbers(Span<double> numbers)
    {
        for (int row = 0; row < RowCount; row++)
            numbers[row] = Codes[row] < 0 ? double.NaN : Levels.Number(Codes[row]);
    }

    public override void CopyCodes(Span<int> to, LevelIndex levels)
    {
        int[] known = levels.OfTable(Levels);
        ReadOnlySpan<int> from = Codes;
        for (int row = 0; row < from.Length; row++)
        {
            int code = from[row];
            if (code >= 0 && known[code] < 0)
                known[code] = levels.Of(Levels.Text(code));
            to[row] = code < 0 ? -1 : known[code];
        }
    }
}
