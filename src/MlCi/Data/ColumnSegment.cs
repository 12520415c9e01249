using System.Text;

namespace MlCi.Data;

/// <summary>The values of one column in a run of rows.</summary>
internal abstract class ColumnSegment(int rowCount, int missingCount)
{
    /// <summary>The number of rows.</summary>
    public int RowCount { get; } = rowCount;

    /// <summary>The number of rows without a value.</summary>
    public int MissingCount { get; } = missingCount;

    /// <summary>Whether a row has no value.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>A row's text, to the letter as it was read; null where it has no value.</summary>
    public abstract string? Text(int row);

    /// <summary>Writes each row's number; NaN where it has none.</summary>
    public abstract void CopyNumbers(Span<double> numbers);

    /// <summary>Writes each row's code, −1 where it has no value; new values are added to the levels.</summary>
    public abstract void CopyCodes(Span<int> codes, LevelIndex levels);

    /// <summary>The text of UTF-8 bytes.</summary>
    protected static string Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
