using System.Text.Json;
using MlCi.Drift;
using MlCi.Testing;

namespace MlCi.Tests.Drift;

/// <summary>The measures against SciPy; drift_values.py made the values.</summary>
public sealed class DriftValuesTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Drift", "drift_values.json"))).RootElement;

    public static TheoryData<string> Names => [.. Root.GetProperty("numbers").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void KolmogorovSmirnov_IsSciPys(string name)
    {
        (JsonElement of, long[] a, long[] b, _) = Pooled(name);

        KolmogorovSmirnov found = KolmogorovSmirnov.Of(a, b);

        Assert.Equal(of.GetProperty("ks").GetDouble(), found.Distance, 1e-14);
        // SciPy's is exact; with many ties even exact ones of tied samples are but bounds.
        double p = of.GetProperty("ks_p").GetDouble();
        Assert.InRange(found.PValue, p * .9 - 1e-9, p * 1.1 + 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Wasserstein_IsSciPys(string name)
    {
        (JsonElement of, long[] a, long[] b, double[] positions) = Pooled(name);

        Assert.Equal(of.GetProperty("wasserstein").GetDouble(), Wasserstein.Of(positions, a, b), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PopulationStability_IsNumpys(string name)
    {
        (JsonElement of, _, _, _) = Pooled(name);
        long[][] deciles = [.. of.GetProperty("deciles").EnumerateArray().Select(Longs)];

        Assert.Equal(of.GetProperty("psi").GetDouble(), PopulationStability.Of(deciles[0], deciles[1]), 1e-13);
    }

    [Fact]
    public void Deciles_AreTheReferencesQuantiles()
    {
        (JsonElement of, _, _, _) = Pooled("same");
        double[] a = Doubles(of.GetProperty("a")), b = Doubles(of.GetProperty("b"));
        QuantileBins bins = QuantileBins.Of(a);

        ColumnDrift found = DriftTest.OfNumbers(bins, bins.CountOf(a), a, b, DriftMeasure.PopulationStability)!;

        Assert.Equal(of.GetProperty("psi").GetDouble(), found.Effect, 1e-13);
    }

    [Fact]
    public void ChiSquareAndJensenShannon_AreSciPys() => Assert.All(Root.GetProperty("counts").EnumerateArray(), of =>
    {
        (long[] a, long[] b) = (Longs(of.GetProperty("a")), Longs(of.GetProperty("b")));

        ChiSquare found = ChiSquare.Of(a, b);

        Assert.Equal(of.GetProperty("chi2").GetDouble(), found.Statistic, 1e-10);
        Assert.Equal(of.GetProperty("dof").GetInt32(), found.DegreesOfFreedom);
        Assert.Equal(1, found.PValue / of.GetProperty("chi2_p").GetDouble(), 1e-9);
        Assert.Equal(of.GetProperty("js").GetDouble(), JensenShannon.Distance(a, b), 1e-12);
        Assert.Equal(of.GetProperty("psi").GetDouble(), PopulationStability.Of(a, b), 1e-13);
    });

    [Fact]
    public void Tails_AreSciPys()
    {
        Assert.All(Root.GetProperty("kolmogorov").EnumerateArray(), of => Assert.Equal(1, KolmogorovSmirnov.UpperTail(of[0].GetDouble()) / of[1].GetDouble(), 1e-10));
        Assert.All(Root.GetProperty("chi2_tail").EnumerateArray(), of =>
            Assert.Equal(1, MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(of[1].GetInt32() / 2.0, of[0].GetDouble() / 2) / of[2].GetDouble(), 1e-8));
    }

    [Fact]
    public void TextbookValues()
    {
        Assert.Equal(.132006732, JensenShannon.Distance([1, 4, 5], [2, 3, 5]), 1e-9);
        Assert.Equal(5, Wasserstein.Of([0, 1, 3, 5, 6, 8], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]), 1e-12);
        Assert.Equal(1, JensenShannon.Distance([7, 0], [0, 3]), 1e-15);
        Assert.Equal(0, JensenShannon.Distance([2, 4], [1, 2]), 1e-15);
    }

    private static (JsonElement Of, long[] A, long[] B, double[] Positions) Pooled(string name)
    {
        JsonElement of = Root.GetProperty("numbers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        double[] a = Doubles(of.GetProperty("a")), b = Doubles(of.GetProperty("b"));
        // Bins of which each is one value are exact.
        QuantileBins bins = QuantileBins.Of([.. a, .. b]);
        return (of, [.. bins.CountOf(a).Counts], [.. bins.CountOf(b).Counts], [.. bins.Edges, bins.Edges[^1]]);
    }

    private static double[] Doubles(JsonElement of) => [.. of.EnumerateArray().Select(one => one.GetDouble())];

    private static long[] Longs(JsonElement of) => [.. of.EnumerateArray().Select(one => one.GetInt64())];
}
