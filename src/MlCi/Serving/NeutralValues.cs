using MlCi.Data;

namespace MlCi.Serving;

/// <summary>What to put in a column's place to see whether it carries a difference.</summary>
public static class NeutralValues
{
    private const int MostLevels = 3;

    /// <summary>
    /// The values of a sample that may stand in the place of any: of numbers the median (of an even count the lower one, which is in the data),
    /// the least and the greatest; of others the three most frequent, of equals the first in ordinal order; then 0, where a difference in scale
    /// ends, and no value.
    /// </summary>
    /// <param name="column">The sample's column.</param>
    /// <param name="admits">Whether the contract admits a value; null is none.</param>
    public static IReadOnlyList<string?> Of(Column column, Func<string?, bool> admits)
    {
        string[] known = [.. Enumerable.Range(0, column.RowCount).Select(column.Text).OfType<string>()];
        IEnumerable<string?> values = column.Kind is ColumnKind.Integer or ColumnKind.Number ? Numbers(column) : Levels(known);
        return [.. values.Append(null).Distinct().Where(admits)];
    }

    private static IEnumerable<string?> Numbers(Column column)
    {
        int[] order = [.. Enumerable.Range(0, column.RowCount).Where(row => !column.IsMissing(row)).OrderBy(row => column.Numbers[row])];
        foreach (int row in order.Length == 0 ? Array.Empty<int>() : [order[(order.Length - 1) / 2], order[0], order[^1]])
            yield return column.Text(row);
        yield return "0";
    }

    private static IEnumerable<string?> Levels(string[] known) => known.GroupBy(text => text, StringComparer.Ordinal)
        .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostLevels).Select(group => group.Key);
}
