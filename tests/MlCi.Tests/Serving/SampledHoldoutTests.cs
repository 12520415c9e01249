using MlCi.Data;
using MlCi.Serving;

namespace MlCi.Tests.Serving;

public sealed class SampledHoldoutTests
{
    [Fact]
    public void Rows_AreThoseThatNumpysPhiloxDraws()
    {
        ServingValues values = ServingValues.Read();

        Assert.NotEmpty(values.Samples);
        Assert.All(values.Samples, sample => Assert.Equal(sample.Drawn, SampledHoldout.Rows(sample.Rows, sample.Count, values.Digest)));
    }

    [Fact]
    public void EveryRow_ComesOnce_AndAnotherDigestDrawsOthers()
    {
        int[] rows = SampledHoldout.Rows(1_000, 500, Digest.OfText("a"));

        Assert.Equal(500, rows.Distinct().Count());
        Assert.Equal(rows.Order(), rows);
        Assert.InRange(rows[^1], 500, 999);
        Assert.NotEqual(rows, SampledHoldout.Rows(1_000, 500, Digest.OfText("b")));
    }

    [Fact]
    public void SmallHoldout_IsTakenWhole() => Assert.Equal([0, 1, 2], SampledHoldout.Rows(3, 500, Digest.OfText("a")));
}
