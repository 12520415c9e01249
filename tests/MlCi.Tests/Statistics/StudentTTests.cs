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
}
