using MlCi.Data;
using MlCi.Gates;
using static MlCi.Tests.Gates.SampleDecisions;

namespace MlCi.Tests.Gates;

/// <summary>Decisions that were judged from uploaded predictions, beside those of gates.</summary>
public sealed class JudgedDecisionTests
{
    // A judged one is known by its predictions alone: its model is only claimed.
    [Fact]
    public void JudgedPredictions_AndTheGateOfTheSame_AreOneDecision_InEitherOrder()
    {
        HoldoutDecision gated = Decision("a", passed: true) with { Predictions = Digest.OfText("predictions") };
        HoldoutDecision judged = gated with { Model = gated.Predictions! };

        Assert.Equal((1, 1), (Judge(Track, [judged], gated).Decision, Judge(Track, [gated], judged).Decision));
        Assert.True(new HoldoutAccount([judged]).IsRepeat(gated) && new HoldoutAccount([gated]).IsRepeat(judged));
        Assert.Equal(gated, Assert.Single(new HoldoutAccount([judged, gated]).Decisions));
        Assert.Equal(2, Judge(Track, [judged], gated with { Predictions = Digest.OfText("others") }).Decision);
        Assert.Equal(2, Judge(Track, [gated], judged with { Rules = Digest.OfText("other rules") }).Decision);
    }

    [Fact]
    public void TwoModelsOfTheSamePredictions_AreTwoDecisions()
    {
        HoldoutDecision one = Decision("a", passed: true) with { Predictions = Digest.OfText("predictions") };
        HoldoutDecision two = one with { Model = Digest.OfText("b") };

        Assert.False(one.IsSame(two));
        Assert.Equal(2, Judge(Track, [one], two).Decision);
        Assert.Equal(1, Judge(Track, [one, two], one with { Model = one.Predictions! }).Decision);
    }

    [Fact]
    public void JudgedPredictions_AreMatchedByNoModel()
    {
        HoldoutDecision gated = Decision("a", passed: true);
        // As if somebody had found predictions of a model's digest.
        HoldoutDecision judged = gated with { Predictions = gated.Model };

        Assert.False(judged.IsSame(gated));
        Assert.Equal(2, Judge(Track, [gated], judged).Decision);
    }

    [Fact]
    public void DecisionWithoutPredictions_AsEarlierVersionsWroteIt_IsKnownByItsModel()
    {
        HoldoutDecision old = Decision("a", passed: false);
        HoldoutDecision again = old with { Predictions = Digest.OfText("predictions") };

        Assert.Equal(1, Judge(Track, [old], again).Decision);
        // By the one that has both, the third is known.
        Assert.Equal(1, Judge(Track, [old, again], again with { Model = again.Predictions! }).Decision);
    }

    [Fact]
    public void JudgedPass_RetiresTheHoldout_ForAllButTheGateOfTheSame()
    {
        HoldoutRule rule = Budgeted(HoldoutMode.FirstChange, 32);
        HoldoutDecision gated = Decision("a", passed: true, rule.LevelOf(.05)) with { Predictions = Digest.OfText("predictions") };
        HoldoutDecision[] ledger = [gated with { Model = gated.Predictions! }];

        Assert.False(Judge(rule, ledger, gated).Blocks);
        Assert.Contains($"since a model of predictions {gated.Predictions![7..19]} passed", Judge(rule, ledger, Decision("b", passed: false, gated.Alpha)).Reason, StringComparison.Ordinal);
    }
}
