using FsCheck;
using FsCheck.Fluent;
using MlCi.Metrics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Metrics;

public sealed class ReliabilityCurveTests
{
    private static readonly Arbitrary<(bool Label, int Score)[]> Rows =
        ArbMap.Default.GeneratorFor<bool>().SelectMany(label => Gen.Choose(0, 1000).Select(score => (label, score))).ArrayOf().ToArbitrary();

    private static PredictionSet Set(IEnumerable<(bool Label, int Score)> rows) =>
        new([.. rows.Select(row => row.Label)], [.. rows.Select(row => row.Score / 1000.0)], .5);

    [Fact]
    public void Decomposition_IsAsScikitLearnsFitGivesIt() => Assert.All(GroupReferenceValues.All("calibration"), sample =>
    {
        ReliabilityCurve curve = ReliabilityCurve.Of(new([.. sample.Numbers("y").Select(y => y == 1)], sample.Numbers("scores"), .5));

        Assert.Equal(sample.Number("brier"), curve.Brier, 1e-14);
        Assert.Equal(sample.Number("miscalibration"), curve.Miscalibration, 1e-14);
        Assert.Equal(sample.Number("discrimination"), curve.Discrimination, 1e-14);
        Assert.Equal(sample.Number("uncertainty"), curve.Uncertainty, 1e-14);
    });

    [Fact]
    public void Parts_AddUp_AndDoNotDependOnTheOrderOfRows() => Prop.ForAll(Rows, rows =>
    {
        if (ReliabilityCurve.Undefined(Set(rows)) is not null)
            return true;
        ReliabilityCurve curve = ReliabilityCurve.Of(Set(rows));
        ReliabilityCurve reversed = ReliabilityCurve.Of(Set(rows.Reverse()));
        bool adds = Math.Abs(curve.Miscalibration - curve.Discrimination + curve.Uncertainty - curve.Brier) < 1e-12;
        return adds && curve.Miscalibration >= 0 && curve.Discrimination >= 0
            && curve.Blocks.SequenceEqual(reversed.Blocks) && curve == reversed with { Blocks = curve.Blocks };
    }).Check(Properties.Fixed);

    [Fact]
    public void ConstantScore_DoesNotDiscriminate()
    {
        ReliabilityCurve curve = ReliabilityCurve.Of(new([true, false, false, false], [.5, .5, .5, .5], .5));

        Assert.Equal((.25, .0625, 0, .1875), (curve.Brier, curve.Miscalibration, curve.Discrimination, curve.Uncertainty));
    }

    [Fact]
    public void PerfectScore_IsCalibrated_AndDiscriminatesEverything()
    {
        ReliabilityCurve curve = ReliabilityCurve.Of(new([true, false], [1, 0], .5));

        Assert.Equal((0, 0, .25, .25), (curve.Brier, curve.Miscalibration, curve.Discrimination, curve.Uncertainty));
    }

    [Fact]
    public void DegenerateSets_HaveNoCurve()
    {
        Assert.Equal("no rows", ReliabilityCurve.Undefined(new([], [], .5)));
        Assert.Equal("no positive rows", ReliabilityCurve.Undefined(new([false], [.5], .5)));
        Assert.Equal("no negative rows", ReliabilityCurve.Undefined(new([true], [.5], .5)));
        Assert.Equal("a score is not a number from 0 to 1", ReliabilityCurve.Undefined(new([true, false], [.5, double.NaN], .5)));
        Assert.Throws<ArgumentException>(() => ReliabilityCurve.Of(new([], [], .5)));
    }
}
