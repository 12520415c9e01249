using MlCi.Data;

namespace MlCi.Schemas;

/// <summary>Checks a column as it was read: numbers many at once, each code once, other text on its bytes.</summary>
internal static class SegmentCheck
{
    /// <summary>Counts the rows that break the rules of a column.</summary>
    /// <param name="schema">The rules.</param>
    /// <param name="column">The column.</param>
    /// <param name="table">Its table.</param>
    /// <param name="tallies">Of missing values, then of each rule.</param>
    public static void Count(ColumnSchema schema, Column column, Table table, ReadOnlySpan<RuleTally> tallies)
    {
        int first = 0;
        foreach (ColumnSegment segment in column.Segments)
        {
            var rows = new Rows(schema, column, table, first, tallies);
            if (segment.MissingCount > 0 && !schema.AllowsMissing)
                CountMissing(rows, segment);
            switch (segment)
            {
                case NumberSegment numbers when schema.Reading.HasNumbers():
                    CountNumbers(rows, numbers);
                    break;
                case CodeSegment codes:
                    CountCodes(rows, codes);
                    break;
                case TextSegment texts when !schema.Reading.HasNumbers() && !schema.Reading.HasFlag(JsonTypes.Boolean):
                    CountTexts(rows, texts);
                    break;
                default:
                    CountEach(rows, segment);
                    break;
            }

            first += segment.RowCount;
        }
    }

    private static void CountMissing(Rows rows, ColumnSegment segment)
    {
        for (int row = 0; row < segment.RowCount; row++)
        {
            if (segment.IsMissing(row))
                rows.Add(0, row);
        }
    }

    private static void CountNumbers(Rows rows, NumberSegment segment)
    {
        // A text among numbers must be told in its turn, and more digits than a float has must be looked at.
        if (segment.Spellings is not null)
        {
            CountEach(rows, segment);
            return;
        }

        IReadOnlyList<ScalarRule> rules = rows.Schema.Rules;
        ReadOnlySpan<double> numbers = segment.Values;
        // A value of the wrong type is told once: its other keywords would only repeat it.
        List<ScalarRule> broken = [];
        for (int i = 0; i < rules.Count; i++)
        {
            bool any = false;
            for (int row = rules[i].NextBroken(numbers, 0); row >= 0; row = rules[i].NextBroken(numbers, row + 1))
            {
                any = true;
                double number = numbers[row];
                if (broken.TrueForAll(type => type.HoldsNumber(number)))
                    rows.Add(i + 1, row);
            }

            if (any && rules[i] is TypeRule)
                broken.Add(rules[i]);
        }
    }

    private static void CountCodes(Rows rows, CodeSegment segment)
    {
        int[] counts = segment.Counts();
        // For each level the first rule that it breaks, and which others.
        ulong[] broken = new ulong[counts.Length];
        bool any = false;
        for (int level = 0; level < counts.Length; level++)
        {
            if (counts[level] > 0)
                any |= (broken[level] = BrokenBy(rows.Schema, segment.Levels.Text(level), rows.Schema.Reading.HasNumbers() ? segment.Levels.Number(level) : double.NaN)) != 0;
        }

        for (int row = 0; any && row < segment.RowCount; row++)
        {
            if (segment.Code(row) is >= 0 and var code && broken[code] != 0)
                rows.AddAll(broken[code], row);
        }
    }

    private static void CountTexts(Rows rows, TextSegment segment)
    {
        // Every text keeps a type that admits texts.
        ScalarRule[] rules = [.. rows.Schema.Rules.Where(rule => rule is not TypeRule type || !type.Types.HasFlag(JsonTypes.Text))];
        for (int row = 0; rules.Length > 0 && row < segment.RowCount; row++)
        {
            if (segment.IsMissing(row))
                continue;
            ReadOnlySpan<byte> text = segment.Bytes(row);
            foreach (ScalarRule rule in rules)
            {
                if (rule.HoldsText(text) == true)
                    continue;
                // Whatever its bytes do not tell, or a rule that is broken: all rules are asked of the text.
                rows.AddAll(BrokenBy(rows.Schema, segment.Text(row)!, double.NaN), row);
                break;
            }
        }
    }

    private static void CountEach(Rows rows, ColumnSegment segment)
    {
        var numbers = segment as NumberSegment;
        bool hasNumbers = rows.Schema.Reading.HasNumbers();
        for (int row = 0; row < segment.RowCount; row++)
        {
            double number = numbers is null ? double.NaN : numbers.Values[row];
            bool isPlain = hasNumbers && !double.IsNaN(number) && (IsCertain(rows.Schema, number) || !numbers!.IsSpelled(row));
            if (isPlain)
                rows.AddAll(BrokenBy(rows.Schema, Scalar.Of(number)), row);
            else if (segment.Text(row) is { } text)
                rows.AddAll(BrokenBy(rows.Schema, text, hasNumbers ? NumberText.Read(text) : double.NaN), row);
        }
    }

    private static bool IsCertain(ColumnSchema schema, double number)
    {
        foreach (ScalarRule rule in schema.Rules)
        {
            if (!rule.IsCertain(number))
                return false;
        }

        return true;
    }

    private static ulong BrokenBy(ColumnSchema schema, string text, double number) => BrokenBy(schema, schema.Read(text, number));

    // Bit i tells of rule i.
    private static ulong BrokenBy(ColumnSchema schema, in Scalar value)
    {
        ulong broken = 0;
        for (int i = 0; i < schema.Rules.Count; i++)
        {
            if (schema.Rules[i].Holds(value))
                continue;
            broken |= 1UL << i;
            if (schema.Rules[i] is TypeRule)
                break;
        }

        return broken;
    }

    /// <summary>The rows of a segment in their table.</summary>
    private readonly ref struct Rows(ColumnSchema schema, Column column, Table table, int first, ReadOnlySpan<RuleTally> tallies)
    {
        private readonly ReadOnlySpan<RuleTally> tallies = tallies;

        public ColumnSchema Schema { get; } = schema;

        public void Add(int tally, int row) => tallies[tally].Add(table, column, first + row);

        public void AddAll(ulong broken, int row)
        {
            for (int i = 0; broken != 0; i++, broken >>= 1)
            {
                if ((broken & 1) != 0)
                    Add(i + 1, row);
            }
        }
    }
}
