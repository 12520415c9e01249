using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Slices;

/// <summary>Chooses what the search for the worst slices combines.</summary>
public static class SliceFeatures
{
    /// <summary>The most values of a column that are taken one by one.</summary>
    public const int MostValues = 50;

    /// <summary>A numeric column with more values than this is cut into fifths.</summary>
    private const int MostNumbers = 10;

    /// <summary>
    /// The rules: those given by name, else one for each column that has two or more groups. A column is cut as the pipeline's
    /// own slices cut it, else by value, else (numbers) into fifths; columns of more than 50 texts are left out.
    /// </summary>
    /// <param name="holdout">The holdout.</param>
    /// <param name="declared">The pipeline's slice rules.</param>
    /// <param name="names">Columns or slice rules, or null for all columns.</param>
    /// <param name="leftOut">Columns that are never taken: label and key.</param>
    /// <exception cref="FaultException">A name is neither a column nor a slice rule (exit 2).</exception>
    public static IReadOnlyList<SliceRule> Choose(
        Table holdout, IReadOnlyList<SliceRule> declared, IReadOnlyList<string>? names, IReadOnlyCollection<string> leftOut)
    {
        if (names is not null)
            return [.. names.Select(name => declared.FirstOrDefault(rule => rule.Name == name) ?? Named(holdout, declared, name))];
        return [.. holdout.Columns.Where(column => !leftOut.Contains(column.Name)).Select(column => OfColumn(column, declared)).OfType<SliceRule>()];
    }

    private static SliceRule Named(Table holdout, IReadOnlyList<SliceRule> declared, string name)
    {
        Column column = holdout.Column(name);
        return OfColumn(column, declared) ?? new SliceRule(name, name, Bins: null, new SourcePlace(holdout.File, 1));
    }

    private static SliceRule? OfColumn(Column column, IReadOnlyList<SliceRule> declared)
    {
        if (declared.FirstOrDefault(rule => rule.Column == column.Name) is { } own)
            return own;
        var place = new SourcePlace("", 1);
        double[] numbers = [.. column.Numbers.ToArray().Where(number => !double.IsNaN(number)).Order()];
        bool numeric = numbers.Length == column.Codes.Length - column.Codes.Count(-1);
        int values = column.Codes.ToArray().Distinct().Count();
        if (values < 2)
            return null;
        if (!numeric || values <= MostNumbers)
            return values <= MostValues ? new SliceRule(column.Name, column.Name, Bins: null, place) : null;
        // A fifth that would be empty, because many rows share one number, is none.
        double[] edges = [.. new[] { 1, 2, 3, 4 }.Select(i => numbers[numbers.LongLength * i / 5]).Distinct().Where(edge => edge > numbers[0])];
        return edges.Length == 0 ? null : new SliceRule(column.Name, column.Name, edges, place);
    }
}
