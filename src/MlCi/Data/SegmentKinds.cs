using System.Text;

namespace MlCi.Data;

/// <summary>Tells what kind of values segments hold.</summary>
internal static class SegmentKinds
{
    public static ColumnKind Of(ReadOnlySpan<ColumnSegment> segments)
    {
        ColumnKind found = ColumnKind.Empty;
        foreach (ColumnSegment segment in segments)
        {
            found = ValueKinds.Join(found, segment switch
            {
                _ when segment.MissingCount == segment.RowCount => ColumnKind.Empty,
                NumberSegment numbers => Of(numbers),
                CodeSegment codes => Of(codes),
                TextSegment texts => Of(texts),
                _ => ColumnKind.Text,
            });
            if (found == ColumnKind.Text)
                break;
        }

        return found;
    }

    private static ColumnKind Of(NumberSegment segment)
    {
        int spelled = segment.Spellings?.Rows.Length ?? 0;
        ColumnKind found = spelled + segment.MissingCount == segment.RowCount ? ColumnKind.Empty : segment.IsWhole ? ColumnKind.Integer : ColumnKind.Number;
        for (int i = 0; i < spelled && found != ColumnKind.Text; i++)
            found = ValueKinds.Join(found, Of(segment.Spellings![i]));
        return found;
    }

    private static ColumnKind Of(CodeSegment segment)
    {
        int[] counts = segment.Counts();
        ColumnKind found = ColumnKind.Empty;
        for (int level = 0; level < counts.Length && found != ColumnKind.Text; level++)
        {
            if (counts[level] > 0)
                found = ValueKinds.Join(found, Of(segment.Levels.Bytes(level)));
        }

        return found;
    }

    private static ColumnKind Of(TextSegment segment)
    {
        ColumnKind found = ColumnKind.Empty;
        for (int row = 0; row < segment.RowCount && found != ColumnKind.Text; row++)
        {
            if (!segment.IsMissing(row))
                found = ValueKinds.Join(found, Of(segment.Bytes(row)));
        }

        return found;
    }

    private static ColumnKind Of(ReadOnlySpan<byte> text)
    {
        // No date or truth value is longer, and hardly a number.
        Span<char> chars = stackalloc char[400];
        if (text.Length > chars.Length)
            return ValueKinds.Of(Encoding.UTF8.GetString(text), NumberText.Read(text));
        ReadOnlySpan<char> decoded = chars[..Encoding.UTF8.GetChars(text, chars)];
        return ValueKinds.Of(decoded, NumberText.Read(text));
    }
}
