using MlCi.Data;

namespace MlCi.Schemas;

/// <summary>Checks one column: as it was read where it was, else each distinct value once and then the codes.</summary>
internal static class ColumnCheck
{
    /// <summary>Counts the rows that break the rules of a column.</summary>
    /// <param name="schema">The rules.</param>
    /// <param name="column">The column.</param>
    /// <param name="table">Its table.</param>
    /// <param name="tallies">Of missing values, then of each rule.</param>
    public static void Count(ColumnSchema schema, Column column, Table table, ReadOnlySpan<RuleTally> tallies)
    {
        if (column.Segments.Length > 0 && schema.Rules.Count <= 64)
        {
            SegmentCheck.Count(schema, column, table, tallies);
            return;
        }

        CountLevels(schema, column, table, tallies);
    }

    /// <summary>Whether a column can be checked by its numbers alone.</summary>
    public static bool IsOfNumbers(ColumnSchema schema, Column column)
    {
        if (!schema.Reading.HasNumbers() || column.Kind is not (ColumnKind.Integer or ColumnKind.Number) || column.Segments.Length == 0)
            return false;
        foreach (ColumnSegment segment in column.Segments)
        {
            if (segment is not NumberSegment { Spellings: null } && segment.MissingCount < segment.RowCount)
                return false;
        }

        return true;
    }

    /// <summary>Each level of a column as its schema reads it.</summary>
    public static Scalar[] Values(ColumnSchema schema, Column column)
    {
        IReadOnlyList<string> levels = column.Levels;
        // Only where numbers are admitted is a text looked at for one.
        ReadOnlySpan<double> numbers = schema.Reading.HasNumbers() ? column.NumbersOfLevels : [];
        var values = new Scalar[levels.Count];
        for (int level = 0; level < values.Length; level++)
            values[level] = schema.Read(levels[level], numbers.Length > 0 ? numbers[level] : double.NaN);
        return values;
    }

    private static void CountLevels(ColumnSchema schema, Column column, Table table, ReadOnlySpan<RuleTally> tallies)
    {
        ReadOnlySpan<int> codes = column.Codes;
        if (!schema.AllowsMissing)
        {
            for (int row = 0; row < codes.Length; row++)
            {
                if (codes[row] < 0)
                    tallies[0].Add(table, column, row);
            }
        }

        Scalar[] values = Values(schema, column);
        bool[] settled = new bool[values.Length];
        for (int i = 0; i < schema.Rules.Count; i++)
        {
            ScalarRule rule = schema.Rules[i];
            bool[] broken = new bool[values.Length];
            bool any = false;
            for (int level = 0; level < broken.Length; level++)
            {
                if (settled[level])
                    continue;
                broken[level] = !rule.Holds(values[level]);
                settled[level] = broken[level] && rule is TypeRule;
                any |= broken[level];
            }

            for (int row = 0; any && row < codes.Length; row++)
            {
                if (codes[row] is >= 0 and var code && broken[code])
                    tallies[i + 1].Add(table, column, row);
            }
        }
    }
}
