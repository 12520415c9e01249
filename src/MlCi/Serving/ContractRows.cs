using System.Globalization;
using MlCi.Schemas;

namespace MlCi.Serving;

/// <summary>A row that the contract admits, and what is special about it.</summary>
/// <param name="Title">What: <c>'tenure' at 0</c>.</param>
/// <param name="Row">The row.</param>
public sealed record AdmittedRow(string Title, RequestRow Row);

/// <summary>
/// Rows that the contract admits: each column at its ends, with each of its values, with none. All else of such a row is that of one that is
/// known to be sound, so that rules across columns are mostly kept; rows that break one are left out.
/// </summary>
public static class ContractRows
{
    private const int MostLength = 2_000;
    private static readonly string[] Letters = ["Ελλάς, 東京 😀 – “naïve”", "İıſẞ ﷽ \u0301", "'; DROP TABLE rows; --", " ", "\t\r\n\\\"/"];

    /// <summary>The rows.</summary>
    /// <param name="guard">The contract, without the label.</param>
    /// <param name="sound">Rows that keep it, such as some of the holdout; the first is varied.</param>
    public static IReadOnlyList<AdmittedRow> Of(RowGuard guard, IReadOnlyList<RequestRow> sound)
    {
        List<AdmittedRow> rows = [new("made from the contract alone", RequestRow.Of(guard.Columns)), .. sound.Select((row, at) => new AdmittedRow($"of the holdout, {at + 1}", row))];
        if (rows.FirstOrDefault(row => IsAdmitted(guard, row.Row) && row.Title.StartsWith("of ", StringComparison.Ordinal)) is not { } first)
            first = rows[0];
        foreach (ColumnSchema column in guard.Columns)
        {
            foreach (string? text in Texts(column).Distinct())
                rows.Add(new($"'{column.Name}' {(text is null ? "without a value" : $"at {RowGuard.Shortened(text)}")}", first.Row.With(column.Name, text)));
            if (!column.IsRequired)
                rows.Add(new($"'{column.Name}' left out", first.Row.Without(column.Name)));
        }

        return [.. rows.Where(row => IsAdmitted(guard, row.Row))];
    }

    /// <summary>Whether the contract admits a row.</summary>
    public static bool IsAdmitted(RowGuard guard, RequestRow row) => !guard.Faults(row.ToTable(), 0).Any();

    private static IEnumerable<string?> Texts(ColumnSchema column)
    {
        if (column.AllowsMissing)
            yield return null;
        foreach (string text in Rules(column.Rules).SelectMany(rule => Of(rule)).Concat(["true", "false"]).Where(column.Admits))
            yield return text;
        // Numbers have no letters; where none of these is admitted, there is an enum or a pattern.
        if (!column.Types.HasFlag(JsonTypes.Text))
            yield break;
        foreach (string text in Letters.Append("").Where(column.Admits))
            yield return text;
        string longest = new('x', MostLength);
        if (column.Admits(longest))
            yield return longest;
    }

    private static IEnumerable<string> Of(ScalarRule rule) => rule switch
    {
        EnumRule one => one.Values.Where(value => value.Form is JsonForm.Text or JsonForm.Number or JsonForm.Boolean).Select(value => value.Text),
        RangeRule range => Ends(range),
        LengthRule { Limit: <= MostLength } length => [new string('x', (int)length.Limit), string.Concat(Enumerable.Repeat("é", (int)length.Limit))],
        _ => [],
    };

    // The limit itself and what is next to it among numbers that people write; the first that the column admits is its end.
    private static IEnumerable<string> Ends(RangeRule range)
    {
        int side = range.IsLower ? 1 : -1;
        return new[] { range.Limit, range.Limit + (side * .01), range.Limit + side }.Select(number => number.ToString("R", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<ScalarRule> Rules(IEnumerable<ScalarRule> rules) => rules.SelectMany(rule => rule switch
    {
        AnyOfRule any => any.Branches.SelectMany(Rules),
        OneOfRule one => one.Branches.SelectMany(Rules),
        _ => [rule],
    });
}
