using System.Text;
using MlCi.Findings;
using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>Asks for rows that the contract admits: each must be answered with finite numbers.</summary>
internal static class RowTrial
{
    private const int SoundRows = 3;
    private const int MostShown = 3;

    /// <summary>Asks.</summary>
    public static ServedCheck Run(SmokeSession session)
    {
        IReadOnlyList<AdmittedRow> rows = ContractRows.Of(session.Guard, [.. session.Rows.Take(SoundRows)]);
        if (rows.Count == 0)
            return ServedCheck.NotEvaluated(CheckIds.Rows, "no row could be made that the contract admits, nor is there one in the holdout");
        using ServedConnection connection = session.Connect();
        List<string> faults = [];
        int failed = 0;
        foreach (AdmittedRow row in rows)
        {
            (double[]? _, string? fault) = session.Read(connection.Predict(Encoding.UTF8.GetBytes(RowJson.One(row.Row, session.Request.Schema))), 1);
            if (fault is null)
                continue;
            failed++;
            if (faults.Count < MostShown)
                faults.Add($"{row.Title}: {fault}");
            if (session.Ended() is { } ended)
                return ServedCheck.Failed(CheckIds.Rows, $"a row that the contract admits, {row.Title}: {ended}");
        }

        return failed == 0
            ? ServedCheck.Passed(CheckIds.Rows, $"{Numerals.Count(rows.Count, "rows")} that the contract admits, each answered with finite numbers")
            : ServedCheck.Failed(CheckIds.Rows, $"{Numerals.Count(failed)} of {Numerals.Count(rows.Count, "rows")} that the contract admits: {string.Join("; ", faults)}");
    }
}
