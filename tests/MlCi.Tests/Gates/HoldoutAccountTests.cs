using FsCheck;
using FsCheck.Fluent;
using MlCi.Data;
using MlCi.Gates;

namespace MlCi.Tests.Gates;

public sealed class HoldoutAccountTests
{
    private const string Todo = "; take a new holdout, or another mode of holdoutUse";
    private static readonly HoldoutRule Track = new(HoldoutMode.Track, Budget: null, HoldoutRule.DefaultWarnFrom, Rules.Place);

    [Fact]
    public void FirstDecision_IsCountedAndNothingMore()
    {
        HoldoutUse use = new HoldoutAccount([]).Judge(Track, Decision("a", passed: true));

        Assert.Equal((1, .05, .05, .05), (use.Decision, use.Alpha, use.FalsePass, use.FalsePassAdaptive));
        Assert.Equal("first decision on this holdout", use.Reason);
        Assert.False(use.Warns || use.Blocks);
    }

    [Fact]
    public void SameModelAgainstAnotherChampion_IsAnotherDecision()
    {
        HoldoutDecision first = Decision("a", passed: false) with { Champion = "sha256:1" };

        Assert.Equal(1, Judge(Track, [first], first).Decision);
        Assert.Equal(2, Judge(Track, [first], first with { Champion = "sha256:2", Passed = true }).Decision);
    }

    [Fact]
    public void Track_ShowsTheInflation_AndWarnsFromHalf()
    {
        HoldoutUse third = Judge(Track, Ledger(2), Decision("new", passed: false));
        Assert.Equal("decision 3 on this holdout: the chance of a wrong pass among them is up to 15 %, of one alone 5 %", third.Reason);
        Assert.False(third.Warns);
        Assert.Equal(.35, third.FalsePassAdaptive, 12);

        Assert.False(Judge(Track, Ledger(8), Decision("new", passed: false)).Warns);
        HoldoutUse tenth = Judge(Track, Ledger(9), Decision("new", passed: true));
        Assert.Equal("decision 10 on this holdout: the chance of a wrong pass among them is up to 50 %, of one alone 5 %; take a new holdout", tenth.Reason);
        Assert.True(tenth.Warns);
        Assert.False(tenth.Blocks);
        Assert.Equal(1, tenth.FalsePassAdaptive);

        HoldoutUse thousandth = Judge(Track, Ledger(999), Decision("new", passed: true));
        Assert.Equal((1000, 1, 1), (thousandth.Decision, thousandth.FalsePass, thousandth.FalsePassAdaptive));
        Assert.False(thousandth.Blocks);
    }

    [Theory]
    [InlineData(.1, 2)]
    [InlineData(.05, 1)]
    [InlineData(1, 20)]
    public void Track_WarnsFromWhereItIsTold(double warn, int decision)
    {
        HoldoutRule rule = Track with { WarnFrom = warn };

        Assert.True(Judge(rule, Ledger(decision - 1), Decision("new", passed: false)).Warns);
        Assert.False(decision > 1 && Judge(rule, Ledger(decision - 2), Decision("new", passed: false)).Warns);
    }

    [Fact]
    public void Repeat_IsFree_AndToldAsTheFirstTime()
    {
        HoldoutDecision[] ledger = Ledger(12);
        HoldoutUse first = Judge(Track, ledger[..4], ledger[4]);

        Assert.Equal(5, first.Decision);
        Assert.Equal(first, Judge(Track, ledger, ledger[4] with { When = DateTimeOffset.UnixEpoch, Commit = "other" }));
        Assert.True(new HoldoutAccount(ledger).IsRepeat(ledger[4]));
    }

    [Theory]
    [InlineData(HoldoutMode.Full)]
    [InlineData(HoldoutMode.FirstChange)]
    public void UsedUpBudget_Blocks_AndSaysWhatToDo(HoldoutMode mode)
    {
        HoldoutRule rule = Budgeted(mode, 3);
        double alpha = rule.LevelOf(.05);
        HoldoutDecision next = Decision("new", passed: false, alpha);

        HoldoutUse second = Judge(rule, Ledger(1, alpha), next);
        Assert.Equal((2, $"decision 2 of 3 on this holdout ({mode.Word()}, reliability 0.95)", false, false), (second.Decision, second.Reason, second.Warns, second.Blocks));

        HoldoutUse third = Judge(rule, Ledger(2, alpha), next);
        Assert.Equal($"decision 3 of 3 on this holdout ({mode.Word()}, reliability 0.95): it was the last; take a new one for the next model", third.Reason);
        Assert.True(third.Warns);
        Assert.False(third.Blocks);
        Assert.InRange(mode == HoldoutMode.Full ? third.FalsePassAdaptive : third.FalsePass, .04, .05 + 1e-12);

        HoldoutUse fourth = Judge(rule, Ledger(3, alpha), next);
        Assert.Equal((null, true), (fourth.Decision, fourth.Blocks));
        Assert.Equal($"the holdout's budget of 3 decisions is used up (holdoutUse: {mode.Word()})" + Todo, fourth.Reason);
        Assert.Equal(third.FalsePass, fourth.FalsePass, 12);
    }

