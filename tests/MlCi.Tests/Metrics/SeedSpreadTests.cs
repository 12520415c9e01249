using System.Text.Json;
using MlCi.Metrics;
using MlCi.Testing;

namespace MlCi.Tests.Metrics;

public sealed class SeedSpreadTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Values.GetArrayLength())];

    private static JsonElement Values { get; } = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Metrics", "seed_values.json"))).RootElement;

    [Theory]
    [MemberData(nameof(Cases))]
    public void MeanAndDeviation_AreThoseOfNumpy(int number)
    {
        JsonElement one = Values[number];
        double[] values = [.. one.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
        SeedSpread spread = Of(values);
        double scale = values.Max(Math.Abs);

        Assert.Equal(one.GetProperty("mean").GetDouble(), spread.Mean!.Value, 1e-15 * scale);
        // numpy rounds the mean first, and that is seen where values are large beside their differences.
        Assert.Equal(one.GetProperty("standardDeviation").GetDouble(), spread.StandardDeviation!.Value, 1e-15 * scale);
        Assert.Equal(2 * one.GetProperty("deviationOfDifferences").GetDouble(), spread.Reach!.Value, 4e-15 * scale);
        Assert.Equal((one.GetProperty("least").GetDouble(), one.GetProperty("greatest").GetDouble()), (spread.Least, spread.Greatest));
        Assert.Null(spread.Undefined);
    }

    [Theory]
    [InlineData(.028, true)]
    [InlineData(-.028, true)]
    [InlineData(.0283, false)]
    [InlineData(-.0283, false)]
    public void DifferenceOfLessThanTwoDeviationsOfOne_IsExplainedByTheSeed(double difference, bool explained) =>
        // Deviation 0.01, so a difference of two seeds has 0.01414.
        Assert.Equal(explained, Of(.79, .8, .81).Explains(difference));

    [Fact]
    public void SeedsThatChangeNothing_ExplainNothing()
    {
        SeedSpread same = Of(.8, .8, .8);

        Assert.Equal(0, same.StandardDeviation);
        Assert.False(same.Explains(0));
        Assert.False(same.Explains(1e-9));
    }

    [Fact]
    public void OneUndefinedValue_LeavesNoSpread()
    {
        var spread = new SeedSpread("precision", [new(7, .5), new(8, null, "no row is decided positive"), new(9, .6)]);

        Assert.Equal("not defined with seed 8: no row is decided positive", spread.Undefined);
        Assert.Equal((null, null, null, null, null), (spread.Mean, spread.StandardDeviation, spread.Least, spread.Greatest, spread.Reach));
        Assert.False(spread.Explains(0));
    }

    [Fact]
    public void InfiniteValue_LeavesNoSpread() =>
        Assert.Equal("not defined with seed 1: its value is no finite number", Of(.5, double.PositiveInfinity).Undefined);

    [Fact]
    public void OrderOfSeeds_ChangesNoBit() => Assert.Equal(Of(.1, .7, .3).StandardDeviation, Of(.7, .3, .1).StandardDeviation);

    private static SeedSpread Of(params double[] values) => new("auc", [.. values.Select((value, i) => new SeedEstimate(i, value))]);
}
