namespace MlCi.Gates;

/// <summary>The verdict on a model: all gates must pass, and what did not is counted.</summary>
/// <param name="Passed">Whether nothing blocks.</param>
/// <param name="Reason">The one reason that matters most; of a pass, how many gates passed.</param>
/// <param name="PassedCount">Gates that passed.</param>
/// <param name="FailedCount">Gates that failed.</param>
/// <param name="InconclusiveBlocking">Inconclusive gates that block.</param>
/// <param name="InconclusiveWarning">Inconclusive gates that only warn.</param>
/// <param name="NotEvaluatedCount">Gates that could not be evaluated; they always block.</param>
public sealed record Verdict(
    bool Passed,
    string Reason,
    int PassedCount,
    int FailedCount,
    int InconclusiveBlocking,
    int InconclusiveWarning,
    int NotEvaluatedCount)
{
    /// <summary>The counts in words, those of nothing left out: <c>1 failed, 2 inconclusive (1 blocks), 5 passed</c>.</summary>
    public string Counts
    {
        get
        {
            int inconclusive = InconclusiveBlocking + InconclusiveWarning;
            string blocking = InconclusiveBlocking > 0 ? $" ({InconclusiveBlocking} {(InconclusiveBlocking == 1 ? "blocks" : "block")})" : "";
            (int Count, string Text)[] parts =
            [
                (FailedCount, "failed"), (NotEvaluatedCount, "not evaluated"), (inconclusive, "inconclusive" + blocking), (PassedCount, "passed"),
            ];
            string[] shown = [.. parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Text}")];
            return shown.Length == 0 ? "no gates" : string.Join(", ", shown);
        }
    }

    /// <summary>
    /// The verdict of some gates. The reason is that of the first failure on the whole holdout, else of the first failed slice,
    /// else of the first gate not evaluated, else of the first inconclusive one that blocks. No gates at all do not pass.
    /// </summary>
    /// <param name="results">The decisions, in the order of reports.</param>
    public static Verdict Of(IReadOnlyList<GateResult> results)
    {
        int Count(GateVerdict verdict) => results.Count(result => result.Verdict == verdict);
        int blocking = results.Count(result => result.Verdict == GateVerdict.Inconclusive && result.Blocks);
        GateResult? worst = results.Where(result => Rank(result) < NoBlock).MinBy(Rank);
        string passed = results.Count == 1 ? "the one gate passed" : $"all {results.Count} gates passed";
        var verdict = new Verdict(
            Passed: worst is null && results.Count > 0,
            Reason: worst?.Reason ?? passed,
            PassedCount: Count(GateVerdict.Passed),
            FailedCount: Count(GateVerdict.Failed),
            InconclusiveBlocking: blocking,
            InconclusiveWarning: Count(GateVerdict.Inconclusive) - blocking,
            NotEvaluatedCount: Count(GateVerdict.NotEvaluated));
        if (results.Count == 0)
            return verdict with { Reason = "no gates" };
        return worst is null && verdict.PassedCount < results.Count ? verdict with { Reason = $"nothing blocks: {verdict.Counts}" } : verdict;
    }

    private const int NoBlock = 4;

    private static int Rank(GateResult result) => result.Verdict switch
    {
        GateVerdict.Failed => result.Slice is null ? 0 : 1,
        GateVerdict.NotEvaluated => 2,
        GateVerdict.Inconclusive when result.Blocks => 3,
        _ => NoBlock,
    };
}
