using System.Text.Json;
using MlCi.Gates;
using MlCi.Testing;

namespace MlCi.Tests.Gates;

public sealed class HoldoutPlanTests
{
    private static readonly JsonElement Outside = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Gates", "holdout_values.json"))).RootElement;

    [Fact]
    public void Rows_AreThoseOfStatsmodels()
    {
        JsonElement[] cases = [.. Outside.GetProperty("normal").EnumerateArray()];

        Assert.Equal(30, cases.Length);
        Assert.All(cases, one =>
        {
            double rows = one.GetProperty("rows").GetDouble();
            HoldoutPlan plan = new(
                Enum.Parse<HoldoutMode>(one.GetProperty("mode").GetString()!, ignoreCase: true),
                one.GetProperty("decisions").GetInt32(),
                .05,
                .8,
                new RowSpread(Enum.Parse<SpreadKind>(one.GetProperty("kind").GetString()!, ignoreCase: true), one.GetProperty("value").GetDouble()));

            // Its search for the rows ends at a relative 1e-6 or so.
            Assert.InRange(plan.Rows(one.GetProperty("margin").GetDouble())!.Value, Math.Ceiling(rows * (1 - 1e-6)), Math.Ceiling(rows * (1 + 1e-6)));
            Assert.InRange(plan.Margin((long)Math.Ceiling(rows)) / one.GetProperty("margin").GetDouble(), 1 - 1 / rows, 1 + 1e-6);
        });
    }

    [Fact]
    public void HalfAPercent_AtATenthDiscordant_Takes24731Rows() => Assert.Equal(24_731, Discordant(.1).Rows(.005));

    [Fact]
    public void AMillionRows_AtATwentiethDiscordant_DecideADifferenceOf000555993()
    {
        Assert.Equal(.000555993, Discordant(.05).Margin(1_000_000), 9);
        Assert.InRange(Discordant(.05).Rows(Discordant(.05).Margin(1_000_000))!.Value, 1_000_000, 1_000_001);
    }

    [Theory]
    [InlineData(HoldoutMode.Track, 404)]
    [InlineData(HoldoutMode.FirstChange, 404)]
    [InlineData(HoldoutMode.Full, 1_340)]
    public void GuaranteedRows_OfARate_AreThoseOfThePaper(HoldoutMode mode, long rows) =>
        Assert.Equal(rows, new HoldoutPlan(mode, 32, .01, .8, new RowSpread(SpreadKind.Rate, .9)).GuaranteedRows(.1));

    [Theory]
    [InlineData(HoldoutMode.Track, 29_048)]
    [InlineData(HoldoutMode.FirstChange, 29_048)]
    [InlineData(HoldoutMode.Full, 67_706)]
    public void GuaranteedRows_OfTwoModels_AreThoseOfThePaper(HoldoutMode mode, long rows) =>
        Assert.Equal(rows, new HoldoutPlan(mode, 32, 1e-4, .8, new RowSpread(SpreadKind.Discordant, .1)).GuaranteedRows(.01));

    // The bound promises that a rate of one half strays by the tolerance with at most the error; SciPy has the chance itself.
    [Fact]
    public void GuaranteedRows_KeepTheirPromise() => Assert.All(Outside.GetProperty("hoeffding").EnumerateArray(), one =>
    {
        double error = one.GetProperty("error").GetDouble();
        HoldoutPlan plan = new(HoldoutMode.Track, 1, error, .8, new RowSpread(SpreadKind.Rate, .5));

        Assert.Equal(one.GetProperty("rows").GetInt64(), plan.GuaranteedRows(one.GetProperty("tolerance").GetDouble()));
        Assert.InRange(one.GetProperty("chance").GetDouble(), error / 100, error);
    });

    [Fact]
    public void NothingIsGuaranteed_WhereRowsHaveNoBounds() =>
        Assert.Null(new HoldoutPlan(HoldoutMode.Full, 32, .05, .8, new RowSpread(SpreadKind.Deviation, 1)).GuaranteedRows(.1));

    [Fact]
    public void ThousandAdaptiveDecisions_CanBePlanned()
    {
        HoldoutPlan plan = new(HoldoutMode.Full, HoldoutPlan.MostDecisions, .05, .8, new RowSpread(SpreadKind.Rate, .5));

        // −log of the tail at z is about z²/2 + ln z: z is near 37.2, where the tail is .05/2^1000.
        Assert.InRange(plan.Rows(.01)!.Value, 3_600_000, 3_700_000);
        Assert.InRange(plan.GuaranteedRows(.01)!.Value, 3_480_000, 3_490_000);
    }

    [Fact]
    public void HugeMargin_TakesOneRow() => Assert.Equal(1, Discordant(.1).Rows(1000));

    [Fact]
    public void TinyMargin_HasNoNumber() => Assert.Null(Discordant(.1).Rows(1e-12));

    private static HoldoutPlan Discordant(double share) => new(HoldoutMode.Track, 1, .05, .8, new RowSpread(SpreadKind.Discordant, share));
}
