namespace MlCi.Data;

/// <summary>Rows of few different values, each an index into a table.</summary>
/// <param name="narrow">The codes, a byte each, <see cref="NarrowMissing"/> where a row has no value; or none.</param>
/// <param name="wide">The codes, −1 where a row has no value; or none.</param>
/// <param name="missingCount">How many rows have no value.</param>
/// <param name="levels">What the codes stand for.</param>
internal sealed class CodeSegment(ArraySegment<byte> narrow, ArraySegment<int> wide, int missingCount, LevelTable levels)
    : ColumnSegment(narrow.Count + wide.Count, missingCount)
{
    /// <summary>Where codes are bytes, that of a missing value.</summary>
    public const int NarrowMissing = byte.MaxValue;

    /// <summary>What the codes stand for; segments share it, and it may have levels that no row of this one has.</summary>
    public LevelTable Levels { get; } = levels;

    /// <summary>The code of a row; −1 where it has no value.</summary>
    public int Code(int row) => narrow.Count == 0 ? wide[row] : narrow[row] == NarrowMissing ? -1 : narrow[row];

    /// <summary>How many rows have each level.</summary>
    public int[] Counts()
    {
        int[] counts = new int[Levels.Count];
        foreach (byte code in narrow.AsSpan())
        {
            if (code != NarrowMissing)
                counts[code]++;
        }

        foreach (int code in wide.AsSpan())
        {
            if (code >= 0)
                counts[code]++;
        }

        return counts;
    }

    public override bool IsMissing(int row) => Code(row) < 0;

    public override string? Text(int row) => Code(row) is >= 0 and var code ? Levels.Text(code) : null;

    public override void CopyNumbers(Span<double> numbers)
    {
        for (int row = 0; row < RowCount; row++)
            numbers[row] = Code(row) is >= 0 and var code ? Levels.Number(code) : double.NaN;
    }

    public override void CopyCodes(Span<int> codes, LevelIndex levels)
    {
        int[] known = levels.OfTable(Levels);
        for (int row = 0; row < RowCount; row++)
        {
            int code = Code(row);
            if (code >= 0 && known[code] < 0)
                known[code] = levels.Of(Levels.Text(code));
            codes[row] = code < 0 ? -1 : known[code];
        }
    }
}
