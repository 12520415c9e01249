using System.Globalization;

namespace MlCi.Schemas;

/// <summary>Makes a row that a contract admits, field by field, to try a model on.</summary>
public static class SampleRow
{
    private static readonly string[] Usual =
    [
        "0", "1", "0.5", "-1", "x", "true", "2026-01-31", "2026-01-31T10:20:30Z", "10:20:30Z", "P1D", "a@example.com", "https://example.com/", "192.0.2.1",
        "::1", "example.com", "00000000-0000-4000-8000-000000000000", "/a", "",
    ];

    /// <summary>A text that is a value of a column; null where nothing was found that is, or the column has no values.</summary>
    /// <param name="column">What the contract says of it.</param>
    public static string? Of(ColumnSchema column) => Candidates(column.Rules).Concat(Usual).FirstOrDefault(column.Admits);

    private static IEnumerable<string> Candidates(IReadOnlyList<ScalarRule> rules)
    {
        foreach (ScalarRule rule in rules)
        {
            IEnumerable<string> found = rule switch
            {
                EnumRule one => one.Values.Where(value => value.Form is JsonForm.Text or JsonForm.Number or JsonForm.Boolean).Select(value => value.Text),
                RangeRule range => new[] { range.Limit, Whole(range, 1), Whole(range, 2), range.Limit + (range.IsLower ? 0.5 : -0.5) }.Select(Shown),
                MultipleRule multiple => [Shown((double)multiple.Divisor.Mantissa * Math.Pow(10, multiple.Divisor.Exponent))],
                LengthRule { Limit: <= 4096 } length => [new string('x', (int)length.Limit)],
                AnyOfRule any => any.Branches.SelectMany(Candidates),
                OneOfRule one => one.Branches.SelectMany(Candidates),
                _ => [],
            };
            foreach (string candidate in found)
                yield return candidate;
        }
    }

    // The first whole numbers on the side that is admitted.
    private static double Whole(RangeRule range, int steps) =>
        range.IsLower ? Math.Floor(range.Limit) + steps : Math.Ceiling(range.Limit) - steps;

    private static string Shown(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
