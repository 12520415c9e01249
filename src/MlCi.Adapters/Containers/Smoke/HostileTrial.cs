using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Serving;

namespace MlCi.Adapters.Containers.Smoke;

/// <summary>Sends what breaks the contract, or is no row at all: each must be refused, and none may reach the model or do harm.</summary>
internal static class HostileTrial
{
    private const int MostShown = 3;

    /// <summary>Sends.</summary>
    public static ServedCheck Run(SmokeSession session)
    {
        RequestRow? sound = session.Rows.FirstOrDefault(row => ContractRows.IsAdmitted(session.Guard, row)) ?? (session.Rows.Count > 0 ? session.Rows[0] : null);
        if (sound is null)
            return ServedCheck.NotEvaluated(CheckIds.Hostile, "found no row in the holdout to damage, expected one at least");
        using ServedConnection connection = session.Connect();
        List<string> faults = [];
        int sent = 0;
        int failed = 0;
        foreach (HostileRequest request in HostileRequests.Of(session.Guard, sound))
        {
            sent++;
            ServedAnswer answer = connection.Exchange(ServedConnection.Message(request.Method, request.Path, request.ContentType, request.Body));
            if ((answer.Fault ?? request.FaultOf(answer.Status, Count(session, answer))) is not { } fault)
                continue;
            failed++;
            if (faults.Count < MostShown)
                faults.Add($"{request.Title}: {fault}");
            if (session.Ended() is { } ended)
                return ServedCheck.Failed(CheckIds.Hostile, $"{request.Title}: {ended}");
        }

        ServedAnswer after = connection.Get(ReadyTrial.Path);
        if (after.Status != 200)
            return ServedCheck.Failed(CheckIds.Hostile, $"no longer ready after {Numerals.Count(sent, "requests")} that break the contract: {after.Fault ?? $"found status {after.Status}, expected 200"}");
        return failed == 0
            ? ServedCheck.Passed(CheckIds.Hostile, $"{Numerals.Count(sent, "requests")} that break the contract or may, each refused or answered in full; still ready")
            : ServedCheck.Failed(CheckIds.Hostile, $"{Numerals.Count(failed)} of {Numerals.Count(sent, "requests")} that break the contract: {string.Join("; ", faults)}");
    }

    private static int Count(SmokeSession session, ServedAnswer answer) => answer.Status != 200 ? 0
        : (PredictionAnswer.Read(answer.Body, session.Request.Outputs, session.Request.Task != PredictionTask.Regression, rows: -1).Numbers?.Length ?? 0) / session.Request.Outputs.Count;
}
