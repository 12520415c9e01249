using MlCi.Data;

namespace MlCi.Schemas;

/// <summary>Checks the rules across columns: each test is one mask of rows, and masks are combined.</summary>
internal static class RowCheck
{
    /// <summary>Counts the rows that break rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="table">The rows.</param>
    /// <param name="tallies">One for each rule.</param>
    public static void Count(IReadOnlyList<RowRule> rules, Table table, ReadOnlySpan<RuleTally> tallies)
    {
        // Rules of one condition share it.
        Dictionary<RowTest, RowMask> known = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < rules.Count; i++)
        {
            RowRule rule = rules[i];
            RowMask about = rule.When is { } when ? Of(when, table, known) : new RowMask(table.RowCount, all: true);
            RowMask broken = about.Without(Of(rule.Holds, table, known));
            for (int row = broken.Next(0); row >= 0; row = broken.Next(row + 1))
            {
                int at = row;
                tallies[i].Add(table, at, () => rule.Column is { } column ? table.Find(column.Name)?.Text(at) : Shown(rule, table, at));
            }
        }
    }

    private static string Shown(RowRule rule, Table table, int row) => string.Join(", ", rule.Holds.Columns.Concat(rule.When?.Columns ?? []).Distinct()
        .Select(column => $"{column.Name} {(table.Find(column.Name)?.Text(row) is { } text ? text : "no value")}"));

    private static RowMask Of(RowTest test, Table table, Dictionary<RowTest, RowMask> known)
    {
        if (known.TryGetValue(test, out RowMask? mask))
            return mask;
        mask = test switch
        {
            ColumnTest column => Of(column, table),
            PresentTest present => Present(table.Find(present.Column.Name), table),
            ConstantTest constant => new RowMask(table.RowCount, constant.Value),
            AllTest all => all.Tests.Aggregate(new RowMask(table.RowCount, all: true), (met, one) => met.And(Of(one, table, known))),
            AnyTest any => any.Tests.Aggregate(new RowMask(table.RowCount, all: false), (met, one) => met.Or(Of(one, table, known))),
            OneTest one => ExactlyOne(one, table, known),
            NotTest not => Of(not.Test, table, known).Not(),
            _ => throw new InvalidOperationException($"no mask of {test}"),
        };
        known.Add(test, mask);
        return mask;
    }

    private static RowMask ExactlyOne(OneTest test, Table table, Dictionary<RowTest, RowMask> known)
    {
        RowMask met = new(table.RowCount, all: false), twice = met;
        foreach (RowMask one in test.Tests.Select(one => Of(one, table, known)))
            (met, twice) = (met.Or(one), twice.Or(met.And(one)));
        return met.Without(twice);
    }

    private static RowMask Present(Column? column, Table table)
    {
        var mask = new RowMask(table.RowCount, all: column is not null);
        if (column is null)
            return mask;
        if (column.Kind is ColumnKind.Integer or ColumnKind.Number)
        {
            ReadOnlySpan<double> numbers = column.Numbers;
            for (int row = NumberKernels.NextMissing(numbers, 0); row >= 0; row = NumberKernels.NextMissing(numbers, row + 1))
                mask.Clear(row);
            return mask;
        }

        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            if (codes[row] < 0)
                mask.Clear(row);
        }

        return mask;
    }

    private static RowMask Of(ColumnTest test, Table table)
    {
        var mask = new RowMask(table.RowCount, all: true);
        if (table.Find(test.Column.Name) is not { } column)
            return mask;
        bool holdsMissing = ScalarRule.HoldAll(test.Rules, Scalar.Null);
        if (ColumnCheck.IsOfNumbers(test.Column, column))
        {
            ReadOnlySpan<double> numbers = column.Numbers;
            foreach (ScalarRule rule in test.Rules)
            {
                for (int row = rule.NextBroken(numbers, 0); row >= 0; row = rule.NextBroken(numbers, row + 1))
                    mask.Clear(row);
            }

            for (int row = holdsMissing ? -1 : NumberKernels.NextMissing(numbers, 0); row >= 0; row = NumberKernels.NextMissing(numbers, row + 1))
                mask.Clear(row);
            return mask;
        }

        bool[] holds = Array.ConvertAll(ColumnCheck.Values(test.Column, column), value => ScalarRule.HoldAll(test.Rules, value));
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            if (!(codes[row] < 0 ? holdsMissing : holds[codes[row]]))
                mask.Clear(row);
        }

        return mask;
    }
}
