namespace MlCi.Data;

/// <summary>Parses one column block by block, in whatever way fits its values: as numbers first, as codes, and where these are too many as text.</summary>
/// <param name="rooms">Where values go.</param>
internal sealed class ColumnParser(Rooms rooms)
{
    private readonly NumberParser numbers = new(rooms);
    private CodeParser? codes;
    private TextParser? texts;
    private bool hasNumbers = true;

    public ColumnSegment Parse(ColumnFields fields, bool isLast)
    {
        if (hasNumbers)
        {
            if (numbers.Parse(fields, isLast) is { } segment)
                return segment;
            // Only what was read later is of another kind: that a value is no number does not take the numbers before it away.
            hasNumbers = false;
        }

        if (texts is null)
        {
            codes ??= new CodeParser(rooms);
            CodeSegment segment = codes.Parse(fields, isLast);
            if (codes.HasTooManyLevels)
                texts = new TextParser(rooms);
            return segment;
        }

        return texts.Parse(fields, isLast);
    }
}
