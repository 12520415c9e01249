using MlCi.Findings;

namespace MlCi.Gates;

/// <summary>Says whether a holdout may decide once more, and what its decisions so far add up to.</summary>
public sealed class HoldoutAccount
{
    // Sums of equal parts miss their whole by a few roundings.
    private const double Rounding = 1e-9;
    private readonly List<HoldoutDecision> decisions = [];
    private readonly HashSet<int> passed = [];
    private readonly Dictionary<(bool IsOfPredictionsAlone, (string, string, string?, bool, string) Name), int> numbers = [];
    private readonly IReadOnlyList<HoldoutDecision> ledger;

    /// <summary>Reads the account of one holdout.</summary>
    /// <param name="ledger">Its ledger, in the order of writing.</param>
    public HoldoutAccount(IReadOnlyList<HoldoutDecision> ledger)
    {
        this.ledger = ledger;
        foreach (HoldoutDecision entry in ledger)
        {
            int number = NumbersOf(entry).DefaultIfEmpty(decisions.Count).Min();
            if (number == decisions.Count)
                decisions.Add(entry);
            else if (decisions[number].IsOfPredictionsAlone)
                decisions[number] = decisions[number] with { Model = entry.Model };
            if (entry.Passed)
                passed.Add(number);
            foreach (var name in entry.Names)
                numbers.TryAdd((entry.IsOfPredictionsAlone, name), number);
        }
    }

    /// <summary>The decisions, each once; it passed where it ever did.</summary>
    public IReadOnlyList<HoldoutDecision> Decisions => [.. decisions.Select((one, number) => one with { Passed = passed.Contains(number) })];

    /// <summary>The chance, at most, of a wrong pass among the first decisions, no model following from a pass.</summary>
    /// <param name="count">How many.</param>
    public double FalsePass(int count) => Math.Min(1, decisions.Take(count).Sum(one => one.Alpha));

    /// <summary>The same where every verdict led to the next model.</summary>
    /// <param name="count">How many.</param>
    public double FalsePassAdaptive(int count) => Math.Min(1, decisions.Take(count).Select((one, i) => Math.Pow(2, i) * one.Alpha).Sum());

    /// <summary>Why this holdout takes no new decision, or null where it does.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="alpha">The chance of a wrong pass that one decision takes.</param>
    public string? Closed(HoldoutRule rule, double alpha)
    {
        if (rule.Budget is not { } budget)
            return null;
        const string Todo = "take a new holdout, or another mode of holdoutUse";
        if (Retired(rule) is { } retired)
            return $"the holdout is retired, since {(retired.IsOfPredictionsAlone ? "a model of predictions" : "model")} {Short(retired.Model)} passed on it (holdoutUse: {rule.Mode.Word()}); {Todo}";
        if (decisions.Count >= budget.Decisions)
            return $"the holdout's budget of {Times(budget.Decisions)} is used up (holdoutUse: {rule.Mode.Word()}); {Todo}";
        double spent = rule.Mode == HoldoutMode.Full ? FalsePassAdaptive(decisions.Count) : FalsePass(decisions.Count);
        double next = rule.Mode == HoldoutMode.Full ? Math.Pow(2, decisions.Count) * alpha : alpha;
        return spent + next <= budget.Error * (1 + Rounding)
            ? null
            : $"the holdout's budget is used up: {Times(decisions.Count)} took a chance of a wrong pass of {Percent(spent)}, expected at most "
                + $"{Percent(budget.Error)} for reliability {Numerals.Exact(budget.Reliability)} (holdoutUse: {rule.Mode.Word()}); {Todo}";
    }

    /// <summary>What one more decision means; a repeat costs nothing and is told as it was the first time.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="decision">The decision, with what comes of it if the holdout may decide.</param>
    public HoldoutUse Judge(HoldoutRule rule, HoldoutDecision decision)
    {
        int known = NumbersOf(decision).DefaultIfEmpty(-1).Min();
        string? closed = IsRepeat(decision) ? null
            : known < 0 ? Closed(rule, decision.Alpha)
            // Failed before and passing now, where a stage broke the first time: no new decision, but a first pass.
            : Retired(rule) is not null ? Closed(rule, decision.Alpha) : null;
        int number = known < 0 ? decisions.Count + 1 : known + 1;
        var after = new HoldoutAccount([.. ledger, decision]);
        int counted = closed is null ? number : decisions.Count;
        var use = new HoldoutUse
        {
            Holdout = decision.Holdout,
            Mode = rule.Mode,
            Decision = closed is null ? number : null,
            Budget = rule.Budget,
            Alpha = decision.Alpha,
            FalsePass = after.FalsePass(counted),
            FalsePassAdaptive = after.FalsePassAdaptive(counted),
            Warns = false,
            Blocks = closed is not null,
            Reason = closed ?? "",
            Source = rule.Place,
        };
        return closed is not null ? use : rule.Budget is { } budget ? Counted(use, budget, Passed(decision)) : Tracked(use, rule.WarnFrom);
    }

    /// <summary>Whether the ledger knows of a decision all that there is to know.</summary>
    /// <param name="decision">The decision.</param>
    public bool IsRepeat(HoldoutDecision decision) => NumbersOf(decision).Any(number => passed.Contains(number) || !decision.Passed);

    private bool Passed(HoldoutDecision decision) => decision.Passed || NumbersOf(decision).Any(passed.Contains);

    // What HoldoutDecision.IsSame says, without asking every entry.
    private IEnumerable<int> NumbersOf(HoldoutDecision decision) => decision.Names
        .SelectMany(name => name.IsModel ? new[] { (false, name) } : decision.IsOfPredictionsAlone ? [(true, name), (false, name)] : [(true, name)])
        .Where(numbers.ContainsKey).Select(name => numbers[name]);

    private HoldoutDecision? Retired(HoldoutRule rule) => rule.Mode == HoldoutMode.FirstChange ? ledger.FirstOrDefault(entry => entry.Passed) : null;

    private static HoldoutUse Counted(HoldoutUse use, HoldoutBudget budget, bool passed)
    {
        string counted = $"decision {use.Decision} of {budget.Decisions} on this holdout ({use.Mode.Word()}, reliability {Numerals.Exact(budget.Reliability)})";
        string? end = passed && use.Mode == HoldoutMode.FirstChange ? "it passed, which retires the holdout"
            : use.Decision == budget.Decisions ? "it was the last" : null;
        return use with { Warns = end is not null, Reason = end is null ? counted : $"{counted}: {end}; take a new one for the next model" };
    }

    private static HoldoutUse Tracked(HoldoutUse use, double warnFrom)
    {
        bool warns = use.FalsePass >= warnFrom * (1 - Rounding);
        string inflated = $"decision {use.Decision} on this holdout: one alone passes wrongly with a chance of up to {Percent(use.Alpha)}, at least one of all {use.Decision} with up to {Percent(use.FalsePass)}";
        return use with
        {
            Warns = warns,
            Reason = use.Decision == 1 && !warns ? "first decision on this holdout" : warns ? inflated + "; take a new holdout" : inflated,
        };
    }

    private static string Times(int decisions) => decisions == 1 ? "1 decision" : $"{Numerals.Count(decisions)} decisions";

    private static string Percent(double chance) => Numerals.ExactPercent(chance >= .01 ? Math.Round(chance, 4) : chance);

    private static string Short(string digest) => digest[7..19];
}
