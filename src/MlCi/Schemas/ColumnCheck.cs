using MlCi.Data;

namespace MlCi.Schemas;

/// <summary>Checks one column: numbers as numbers, all else each distinct value once and then the codes.</summary>
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

        bool isOfNumbers = column.Kind is ColumnKind.Integer or ColumnKind.Number;
        if (isOfNumbers && (schema.Reading.HasNumbers() || AdmitAnyText(schema)))
            CountNumbers(schema, column, table, tallies);
        else
            CountLevels(schema, column, table, tallies);
    }

    /// <summary>Whether a column can be checked by its numbers alone.</summary>
    public static bool IsOfNumbers(ColumnSchema schema, Column column) =>
        column.Kind is ColumnKind.Integer or ColumnKind.Number && schema.Reading.HasNumbers();

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

    private static bool AdmitAnyText(ColumnSchema schema) => schema.Rules.All(rule => rule is TypeRule type && type.Types.HasFlag(JsonTypes.Text));

    private static void CountNumbers(ColumnSchema schema, Column column, Table table, ReadOnlySpan<RuleTally> tallies)
    {
        ReadOnlySpan<double> numbers = column.Numbers;
        if (!schema.AllowsMissing)
        {
            for (int row = NumberKernels.NextMissing(numbers, 0); row >= 0; row = NumberKernels.NextMissing(numbers, row + 1))
                tallies[0].Add(table, column, row);
        }

        if (!schema.Reading.HasNumbers())
            return;
        // A value of the wrong type is told once: its other keywords would only repeat it.
        List<ScalarRule> broken = [];
        for (int i = 0; i < schema.Rules.Count; i++)
        {
            ScalarRule rule = schema.Rules[i];
            for (int row = rule.NextBroken(numbers, 0); row >= 0; row = rule.NextBroken(numbers, row + 1))
            {
                double number = numbers[row];
                if (broken.TrueForAll(type => type.HoldsNumber(number)))
                    tallies[i + 1].Add(table, column, row);
            }

            if (rule is TypeRule && tallies[i + 1].Count > 0)
                broken.Add(rule);
        }
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
