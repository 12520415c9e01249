using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet;

/// <summary>Which column of the data a name of ML.NET means: <c>MonthlyCharges</c> in C# is <c>monthly_charges</c> in the file.</summary>
internal static class ColumnNames
{
    /// <summary>
    /// The column of exactly this name, else the only one with the same letters and digits whatever their case; null where there
    /// is none.
    /// </summary>
    /// <exception cref="FaultException">Several columns could be meant (exit 2).</exception>
    public static Column? Find(Table rows, string name)
    {
        if (rows.Find(name) is { } exact)
            return exact;
        Column[] alike = [.. rows.Columns.Where(column => Same(column.Name, name))];
        return alike.Length < 2 ? alike.FirstOrDefault() : throw FaultException.Misconfigured(
            $"found the columns {string.Join(" and ", alike.Select(column => $"'{column.Name}'"))} for '{name}', expected one of them",
            new SourcePlace(rows.File, 1));
    }

    /// <summary>Whether two names have the same letters and digits, whatever their case.</summary>
    public static bool Same(string one, string other) => Bare(one).Equals(Bare(other), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
