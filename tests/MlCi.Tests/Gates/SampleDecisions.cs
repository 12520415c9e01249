using MlCi.Data;
using MlCi.Gates;

namespace MlCi.Tests.Gates;

/// <summary>Decisions on one holdout, and rules that count them.</summary>
internal static class SampleDecisions
{
    public static readonly HoldoutRule Track = new(HoldoutMode.Track, Budget: null, HoldoutRule.DefaultWarnFrom, Rules.Place);

    public static HoldoutUse Judge(HoldoutRule rule, HoldoutDecision[] ledger, HoldoutDecision decision) => new HoldoutAccount(ledger).Judge(rule, decision);

    public static HoldoutDecision[] Ledger(int failures, double alpha = .05) =>
        [.. Enumerable.Range(0, failures).Select(i => Decision($"failed {i}", passed: false, alpha))];

    public static HoldoutDecision Decision(string model, bool passed, double alpha = .05) => new()
    {
        Holdout = Digest.OfText("holdout"),
        Model = Digest.OfText(model),
        Rules = Digest.OfText("rules"),
        Passed = passed,
        Mode = "track",
        Alpha = alpha,
        When = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    public static HoldoutRule Budgeted(HoldoutMode mode, int decisions, double reliability = .95) =>
        new(mode, HoldoutBudget.Of(decisions, reliability), HoldoutRule.DefaultWarnFrom, Rules.Place);
}
