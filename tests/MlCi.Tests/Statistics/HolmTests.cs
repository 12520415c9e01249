using FsCheck;
using FsCheck.Fluent;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class HolmTests
{
    private static readonly Arbitrary<double[]> PValues =
        Gen.Choose(0, 1000).Select(i => i / 1000.0).ArrayOf().ToArbitrary();

    [Fact]
    public void AdjustedPs_AreAsStatsmodelsHasThem()
    {
        var expected = ReferenceValues.Root.GetProperty("holm");
        double[] adjusted = Holm.Adjust([.. expected.GetProperty("p").EnumerateArray().Select(p => p.GetDouble())]);

        Assert.All(
            expected.GetProperty("adjusted").EnumerateArray().Zip(adjusted),
            pair => Assert.Equal(pair.First.GetDouble(), pair.Second, 1e-15));
    }

    [Fact]
    public void NoP_AdjustsToNone() => Assert.Empty(Holm.Adjust([]));

    [Fact]
    public void Adjustment_KeepsTheOrder_RaisesEachP_AndMultipliesTheSmallest() => Prop.ForAll(PValues, ps =>
    {
        double[] adjusted = Holm.Adjust(ps);
        bool monotone = Enumerable.Range(0, ps.Length).All(i => Enumerable.Range(0, ps.Length).All(j => ps[i] > ps[j] || adjusted[i] <= adjusted[j]));
        bool raised = ps.Zip(adjusted).All(pair => pair.Second >= pair.First && pair.Second <= 1);
        bool first = ps.Length == 0 || adjusted.Min() == Math.Min(1, ps.Min() * ps.Length);
        return monotone && raised && first;
    }).Check(Properties.Fixed);
}
