using MlCi.Serving;

namespace MlCi.Tests.Serving;

public sealed class ServedParityTests
{
    private static readonly string[] Keys = ["a", "b", "c"];

    [Fact]
    public void SameBits_AreTheSame()
    {
        ParityResult result = ServedParity.Compare(Keys, ["score"], [.1, .2, .3], [.1, .2, .3], tolerance: 0);

        Assert.Equal((3, 0.0, 0.0), (result.Rows, result.Tolerance, result.MaxDifference));
        Assert.Empty(result.Differing);
    }

    [Fact]
    public void OneBit_Differs_UnlessThereIsATolerance()
    {
        double[] served = [.1, Math.BitIncrement(.2), .3];

        DifferingRow row = Assert.Single(ServedParity.Compare(Keys, ["score"], [.1, .2, .3], served, tolerance: 0).Differing);
        Assert.Equal((1, "b", "score", .2, Math.BitIncrement(.2)), (row.Row, row.Key, row.Output, row.Batch, row.Served));
        Assert.Equal(Math.BitIncrement(.2) - .2, row.Difference);
        ParityResult tolerated = ServedParity.Compare(Keys, ["score"], [.1, .2, .3], served, tolerance: 1e-15);
        Assert.Empty(tolerated.Differing);
        Assert.Equal(row.Difference, tolerated.MaxDifference);
    }

    [Fact]
    public void Zero_OfAnotherSign_HasOtherBits() => Assert.Single(ServedParity.Compare(["a"], ["prediction"], [0.0], [-0.0], tolerance: 0).Differing);

    [Fact]
    public void DifferenceThatIsTheTolerance_Holds_AndNoNumberNeverDoes()
    {
        Assert.Empty(ServedParity.Compare(["a"], ["prediction"], [1], [1.5], tolerance: .5).Differing);
        Assert.Single(ServedParity.Compare(["a"], ["prediction"], [1], [double.NaN], tolerance: .5).Differing);
    }

    [Fact]
    public void EachClass_IsCompared_AndTheWorstIsNamed()
    {
        DifferingRow row = Assert.Single(ServedParity.Compare(["a", "b"], ["p_x", "p_y", "p_z"], [.1, .2, .7, .3, .3, .4], [.1, .2, .7, .3, .2, .5], tolerance: 0).Differing);

        Assert.Equal(("b", "p_y", .3, .2), (row.Key, row.Output, row.Batch, row.Served));
    }
}
