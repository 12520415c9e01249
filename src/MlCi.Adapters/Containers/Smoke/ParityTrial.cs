using System.Globalization;
using MlCi.Findings;
using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>Compares what is served with what the batch predicted.</summary>
internal static class ParityTrial
{
    private const int MostSingles = 50;
    private const int RowsShown = 3;

    /// <summary>Compares the sample, in batches and some of it row by row.</summary>
    public static (ServedCheck Check, ParityReport? Report) Run(SmokeSession session)
    {
        SmokeRequest request = session.Request;
        if (session.Rows.Count == 0)
            return (ServedCheck.NotEvaluated(CheckIds.Parity, "found no row in the holdout, expected one at least"), null);
        using ServedConnection connection = session.Connect();
        (double[]? served, string? fault) = session.Ask(connection, session.Rows);
        if (served is null)
            return (ServedCheck.Failed(CheckIds.Parity, $"rows of the holdout: {fault}"), null);

        // The same rows by themselves: a batch may be read another way than one row. What differs there counts.
        int width = request.Outputs.Count;
        int singles = Math.Min(MostSingles, session.Rows.Count);
        double[] batch = [.. session.Places.SelectMany(row => request.Batch.AsSpan(row * width, width).ToArray())];
        for (int row = 0; row < singles; row++)
        {
            (double[]? one, fault) = session.Read(connection.Predict(System.Text.Encoding.UTF8.GetBytes(RowJson.One(session.Rows[row], request.Schema))), 1);
            if (one is null)
                return (ServedCheck.Failed(CheckIds.Parity, $"row {Keys(session)[row]} of the holdout, alone: {fault}"), null);
            for (int output = 0; output < width; output++)
            {
                int at = (row * width) + output;
                if (ServedParity.Differs(batch[at], one[output], request.Image.Parity.Tolerance))
                    served[at] = one[output];
            }
        }

        ParityResult result = ServedParity.Compare(Keys(session), request.Outputs, batch, served, request.Image.Parity.Tolerance);
        string expected = result.Tolerance == 0 ? "the same bits" : $"at most {Exact(result.Tolerance)} apart";
        if (result.Differing.Count == 0)
        {
            string apart = result.Tolerance == 0 ? "" : $", at most {Exact(result.MaxDifference)} apart";
            return (ServedCheck.Passed(CheckIds.Parity, $"{Numerals.Count(result.Rows, "rows")} as in the batch, {expected}{apart}"), new ParityReport(result, singles, null));
        }

        (IReadOnlyList<CarryingColumn>? columns, string why) = ColumnTrial.Run(session, connection, result, batch, served);
        string examples = string.Join("; ", result.Differing.Take(RowsShown).Select(row => $"row {row.Key}: {row.Output} {Exact(row.Batch)} in the batch, {Exact(row.Served)} served"));
        return (
            ServedCheck.Failed(CheckIds.Parity, $"found {Numerals.Count(result.Differing.Count)} of {Numerals.Count(result.Rows, "rows")} that differ, by {Exact(result.MaxDifference)} at most, expected {expected}: {examples}; {why}"),
            new ParityReport(result, singles, columns));
    }

    private static string[] Keys(SmokeSession session) => session.Request.Key is { } key
        ? [.. session.Places.Select(row => session.Request.Holdout.Column(key).Text(row) ?? "")]
        : [.. session.Places.Select(row => row.ToString(CultureInfo.InvariantCulture))];

    private static string Exact(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
