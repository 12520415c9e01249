using System.Text.Json;
using MlCi.Statistics;
using MlCi.Tests.Metrics;

namespace MlCi.Tests.Statistics;

public sealed class StudentTTests
{
    [Fact]
    public void QuantilesAndTails_AreSciPys()
    {
        foreach (JsonElement expected in SampledValues.Root.GetProperty("student_t").EnumerateArray())
        {
            Close.Equal(expected.Number("t"), StudentT.UpperQuantile(expected.Number("p"), expected.Number("df")), 1e-8);
            Close.Equal(expected.Number("tail"), StudentT.UpperTail(expected.Number("x"), expected.Number("df")), 1e-8);
        }
    }

    [Fact]
    public void InfinitelyManyDegrees_AreTheNormalDistribution()
    {
        Assert.Equal(Normal.Quantile(.95), StudentT.UpperQuantile(.05, double.PositiveInfinity), 1e-14);
        Assert.Equal(Normal.UpperTail(1.2), StudentT.UpperTail(1.2, double.PositiveInfinity));
    }

    // Hill's expansion takes over from the incomplete beta function at 200 degrees: both are SciPy's, to the printed digits.
    [Theory]
    [InlineData(199.5, 2, .023428292367953664)]
    [InlineData(200, 2, .023426593093535494)]
    [InlineData(200, .1, .46022224625216046)]
    [InlineData(200, 9, 8.854691461632407e-17)]
    [InlineData(350, 6, 2.463608946582422e-09)]
    [InlineData(250, .001, .4996014565281012)]
    [InlineData(1000, 12, 2.16202869338729e-31)]
    [InlineData(1e6, 3, .0013499312707108977)]
    [InlineData(1e17, 2, .02275013194817918)]
    public void ManyDegrees_AreSciPys(double degrees, double t, double tail) => Close.Equal(tail, StudentT.UpperTail(t, degrees), 1e-9);

    [Fact]
    public void Tails_MirrorAndEnd()
    {
        foreach (double degrees in (double[])[1, 7, 250, double.PositiveInfinity])
        {
            Assert.Equal(.5, StudentT.UpperTail(0, degrees), 1e-15);
            Assert.Equal(0, StudentT.UpperTail(double.PositiveInfinity, degrees));
            Assert.Equal(1, StudentT.UpperTail(double.NegativeInfinity, degrees));
            Assert.Equal(1, StudentT.Cdf(double.PositiveInfinity, degrees));
            Assert.True(double.IsNaN(StudentT.UpperTail(double.NaN, degrees)));
            Assert.Equal(1, StudentT.UpperTail(-1.3, degrees) + StudentT.UpperTail(1.3, degrees), 1e-15);
            Assert.Equal(StudentT.UpperTail(1.3, degrees), StudentT.Cdf(-1.3, degrees));
            Assert.Equal(0, StudentT.UpperQuantile(.5, degrees), 1e-15);
        }
    }

    // One degree of freedom is Cauchy's distribution, two have a closed form.
    [Theory]
    [InlineData(.25)]
    [InlineData(.01)]
    [InlineData(1e-7)]
    public void OneAndTwoDegrees_HaveTheirClosedForms(double probability)
    {
        Close.Equal(1 / Math.Tan(Math.PI * probability), StudentT.UpperQuantile(probability, 1), 1e-9);
        Close.Equal((1 - 2 * probability) / Math.Sqrt(2 * probability * (1 - probability)), StudentT.UpperQuantile(probability, 2), 1e-9);
    }
}
