using System.Globalization;
using System.Text.Json;
using MlCi.Statistics;
using MlCi.Tests.Metrics;

namespace MlCi.Tests.Statistics;

public sealed class RandomTests
{
    private const int Draws = 100_000;

    [Fact]
    public void Philox_IsNumpys()
    {
        foreach (JsonElement one in MetricValues.Root.GetProperty("philox").EnumerateArray())
        {
            ulong[] Words(string name) => [.. one.GetProperty(name).EnumerateArray().Select(word => ulong.Parse(word.GetString()!, CultureInfo.InvariantCulture))];
            (ulong[] key, ulong[] counter, ulong[] words) = (Words("key"), Words("counter"), Words("words"));

            var block = Philox.Block((key[0], key[1]), (counter[0], counter[1], counter[2], counter[3]));
            Assert.Equal((words[0], words[1], words[2], words[3]), block);
        }
    }

    [Fact]
    public void Stream_IsItsBlocks_OneAfterTheOther()
    {
        var stream = new Philox((7, 9), 3);
        var first = Philox.Block((7, 9), (1, 3, 0, 0));
        var second = Philox.Block((7, 9), (2, 3, 0, 0));

        Assert.Equal((first.First, first.Second, first.Third), (stream.NextBits(), stream.NextBits(), stream.NextBits()));
        Assert.Equal((first.Fourth, second.First), (stream.NextBits(), stream.NextBits()));
    }

    [Fact]
    public void Key_ChangesWithEveryPart()
    {
        Assert.NotEqual(Philox.KeyOf(1, 2), Philox.KeyOf(2, 1));
        Assert.NotEqual(Philox.KeyOf(1), Philox.KeyOf(1, 0));
        Assert.Equal(Philox.KeyOf(1, 2, 3), Philox.KeyOf(1, 2, 3));
    }

    [Fact]
    public void Uniforms_LieBetweenTheEnds_AndNormalsAreNormal()
    {
        var stream = new Philox((1, 2), 3);
        double[] uniforms = new double[Draws];
        double[] normals = new double[Draws];
        for (int i = 0; i < Draws; i++)
            (uniforms[i], normals[i]) = (stream.NextDouble(), stream.NextNormal());

        Assert.All(uniforms, uniform => Assert.InRange(uniform, double.Epsilon, Math.BitDecrement(1.0)));
        Assert.Equal(.5, uniforms.Average(), .004);
        Assert.Equal(0, normals.Average(), .013);
        Assert.Equal(1, normals.Average(normal => normal * normal), .018);
    }

    [Fact]
    public void Poisson_IsAsSciPysPmf_ByChiSquare()
    {
        foreach (JsonElement one in MetricValues.Root.GetProperty("poisson").EnumerateArray())
        {
            double mean = one.Number("mean");
            long[] edges = [.. one.GetProperty("edges").EnumerateArray().Select(edge => edge.GetInt64())];
            double[] probabilities = [.. one.GetProperty("probabilities").EnumerateArray().Select(share => share.GetDouble())];
            long[] counts = new long[probabilities.Length];
            var stream = new Philox((42, 1), (ulong)mean);
            for (int i = 0; i < Draws; i++)
            {
                long drawn = Poisson.Draw(mean, ref stream);
                int bin = Array.FindIndex(edges, edge => drawn <= edge);
                counts[bin < 0 ? edges.Length : bin]++;
            }

            double distance = counts.Zip(probabilities, (count, share) => Math.Pow(count - Draws * share, 2) / (Draws * share)).Sum();
            Assert.True(distance < one.Number("limit"), $"mean {mean}: chi-square {distance}");
        }
    }

    // Hörmann's algorithm written down once more; see statistic_values.py.
    [Fact]
    public void Poisson_IsHoermanns_DrawByDraw() => Assert.All(StatisticValues.All("poisson"), one =>
    {
        var stream = new Philox((5, 11), (ulong)one.Count("replicate"));
        var counts = new Poisson(one.Number("mean"));
        long total = 0, marked = 0;
        for (int i = 0; i < one.Count("draws"); i++)
        {
            long drawn = counts.Draw(ref stream);
            total += drawn;
            marked = (marked * 31 + drawn) % (1L << 31);
        }

        Assert.Equal((one.Count("total"), one.Count("marked")), (total, marked));
    });

    [Fact]
    public void Poisson_OfNothing_IsNothing()
    {
        var stream = new Philox((1, 1), 1);

        for (int i = 0; i < 100; i++)
            Assert.Equal(0, Poisson.Draw(0, ref stream));
    }
}