    [Fact]
    public void RepeatOnAUsedUpHoldout_StaysFree()
    {
        HoldoutRule rule = Budgeted(HoldoutMode.Full, 3);
        HoldoutDecision[] ledger = Ledger(3, rule.LevelOf(.05));

        Assert.Equal(Judge(rule, ledger[..1], ledger[1]), Judge(rule, ledger, ledger[1]));
    }

    [Fact]
    public void FirstPass_RetiresTheHoldout_ForAllButItself()
    {
        HoldoutRule rule = Budgeted(HoldoutMode.FirstChange, 32);
        double alpha = rule.LevelOf(.05);
        HoldoutDecision pass = Decision("good", passed: true, alpha);
        HoldoutDecision[] ledger = [.. Ledger(4, alpha), pass];

        HoldoutUse itself = Judge(rule, ledger[..4], pass);
        Assert.Equal("decision 5 of 32 on this holdout (firstChange, reliability 0.95): it passed, which retires the holdout; take a new one for the next model", itself.Reason);
        Assert.True(itself.Warns);
        Assert.Equal(itself, Judge(rule, ledger, pass));

        HoldoutUse next = Judge(rule, ledger, Decision("new", passed: false, alpha));
        Assert.True(next.Blocks);
        Assert.Equal($"the holdout is retired, since model {pass.Model[7..19]} passed on it (holdoutUse: firstChange)" + Todo, next.Reason);
        Assert.False(Judge(Budgeted(HoldoutMode.Full, 32), ledger, Decision("new", passed: false, Budgeted(HoldoutMode.Full, 32).LevelOf(.05) / 100)).Blocks);
    }

    // A repeat against a champion that has become worse: what failed passes now.
    [Fact]
    public void FailureThatPassesNow_IsNoNewDecision_ButOnARetiredHoldoutNoPass()
    {
        HoldoutRule rule = Budgeted(HoldoutMode.FirstChange, 32);
        double alpha = rule.LevelOf(.05);
        HoldoutDecision[] failures = Ledger(3, alpha);
        HoldoutDecision passing = failures[1] with { Passed = true };

        HoldoutUse use = Judge(rule, failures, passing);
        Assert.Equal((2, false, true), (use.Decision, use.Blocks, use.Warns));
        Assert.False(new HoldoutAccount(failures).IsRepeat(passing));
        Assert.Equal(3, new HoldoutAccount([.. failures, passing]).Decisions.Count);
        Assert.Equal([false, true, false], new HoldoutAccount([.. failures, passing]).Decisions.Select(one => one.Passed));

        HoldoutDecision[] retired = [.. failures, Decision("good", passed: true, alpha)];
        Assert.True(Judge(rule, retired, passing).Blocks);
        Assert.False(Judge(rule, retired, failures[1]).Blocks);
        Assert.False(Judge(Track, retired, passing).Blocks);
    }

    [Fact]
    public void DecisionsOfALaxerMode_CountByWhatTheyTook()
    {
        HoldoutRule rule = Budgeted(HoldoutMode.FirstChange, 32);
        HoldoutUse use = Judge(rule, Ledger(2), Decision("new", passed: false, rule.LevelOf(.05)));

        Assert.True(use.Blocks);
        Assert.Equal(
            "the holdout's budget is used up: 2 decisions took a chance of a wrong pass of 10 %, expected at most 5 % for reliability 0.95 (holdoutUse: firstChange)" + Todo,
            use.Reason);
        Assert.False(Judge(Budgeted(HoldoutMode.FirstChange, 3, .8), Ledger(2), Decision("new", passed: false)).Blocks);
    }

