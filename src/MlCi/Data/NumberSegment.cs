namespace MlCi.Data;

/// <summary>Rows of numbers: NaN where a row has no value, or one that is no number and so has its spelling.</summary>
internal sealed class NumberSegment(double[] values, int offset, int rowCount, int missingCount, NumberStyle style, bool isWhole, Spellings? spellings)
    : ColumnSegment(rowCount, missingCount)
{
    /// <summary>The numbers.</summary>
    public ReadOnlySpan<double> Values => values.AsSpan(offset, RowCount);

    /// <summary>How the numbers without a spelling are written.</summary>
    public NumberStyle Style { get; } = style;

    /// <summary>Whether each number without a spelling is written without a point.</summary>
    public bool IsWhole { get; } = isWhole;

    /// <summary>The texts that the numbers do not tell, or null where they tell all.</summary>
    public Spellings? Spellings { get; } = spellings;

    /// <summary>Whether a row has a spelling of its own.</summary>
    public bool IsSpelled(int row) => Spellings is not null && Spellings.TryFind(row, out _);

    public override bool IsMissing(int row) => double.IsNaN(Values[row]) && (Spellings is null || !Spellings.TryFind(row, out _));

    public override string? Text(int row)
    {
        if (Spellings is not null && Spellings.TryFind(row, out ReadOnlySpan<byte> text))
            return Decode(text);
        return double.IsNaN(Values[row]) ? null : NumberText.Write(Values[row], Style);
    }

    public override void CopyNumbers(Span<double> numbers) => Values.CopyTo(numbers);

    public override void CopyCodes(Span<int> codes, LevelIndex levels)
    {
        ReadOnlySpan<double> all = Values;
        int next = 0;
        for (int row = 0; row < all.Length; row++)
        {
            if (Spellings is not null && next < Spellings.Rows.Length && Spellings.Rows[next] == row)
                codes[row] = levels.Of(Decode(Spellings[next++]));
            else
                codes[row] = double.IsNaN(all[row]) ? -1 : levels.Of(all[row], Style);
        }
    }
}
