using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Quality;

/// <summary>Rules on the columns of one file: unique rows, missing values, numbers of different values.</summary>
public static class ColumnRules
{
    /// <summary>Finds rows that have the values of an earlier row in all of a rule's columns; no value counts as one.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="table">The file.</param>
    /// <param name="cores">The most threads to use.</param>
    public static Finding? Unique(UniqueRule rule, Table table, int cores)
    {
        var groups = new EqualRows(FeatureHashes.Of(table, rule.Columns, cores));
        long count = table.RowCount - groups.Count;
        if (count == 0)
            return null;
        List<Sighting> first = [];
        for (int row = 0; row < table.RowCount && first.Count < Finding.MaximumListed; row++)
        {
            int earlier = groups.FirstOf(groups.GroupOf[row]);
            if (earlier != row)
                first.Add(Sightings.At(table, row, $"{Values(rule.Columns, table, row)}, as in line {table.Line(earlier)}"));
        }

        string names = string.Join(" and ", rule.Columns);
        return new Finding("unique", table.File, names, rule.Columns.Count == 1 ? "each value in one row only" : "each combination in one row only", count, table.RowCount, first, rule.Force.Place)
        {
            Blocks = rule.Force.Blocks,
        };
    }

    /// <summary>Counts missing values.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="table">The file.</param>
    public static Finding? Nulls(NullRule rule, Table table)
    {
        Column column = table.Column(rule.Column);
        long count = 0;
        List<Sighting> first = [];
        bool isNumber = column.Kind is ColumnKind.Integer or ColumnKind.Number;
        ReadOnlySpan<double> numbers = isNumber ? column.Numbers : [];
        for (int row = 0; row < column.RowCount; row++)
        {
            if (isNumber ? !double.IsNaN(numbers[row]) : !column.IsMissing(row))
                continue;
            if (count++ < Finding.MaximumListed)
                first.Add(Sightings.At(table, row, null));
        }

        return (double)count / table.RowCount <= rule.Maximum ? null : new Finding(
            "nulls", table.File, rule.Column, $"at most {Numerals.ExactPercent(rule.Maximum)}", count, table.RowCount, first, rule.Force.Place)
        {
            Blocks = rule.Force.Blocks,
            Found = $"no value in {RowShares.Of(count, table.RowCount)}",
        };
    }

    /// <summary>Counts different values.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="table">The file.</param>
    public static Finding? Distinct(DistinctRule rule, Table table)
    {
        Column column = table.Column(rule.Column);
        int[] firsts = FirstRows(column);
        bool isTooMany = firsts.Length > rule.Maximum;
        if (!isTooMany && !(firsts.Length < rule.Minimum))
            return null;
        // Of too many the first above the limit are to be seen; of too few those that there are.
        IEnumerable<int> shown = firsts.Skip(isTooMany ? (int)rule.Maximum!.Value : 0).Take(Finding.MaximumListed);
        return new Finding(
            "distinct", table.File, rule.Column, Limits.Words(rule.Minimum, rule.Maximum), firsts.Length, table.RowCount,
            [.. shown.Select(row => Sightings.At(table, row, column.Text(row)))], rule.Force.Place)
        {
            Blocks = rule.Force.Blocks,
            Found = Numerals.Count(firsts.Length, "different values"),
        };
    }

    private static int[] FirstRows(Column column)
    {
        List<int> firsts = [];
        if (column.Kind is ColumnKind.Integer or ColumnKind.Number)
        {
            HashSet<double> known = [];
            ReadOnlySpan<double> numbers = column.Numbers;
            for (int row = 0; row < numbers.Length; row++)
            {
                if (!double.IsNaN(numbers[row]) && known.Add(numbers[row]))
                    firsts.Add(row);
            }

            return [.. firsts];
        }

        bool[] seen = new bool[column.Levels.Count];
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            if (codes[row] < 0 || seen[codes[row]])
                continue;
            seen[codes[row]] = true;
            firsts.Add(row);
        }

        return [.. firsts];
    }

    private static string Values(IReadOnlyList<string> columns, Table table, int row) => string.Join(
        ", ", columns.Select(name => columns.Count == 1 ? table.Column(name).Text(row) ?? "no value" : $"{name}={table.Column(name).Text(row) ?? "no value"}"));
}