    // Adaptively the two took .05 + 2·.05 of the .2, and the third counts fourfold.
    [Theory]
    [InlineData(.012, false)]
    [InlineData(.013, true)]
    public void AdaptiveDecisionsOfALaxerMode_CountDoubleEach(double alpha, bool blocks)
    {
        HoldoutUse use = Judge(Budgeted(HoldoutMode.Full, 10, .8), Ledger(2), Decision("new", passed: false, alpha));

        Assert.Equal(blocks, use.Blocks);
        if (blocks)
            Assert.Contains("2 decisions took a chance of a wrong pass of 15 %, expected at most 20 %", use.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void FailureThatPassesNow_IsNoNewDecision_EvenOnAUsedUpBudget()
    {
        HoldoutRule rule = Budgeted(HoldoutMode.FirstChange, 3);
        HoldoutDecision[] ledger = Ledger(3, rule.LevelOf(.05));

        Assert.All(ledger, one => Assert.False(Judge(rule, ledger, one with { Passed = true }).Blocks));
    }

    [Fact]
    public void PassThatFailsNow_StillRetiresTheHoldout_AndNoOtherDecisionDoes()
    {
        HoldoutRule rule = Budgeted(HoldoutMode.FirstChange, 32);
        double alpha = rule.LevelOf(.05);
        HoldoutDecision pass = Decision("good", passed: true, alpha);
        HoldoutDecision[] ledger = [.. Ledger(3, alpha), pass];

        Assert.Equal(Judge(rule, ledger, pass), Judge(rule, ledger, pass with { Passed = false }));
        Assert.False(Judge(rule, ledger, ledger[1]).Warns);
    }

    [Fact]
    public void BudgetOfOne_IsNamedInTheSingular()
    {
        HoldoutRule rule = Budgeted(HoldoutMode.Full, 1);
        HoldoutUse use = Judge(rule, Ledger(1, rule.LevelOf(.05)), Decision("new", passed: false));

        Assert.Equal("the holdout's budget of 1 decision is used up (holdoutUse: full)" + Todo, use.Reason);
        Assert.False(use.Warns);
    }

    [Theory]
    [InlineData(.00123456, "up to 0.246912 %, of one alone 0.123456 %")]
    [InlineData(.0123456, "up to 2.47 %, of one alone 1.23 %")]
    public void SmallChances_KeepTheirDigits(double alpha, string shown) =>
        Assert.EndsWith(shown, Judge(Track, Ledger(1, alpha), Decision("new", passed: false, alpha)).Reason, StringComparison.Ordinal);

    [Fact]
    public void Track_LeavesEachDecisionItsAlpha() => Assert.Equal(.05, Track.LevelOf(.05));

    [Theory]
    [InlineData("Holdout")]
    [InlineData("Model")]
    [InlineData("Rules")]
    public void OtherHoldoutModelOrRules_IsAnotherDecision(string part)
    {
        HoldoutDecision one = Decision("a", passed: true);
        string other = Digest.OfText("other");
        HoldoutDecision two = part switch { "Holdout" => one with { Holdout = other }, "Model" => one with { Model = other }, _ => one with { Rules = other } };

        Assert.False(one.IsSame(two));
        Assert.True(one.IsSame(one with { Passed = false, Alpha = .01, Mode = "full" }));
    }

    // Whatever is asked for in whatever order: no budget's error is ever exceeded, nor its number of decisions.
    [Fact]
    public void Budget_IsNeverExceeded() => Prop.ForAll(
        Gen.Choose(0, 99).ArrayOf(60).ToArbitrary(),
        Gen.Choose(1, 20).ToArbitrary(),
        (int[] asked, int most) =>
        {
            foreach (HoldoutMode mode in new[] { HoldoutMode.Full, HoldoutMode.FirstChange })
            {
                HoldoutRule rule = Budgeted(mode, most);
                List<HoldoutDecision> ledger = [];
                foreach (int one in asked)
                {
                    HoldoutDecision decision = Decision($"{one / 2}", passed: mode == HoldoutMode.Full && one % 3 == 0, rule.LevelOf(.05));
                    if (!Judge(rule, [.. ledger], decision).Blocks && !new HoldoutAccount(ledger).IsRepeat(decision))
                        ledger.Add(decision);
                }

                HoldoutAccount account = new(ledger);
                int counted = account.Decisions.Count;
                Assert.Equal(Math.Min(most, asked.Select(one => one / 2).Distinct().Count()), counted);
                Assert.True((mode == HoldoutMode.Full ? account.FalsePassAdaptive(counted) : account.FalsePass(counted)) <= .05 * (1 + 1e-9));
            }
        }).Check(Properties.Fixed);

    private static HoldoutUse Judge(HoldoutRule rule, HoldoutDecision[] ledger, HoldoutDecision decision) => new HoldoutAccount(ledger).Judge(rule, decision);

    private static HoldoutDecision[] Ledger(int failures, double alpha = .05) =>
        [.. Enumerable.Range(0, failures).Select(i => Decision($"failed {i}", passed: false, alpha))];

    private static HoldoutDecision Decision(string model, bool passed, double alpha = .05) => new()
    {
        Holdout = Digest.OfText("holdout"),
        Model = Digest.OfText(model),
        Rules = Digest.OfText("rules"),
        Passed = passed,
        Mode = "track",
        Alpha = alpha,
        When = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    private static HoldoutRule Budgeted(HoldoutMode mode, int decisions, double reliability = .95) =>
        new(mode, HoldoutBudget.Of(decisions, reliability), HoldoutRule.DefaultWarnFrom, Rules.Place);
}
