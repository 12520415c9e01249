using System.Globalization;
using MlCi.Data;

namespace MlCi.Proposals;

/// <summary>A value of a column, and how many rows have it.</summary>
/// <param name="Text">The value; a number in the fewest digits that give it back.</param>
/// <param name="Rows">The rows.</param>
public sealed record LevelCount(string Text, int Rows);

/// <summary>What a column of a data file looks like.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What all its values are.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Missing">The rows without a value.</param>
/// <param name="Distinct">The number of different values; two spellings of one number are one.</param>
/// <param name="Levels">The values in their order, numbers by size and texts ordinally; none where there are more than <see cref="MostLevels"/>.</param>
/// <param name="Minimum">The least number; NaN where the column is not of numbers.</param>
/// <param name="Maximum">The largest number; NaN where the column is not of numbers.</param>
public sealed record ColumnProfile(
    string Name, ColumnKind Kind, int Rows, int Missing, int Distinct, IReadOnlyList<LevelCount> Levels, double Minimum, double Maximum)
{
    /// <summary>The most different values that are still few: levels of a category.</summary>
    public const int MostLevels = 50;

    /// <summary>Of a column of texts most of which are numbers: the first that is none, such as <c>NA</c>, or one that is written in another way; else null.</summary>
    public string? Stray { get; init; }

    /// <summary>Whether the values are numbers.</summary>
    public bool IsNumeric => Kind is ColumnKind.Integer or ColumnKind.Number;

    /// <summary>Whether a value stands in each row and in no other.</summary>
    public bool IsUnique => Missing == 0 && Distinct == Rows && Rows > 1;

    /// <summary>Whether every row has the same value.</summary>
    public bool IsConstant => Missing == 0 && Distinct == 1;

    /// <summary>Whether the values are 0 and 1 only.</summary>
    public bool IsFlag => Kind == ColumnKind.Integer && Levels.Count > 0 && Levels.All(level => level.Text is "0" or "1");

    /// <summary>Looks at a column.</summary>
    public static ColumnProfile Of(Column column) =>
        column.Kind is ColumnKind.Integer or ColumnKind.Number ? OfNumbers(column) : OfTexts(column);

    private static ColumnProfile OfNumbers(Column column)
    {
        double[] sorted = [.. column.Numbers.ToArray().Where(number => !double.IsNaN(number)).Order()];
        int distinct = 0;
        List<LevelCount> levels = [];
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
                end++;
            if (++distinct <= MostLevels)
                levels.Add(new LevelCount(Written.Number(sorted[start]), end - start));
        }

        return new ColumnProfile(
            column.Name, column.Kind, column.RowCount, column.RowCount - sorted.Length, distinct, distinct > MostLevels ? [] : levels, sorted[0], sorted[^1]);
    }

    private static ColumnProfile OfTexts(Column column)
    {
        int[] counts = new int[column.Levels.Count];
        int missing = 0;
        foreach (int code in column.Codes)
        {
            if (code < 0)
                missing++;
            else
                counts[code]++;
        }

        // A level that no row has any more is none.
        int[] used = [.. Enumerable.Range(0, counts.Length).Where(level => counts[level] > 0)];
        LevelCount[] levels = used.Length > MostLevels ? [] :
            [.. used.Select(level => new LevelCount(column.Levels[level], counts[level])).OrderBy(level => level.Text, StringComparer.Ordinal)];
        return new ColumnProfile(column.Name, column.Kind, column.RowCount, missing, used.Length, levels, double.NaN, double.NaN)
        {
            Stray = column.Kind == ColumnKind.Text ? StrayOf([.. used.Select(level => column.Levels[level])]) : null,
        };
    }

    private static string? StrayOf(string[] texts)
    {
        if (texts.Count(text => IsNumber(text.Replace(',', '.'))) * 2 <= texts.Length)
            return null;
        // A word tells more than a number with a decimal comma.
        return texts.Where(text => !IsNumber(text)).OrderBy(text => IsNumber(text.Replace(',', '.'))).ThenBy(text => text, StringComparer.Ordinal).FirstOrDefault();

        static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }
}
