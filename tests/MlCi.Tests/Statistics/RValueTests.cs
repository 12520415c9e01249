using System.Text.Json;
using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Statistics;
using MlCi.Testing;
using MlCi.Tests.Metrics;

namespace MlCi.Tests.Statistics;

/// <summary>Against R and its pROC; see r_values.R.</summary>
public sealed class RValueTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(RepositoryRoot.Path, "tests", "MlCi.Tests", "Statistics", "r_values.json"))).RootElement;

    private static IEnumerable<JsonElement> All(string name) => Root.GetProperty(name).EnumerateArray();

    [Fact]
    public void Proportion_IsAsBinomTestHasIt() => Assert.All(All("binom"), row =>
    {
        var evidence = new ProportionEvidence(row.Count("k"), row.Count("n"));
        Interval interval = evidence.IntervalAt(row.Number("alpha"));

        Close.Equal(row.Number("less"), evidence.ChanceOfSoLow(row.Number("p")), 1e-10);
        Close.Equal(row.Number("greater"), evidence.ChanceOfSoHigh(row.Number("p")), 1e-10);
        Close.Equal(row.Number("lower"), interval.Lower, 1e-11);
        Close.Equal(row.Number("upper"), interval.Upper, 1e-11);
    });

    [Fact]
    public void DiscordantPairs_AreTestedAsByBinomTest() => Assert.All(All("mcnemar"), row =>
        Close.Equal(row.Number("p"), McNemar.PValue(row.Count("b"), row.Count("c")), 1e-12));

    [Fact]
    public void Wilson_IsAsPropTestHasIt() => Assert.All(All("wilson"), row =>
    {
        Interval interval = Wilson.Of(row.Count("k"), row.Count("n"), row.Number("alpha"));

        Close.Equal(row.Number("lower"), interval.Lower, 1e-11);
        Close.Equal(row.Number("upper"), interval.Upper, 1e-11);
    });

    [Fact]
    public void LargerProportion_IsTestedAsByFisherTest() => Assert.All(All("fisher"), row => Close.Equal(
        row.Number("p"), FisherExact.PValueOfLarger(new(row.Count("a"), row.Count("m")), new(row.Count("b"), row.Count("n"))), 1e-12));

    [Fact]
    public void Adjustments_AreAsPAdjustHasThem() => Assert.All(All("adjusted"), row =>
    {
        Assert.All(row.Numbers("holm").Zip(Holm.Adjust(row.Numbers("p"))), pair => Close.Equal(pair.First, pair.Second, 1e-15));
        Assert.All(
            row.Numbers("benjaminiHochberg").Zip(BenjaminiHochberg.Adjust(row.Numbers("p"))), pair => Close.Equal(pair.First, pair.Second, 1e-15));
    });

    [Fact]
    public void Area_IsAsPRocAndWilcoxonHaveIt_AndItsVariance() => Assert.All(All("area"), row =>
    {
        PredictionSet set = EdgeValues.Set(row.GetProperty("set").GetString()!);
        AucEstimate found = DeLong.Estimate(set.Labels, set.Scores);

        Close.Equal(row.Number("auc"), found.Auc, 1e-14);
        Close.Equal(row.Number("wilcoxon"), found.Auc, 1e-14);
        if (row.GetProperty("variance").ValueKind == JsonValueKind.Null)
            Assert.True(double.IsNaN(found.Variance));
        else
            Close.Equal(row.Number("variance"), found.Variance, 1e-12);
    });

    [Fact]
    public void PairedAreas_AreAsRocTestHasThem()
    {
        JsonElement expected = All("paired").Single();
        var rule = new CompareRule(Metric.Auc, .01, 0, WhenInconclusive.Warn, new SourcePlace("pipeline.yml", 7));
        ComparisonResult found = ChampionComparison.Compare(rule, ReferenceValues.Set("champion"), ReferenceValues.Set("challenger"), .05, .8);

        Close.Equal(expected.Number("difference"), found.Difference!.Value, 1e-12);
        Close.Equal(expected.Number("p"), found.PValue!.Value, 1e-11);
        Close.Equal(expected.Number("lower"), found.Interval!.Value.Lower, 1e-11);
        Close.Equal(expected.Number("upper"), found.Interval!.Value.Upper, 1e-11);
        PredictionSet champion = ReferenceValues.Set("champion");
        Close.Equal(
            expected.Number("covariance"), DeLong.Paired(champion.Labels, champion.Scores, ReferenceValues.Set("challenger").Scores).Covariance, 1e-11);
    }

    [Fact]
    public void Slope_IsAsGlmHasIt() => Assert.All(All("slope"), row =>
    {
        PredictionSet set = EdgeValues.Set(row.GetProperty("set").GetString()!);
        int[] unsure = [.. Enumerable.Range(0, set.RowCount).Where(i => set.Scores[i] is > 0 and < 1)];
        PredictionSet taken = set.Take(unsure);
        CalibrationSlope found = CalibrationSlope.Of(taken.Labels.ToArray(), taken.Scores.ToArray(), Losses.Clip)!.Value;

        Close.Equal(row.Number("slope"), found.Slope, 1e-9);
        Close.Equal(row.Number("error"), found.StandardError, 1e-7);
    });

    [Fact]
    public void IsotonicRates_AreAsIsoregHasThem() => Assert.All(Root.GetProperty("isotonic").EnumerateObject(), fit =>
    {
        PredictionSet set = EdgeValues.Set(fit.Name);
        IReadOnlyList<IsotonicBlock> blocks = IsotonicRegression.Fit(set.Labels, set.Scores);

        Assert.All(fit.Value.Numbers("scores").Zip(fit.Value.Numbers("rates")), point =>
            Assert.Equal(point.Second, blocks.Single(block => block.From <= point.First && point.First <= block.To).Rate, 1e-12));
    });

    [Fact]
    public void MeanAndVariance_AreRs() => Assert.All(All("moments"), row =>
    {
        double[] values = [.. from name in (string[])["a", "b", "c", "d"] where row.GetProperty(name).ValueKind == JsonValueKind.Number select row.Number(name)];
        Moments found = Moments.Of(values);

        Assert.Equal(row.Number("mean"), found.Mean);
        Close.Equal(row.Number("variance"), found.Variance, 1e-14);
    });

    [Fact]
    public void RowsInAll_AreThoseAtWhichTheTestHasThePower() => Assert.All(All("rowsNeeded"), row =>
    {
        const long SoFar = 25;
        long? toAdd = SampleSize.RowsToAdd(SoFar, row.Number("s") / Math.Sqrt(SoFar), row.Number("gap"), row.Number("alpha"), row.Number("power"));

        Assert.Equal((long)Math.Ceiling(row.Number("n")), SoFar + toAdd);
    });
}
