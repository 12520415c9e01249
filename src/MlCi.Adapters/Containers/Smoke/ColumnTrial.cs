using MlCi.Data;
using MlCi.Findings;
using MlCi.Schemas;
using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>Looks for the inputs through which serving differs from the batch: asks both again, with one column neutral at a time.</summary>
internal static class ColumnTrial
{
    private const int MostRows = 5;
    private const int MostShown = 5;

    /// <summary>The columns that carry the difference, or null where nobody can tell; and what to say of them.</summary>
    public static (IReadOnlyList<CarryingColumn>? Columns, string Words) Run(SmokeSession session, ServedConnection connection, ParityResult parity, double[] batch, double[] served)
    {
        session.Progress("looking for the columns that differ");
        int width = session.Request.Outputs.Count;
        int[] rows = [.. parity.Differing.OrderByDescending(row => row.Difference).ThenBy(row => row.Row).Take(MostRows).Select(row => row.Row)];
        (int Row, string Column, string? Value, RequestRow Asked)[] variants = [.. Variants(session, rows)];
        if (variants.Length == 0)
            return ([], "no column could be replaced");
        double[] again;
        try
        {
            again = session.Request.Predict(RequestRow.TableOf([.. variants.Select(variant => variant.Asked)]));
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            return (null, $"which columns carry it cannot be told, as predict fails on rows with one column replaced: {InertText.Of(e.Faults[0].Message)}");
        }

        (int, double[]?)[] answers = [.. Served(session, connection, variants)];
        IReadOnlyList<CarryingColumn> columns = CarryingColumns.Rank(
            session.Request.Task,
            [.. rows.Select(row => (batch[(row * width)..((row + 1) * width)], served[(row * width)..((row + 1) * width)]))],
            variants.Select((variant, at) => new NeutralisedRow(variant.Row, variant.Column, variant.Value, again[(at * width)..((at + 1) * width)], answers[at].Item2)),
            session.Request.Image.Parity.Tolerance);
        return (columns, columns.Count == 0
            ? $"no column carries it alone ({Numerals.Count(rows.Length, "rows")} tried)"
            : $"carried by {string.Join(", ", columns.Take(MostShown).Select(Words))}");
    }

    private static string Words(CarryingColumn column) => $"'{InertText.Of(column.Column)}' (" + (column.RowsCleared > 0
        ? $"with it replaced, {Numerals.Count(column.RowsCleared)} of {Numerals.Count(column.RowsTried, "rows")} no longer differ)"
        : $"with it replaced, {column.Share * 100:0} % of the difference goes)");

    private static IEnumerable<(int Row, string Column, string? Value, RequestRow Asked)> Variants(SmokeSession session, int[] rows)
    {
        foreach (Column column in session.Sample.Columns)
        {
            ColumnSchema? rule = session.Request.Schema.Find(column.Name);
            IReadOnlyList<string?> values = NeutralValues.Of(column, text => rule is null || (text is null ? rule.AllowsMissing : rule.Admits(text)));
            for (int at = 0; at < rows.Length; at++)
            {
                foreach (string? value in values.Where(value => value != session.Rows[rows[at]].Text(column.Name)))
                {
                    RequestRow asked = session.Rows[rows[at]].With(column.Name, value);
                    if (ContractRows.IsAdmitted(session.Guard, asked))
                        yield return (at, column.Name, value, asked);
                }
            }
        }
    }

    // Where a batch gets no answer, one of its rows is to blame: they are asked for one by one.
    private static IEnumerable<(int At, double[]? Numbers)> Served(SmokeSession session, ServedConnection connection, (int, string, string?, RequestRow Asked)[] variants)
    {
        int width = session.Request.Outputs.Count;
        RequestRow[] rows = [.. variants.Select(variant => variant.Asked)];
        double[]? all = session.Ask(connection, rows).Numbers;
        for (int at = 0; at < rows.Length; at++)
            yield return (at, all is not null ? all[(at * width)..((at + 1) * width)] : session.Ask(connection, [rows[at]]).Numbers);
    }
}
