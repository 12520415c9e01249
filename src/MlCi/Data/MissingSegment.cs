namespace MlCi.Data;

/// <summary>Rows of which none has a value.</summary>
internal sealed class MissingSegment(int rowCount) : ColumnSegment(rowCount, rowCount)
{
    public override bool IsMissing(int row) => true;

    public override string? Text(int row) => null;

    public override void CopyNumbers(Span<double> numbers) => numbers.Fill(double.NaN);

    public override void CopyCodes(Span<int> codes, LevelIndex levels) => codes.Fill(-1);
}
