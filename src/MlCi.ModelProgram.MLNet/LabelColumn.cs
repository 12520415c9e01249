using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet;

/// <summary>The label of a model.</summary>
/// <param name="Name">The label's column, in the file's or in C#'s writing.</param>
/// <param name="Positive">The value whose probability a binary model gives; null in other tasks.</param>
internal sealed record LabelColumn(string Name, string? Positive)
{
    /// <summary>Whether a column is the label's.</summary>
    public bool Is(string name) => ColumnNames.Same(Name, name);

    /// <summary>Refuses labels that nothing can be learnt from.</summary>
    /// <exception cref="FaultException">There is no such column (exit 2); a label is missing, or all are alike (exit 1).</exception>
    public void Check(Table rows)
    {
        Column column = ColumnNames.Find(rows, Name) ?? rows.Column(Name);
        int missing = column.Codes.IndexOf(-1);
        if (missing >= 0)
            throw FaultException.Negative($"{rows.File}:{rows.Line(missing)}: column '{column.Name}': found no value, expected a label");
        if (Positive is not null && (column.Levels.Count < 2 || !column.Levels.Contains(Positive)))
        {
            throw FaultException.Negative(
                $"{rows.File}: column '{column.Name}': found {string.Join(", ", column.Levels.Take(5).Select(level => $"'{level}'"))} in all "
                + $"{rows.RowCount} rows, expected '{Positive}' and another value");
        }
    }
}
