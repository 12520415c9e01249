using MlCi.Findings;
using MlCi.Gates;
using MlCi.Slices;

namespace MlCi.Tests.Pipelines;

public sealed class FairnessReaderTests
{
    private static FairnessRule Read(string rule) => Sample.Read(Sample.And($"fairness: [{rule}]")).Fairness.Single();

    [Fact]
    public void Limit_IsOnAGap_AndWarns()
    {
        FairnessRule rule = Read("{column: female, metric: parity, max_gap: 0.1}");

        Assert.Equal(("female", FairnessMetric.Parity, .1, false, WhenInconclusive.Warn), (rule.Groups.Column, rule.Metric, rule.Limit, rule.IsRatio, rule.Inconclusive));
        Assert.Equal("pipelines/churn/pipeline.yml:13:54", rule.Place.ToString());
    }

    [Fact]
    public void Limit_MayBeOnARatio_OfASliceRulesGroups_AndBlock()
    {
        FairnessRule rule = Read("{column: age_band, metric: equalized_odds, min_ratio: 0.8, when_inconclusive: block}");

        Assert.Equal(("age_band", "age", FairnessMetric.EqualizedOdds, .8, true, WhenInconclusive.Block),
            (rule.Groups.Name, rule.Groups.Column, rule.Metric, rule.Limit, rule.IsRatio, rule.Inconclusive));
        Assert.Equal("equalized_odds ratio@age_band", rule.Id);
    }

    [Theory]
    [InlineData("{column: a, metric: parity}", "13:12: found neither max_gap nor min_ratio, expected one of them")]
    [InlineData("{column: a, metric: parity, max_gap: 0.1, min_ratio: 0.8}", "13:12: found both max_gap and min_ratio, expected one of them: write two limits")]
    [InlineData("{column: a, metric: parity, max_gap: 0}", "13:49: found 0 for 'fairness[].max_gap', expected a number more than 0 and less than 1")]
    [InlineData("{column: a, metric: parity, min_ratio: 1}", "13:51: found 1 for 'fairness[].min_ratio', expected a number more than 0 and less than 1")]
    [InlineData("{column: a, metric: party, max_gap: 0.1}", "13:32: found metric 'party', expected 'parity', or one of parity, equal_opportunity, equalized_odds")]
    [InlineData("{metric: parity, max_gap: 0.1}", "13:12: found no 'fairness[].column', expected a column, or the name of one of the pipeline's slices")]
    [InlineData("{column: a, metric: parity, max_gap: 0.1}, {column: a, metric: parity, max_gap: 0.2}", "13:55: found parity gap@a twice, expected each limit once")]
    [InlineData("a", "13:12: found a, expected a limit such as {column: female, metric: parity, max_gap: 0.1}")]
    public void WrongLimit_IsOneFault(string rule, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And($"fairness: [{rule}]")));

    [Fact]
    public void Condition_HasNoGroups() => Assert.Equal(
        "13:21: found slice 'new', which has one group only, expected a column or slices of several groups",
        Sample.Faults(Sample.With("slices: [contract,", "slices: [contract, {name: new, where: age < 3},") + "fairness: [{column: new, metric: parity, max_gap: 0.1}]\n"));

    [Fact]
    public void Diagnostic_IsAGateThatDecidesNothing()
    {
        string text = Sample.With("slices: [contract]}", "slices: [contract], diagnostic: true}");

        Assert.Equal([false, true], Sample.Read(text).Gates.Select(rule => rule.IsDiagnostic));
        Assert.Equal(
            Sample.Read(Sample.With("  - {metric: brier, max: 0.2, slices: [contract]}\n", "")).RulesDigest, Sample.Read(text).RulesDigest);
    }

    [Theory]
    [InlineData("min: 0.8}", "min: 0.8, diagnostic: true}", "9:41: found a diagnostic on the whole holdout, expected 'slices' beside it")]
    [InlineData("[contract]}", "[contract], diagnostic: true, when_inconclusive: block}", "10:88: found when_inconclusive for a diagnostic, which blocks nothing; expected it to be left out")]
    [InlineData("min: 0.8}", "min: 0.8, diagnostic: maybe}", "9:41: found maybe for 'gates[].diagnostic', expected true or false")]
    [InlineData("  - {metric: auc, min: 0.8}\n  - {metric: brier, max: 0.2, slices: [contract]}\n", "  - {metric: auc, min: 0.8, slices: [contract], diagnostic: true}\n", "9:3: found only diagnostics in 'gates', expected at least one limit that decides")]
    public void WrongDiagnostic_IsOneFault(string old, string replacement, string fault) => Assert.Equal(fault, Sample.Faults(Sample.With(old, replacement)));

    [Fact]
    public void WorstSlices_AreSearchedUnlessToldNot()
    {
        Assert.Equal(new WorstSliceOptions(), Sample.Read(Sample.Text).WorstSlices);
        Assert.Null(Sample.Read(Sample.And("worst_slices: none")).WorstSlices);
        WorstSliceOptions options = Sample.Read(Sample.And("worst_slices: {k: 3, min_rows: 40, columns: [contract, age_band]}")).WorstSlices!;
        Assert.Equal((3, 40), (options.K, options.MinimumRows));
        Assert.Equal(["contract", "age_band"], options.Columns!);
    }

    [Theory]
    [InlineData("all", "13:15: found all, expected none, or a mapping of k, min_rows, columns")]
    [InlineData("{k: 0}", "13:19: found 0 for 'worst_slices.k', expected a whole number from 1 to 100")]
    [InlineData("{min_rows: 1.5}", "13:26: found 1.5 for 'worst_slices.min_rows', expected a whole number from 1 to 2147483647")]
    [InlineData("{columns: []}", "13:25: found no column, expected a list of columns or names of slices")]
    [InlineData("{columns: [a, a]}", "13:29: found a for 'worst_slices.columns', expected the name of a column or slice, each once")]
    public void WrongSearch_IsOneFault(string search, string fault) => Assert.Equal(fault, Sample.Faults(Sample.And($"worst_slices: {search}")));

    [Fact]
    public void Digest_ChangesWithFairness_ButNotWithTheSearch()
    {
        string rules = Sample.Read(Sample.Text).RulesDigest;
        string fair = Sample.Read(Sample.And("fairness: [{column: a, metric: parity, max_gap: 0.1}]")).RulesDigest;

        Assert.Equal(rules, Sample.Read(Sample.And("worst_slices: none")).RulesDigest);
        Assert.NotEqual(rules, fair);
        Assert.NotEqual(fair, Sample.Read(Sample.And("fairness: [{column: a, metric: parity, max_gap: 0.2}]")).RulesDigest);
    }
}
