using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;

namespace MlCi.Tests.Pipelines;

public sealed class RuleReaderTests
{
    private const string Gate = "{metric: auc, min: 0.8}";
    private const string Slices = "[contract, {name: age_band, column: age, bins: [30, 50]}]";
    private const string Compare = "{metric: auc, margin: 0.01}";
    private const string Metrics = "one of auc, average_precision, accuracy, balanced_accuracy, precision, recall, specificity, f1, mcc, log_loss, brier, calibration_slope, calibration_error";

    [Fact]
    public void Gate_OnTheWholeHoldout_BlocksWhereInconclusive_AndOnSlicesWarns()
    {
        IReadOnlyList<GateRule> gates = Sample.Read(Sample.Text).Gates;

        Assert.Equal((Metric.Auc, .8, true, WhenInconclusive.Block), (gates[0].Metric, gates[0].Limit, gates[0].IsMinimum, gates[0].Inconclusive));
        Assert.Empty(gates[0].Slices);
        Assert.Null(gates[0].Planned);
        Assert.Equal((Metric.Brier, .2, false, WhenInconclusive.Warn), (gates[1].Metric, gates[1].Limit, gates[1].IsMinimum, gates[1].Inconclusive));
        Assert.Equal(["contract"], gates[1].Slices);
    }

    [Fact]
    public void Gate_MayPlan_AndSayWhatInconclusiveDoes()
    {
        GateRule gate = Sample.Read(Sample.With(Gate, "{metric: log_loss, max: 1.7, planned: 1.5, when_inconclusive: warn, slices: all}")).Gates[0];

        Assert.Equal((1.7, 1.5, WhenInconclusive.Warn), (gate.Limit, gate.Planned, gate.Inconclusive));
        Assert.Equal(["contract", "age_band"], gate.Slices);
    }

    [Fact]
    public void Slices_AreColumns_OrNamedBins()
    {
        var slices = Sample.Read(Sample.Text).Slices;

        Assert.Equal([("contract", "contract"), ("age_band", "age")], slices.Select(slice => (slice.Name, slice.Column)));
        Assert.Null(slices[0].Bins);
        Assert.Equal([30, 50], slices[1].Bins!);
    }

    [Theory]
    [InlineData("{metric: auc}", .01)]
    [InlineData("{metric: log_loss}", .02)]
    [InlineData("{metric: brier, margin: 0.2}", .2)]
    public void Compare_HasAMarginThatFitsItsMetric(string rule, double margin)
    {
        var compare = Assert.Single(Sample.Read(Sample.With(Compare, rule)).Compare);

        Assert.Equal((margin, 0, WhenInconclusive.Warn), (compare.Margin, compare.Planned, compare.Inconclusive));
    }

    [Theory]
    [InlineData("{metric: auc}", new string[0])]
    [InlineData("{metric: auc, slices: all}", new[] { "contract", "age_band" })]
    [InlineData("{metric: auc, slices: [age_band]}", new[] { "age_band" })]
    public void Compare_NamesItsSlices(string rule, string[] slices) =>
        Assert.Equal(slices, Assert.Single(Sample.Read(Sample.With(Compare, rule)).Compare).Slices);

    [Theory]
    [InlineData("{metric: auk, min: 0.8}", $"9:14: found metric 'auk', expected 'auc', or {Metrics}")]
    [InlineData("{metric: AUC, min: 0.8}", $"9:14: found metric 'AUC', expected 'auc', or {Metrics}")]
    [InlineData("{metric: kappa, min: 0.8}", $"9:14: found metric 'kappa', expected {Metrics}")]
    [InlineData("{min: 0.8}", "9:5: found no 'gates[].metric', expected a metric's name")]
    [InlineData("{metric: auc, min: 1.7}", "9:24: found 1.7 for 'gates[].min', expected a number from 0 to 1, as auc can be")]
    [InlineData("{metric: auc, min: -0.1}", "9:24: found -0.1 for 'gates[].min', expected a number from 0 to 1, as auc can be")]
    [InlineData("{metric: auc, min: 80%}", "9:24: found 80% for 'gates[].min', expected a number from 0 to 1, as auc can be")]
    [InlineData("{metric: log_loss, max: -1}", "9:29: found -1 for 'gates[].max', expected a number from 0, as log_loss can be")]
    [InlineData("{metric: mcc, min: -1.1}", "9:24: found -1.1 for 'gates[].min', expected a number from -1 to 1, as mcc can be")]
    [InlineData("{metric: calibration_slope, min: inf}", "9:38: found inf for 'gates[].min', expected a number, as calibration_slope can be")]
    [InlineData("{metric: auc, min: 0.8, planned: 2}", "9:38: found 2 for 'gates[].planned', expected a number from 0 to 1, as auc can be")]
    [InlineData("{metric: auc, min: 0.8, max: 0.9}", "9:5: found both min and max, expected one of them: write two gates")]
    [InlineData("{metric: auc}", "9:5: found neither min nor max, expected one of them")]
    [InlineData("{metric: auc, min: 0.8, when_inconclusive: ignore}", "9:48: found ignore for 'gates[].when_inconclusive', expected warn or block")]
    [InlineData("{metric: auc, min: 0.8, slice: contract}", "9:29: found unknown key 'gates[].slice', expected 'slices', or one of metric, min, max, planned, slices, when_inconclusive, diagnostic")]
    [InlineData("{metric: auc, min: 0.8, slices: [contrac]}", "9:38: found slice 'contrac', expected 'contract', or one of contract, age_band")]
    [InlineData("{metric: auc, min: 0.8, slices: [age]}", "9:38: found slice 'age', expected one of contract, age_band")]
    [InlineData("{metric: auc, min: 0.8, slices: []}", "9:37: found no slice, expected all, or a list of names out of the pipeline's slices")]
    [InlineData("{metric: auc, min: 0.8, slices: contract}", "9:37: found contract for 'gates[].slices', expected all, or a list of names out of the pipeline's slices")]
    [InlineData("auc", "9:5: found auc, expected a limit such as {metric: auc, min: 0.8}")]
    public void WrongGate_IsOneFault(string gate, string fault) => Assert.Equal(fault, Sample.Faults(Sample.With(Gate, gate)));

    [Theory]
    [InlineData(Gate + "\n  - {metric: auc, min: 0.7}", "10:5: found two limits of the same kind on auc, expected one for each slice and the whole holdout")]
    [InlineData(Gate + "\n  - {metric: brier, max: 0.1, slices: all}", "11:5: found two limits of the same kind on brier, expected one for each slice and the whole holdout")]
    public void DoubledLimit_IsAFault(string gates, string fault) => Assert.Equal(fault, Sample.Faults(Sample.With(Gate, gates)));

    [Theory]
    [InlineData("{metric: auc, max: 0.9}")]
    [InlineData("{metric: auc, min: 0.7, slices: [contract]}")]
    public void OtherLimitOnTheSameMetric_IsNone(string gate) =>
        Assert.Equal(3, Sample.Read(Sample.With(Gate, $"{Gate}\n  - {gate}")).Gates.Count);

    [Theory]
    [InlineData("gates: []", "13:8: found no 'gates', expected at least one limit, such as {metric: auc, min: 0.8}")]
    [InlineData("gates: {metric: auc}", "13:8: found a mapping for 'gates', expected a list of limits, such as {metric: auc, min: 0.8}")]
    [InlineData("gates: [{metric: auc, min: 0.8, slices: all}]", "13:41: found all for 'gates[].slices', expected the pipeline to have 'slices'")]
    [InlineData("gates: [{metric: auc, min: 0.8, slices: [a]}]", "13:42: found slice 'a', expected one of the pipeline's 'slices', which are none")]
    public void WrongGates_AreOneFault(string gates, string fault)
    {
        string text = Sample.With("  - {metric: auc, min: 0.8}\n", "").Replace("  - {metric: brier, max: 0.2, slices: [contract]}\n", "", StringComparison.Ordinal)
            .Replace("gates:\n", "# no\n# no\n# gates\n", StringComparison.Ordinal).Replace("slices: " + Slices, "", StringComparison.Ordinal);

        Assert.Equal(fault, Sample.Faults(text + gates));
    }

    [Theory]
    [InlineData("contract", "7:9: found contract for 'slices', expected a list of columns\n"
        + "10:40: found slice 'contract', expected one of the pipeline's 'slices', which are none")]
    [InlineData("[contract, contract]", "7:20: found slice 'contract' twice, expected each name once")]
    [InlineData("[contract, {name: contract, column: age}]", "7:20: found slice 'contract' twice, expected each name once")]
    [InlineData("[contract, {bins: [1]}]", "7:20: found no 'slices[].column', expected a column's name")]
    [InlineData("[contract, [age]]", "7:20: found a list, expected a column's name, or a mapping of name and column, bins, where or cross")]
    [InlineData("[contract, ~]", "7:20: found nothing, expected a column's name, or a mapping of name and column, bins, where or cross")]
    [InlineData("[contract, {column: age, bins: [50, 30]}]", "7:45: found edge 30, expected increasing edges such as [12, 24, 48]")]
    [InlineData("[contract, {column: age, bins: [30, 30]}]", "7:45: found edge 30, expected increasing edges such as [12, 24, 48]")]
    [InlineData("[contract, {column: age, bins: [old]}]", "7:41: found edge old, expected increasing edges such as [12, 24, 48]")]
    [InlineData("[contract, {column: age, bins: []}]", "7:40: found no edges, expected increasing edges such as [12, 24, 48]")]
    [InlineData("[contract, {column: age, bins: 30}]", "7:40: found 30 for 'slices[].bins', expected increasing edges such as [12, 24, 48]")]
    [InlineData("[contract, {column: age, edges: [30]}]", "7:34: found unknown key 'slices[].edges', expected one of column, bins, name, where, cross")]
    [InlineData("[contract, {column: age, where: x}]", "7:20: found column and where in one slice, expected one of them")]
    public void WrongSlice_IsAFault(string slices, string fault) => Assert.Equal(fault, Sample.Faults(Sample.With(Slices, slices)));

    [Theory]
    [InlineData("{metric: calibration_slope}", "12:14: found metric 'calibration_slope', which cannot be compared with the champion's, expected one of auc, average_precision, accuracy, balanced_accuracy, precision, recall, specificity, f1, mcc, log_loss, brier")]
    [InlineData("{metric: calibration_error}", "12:14: found metric 'calibration_error', which cannot be compared with the champion's, expected one of auc, average_precision, accuracy, balanced_accuracy, precision, recall, specificity, f1, mcc, log_loss, brier")]
    [InlineData("{metric: recal}", "12:14: found metric 'recal', expected 'recall', or one of auc, average_precision, accuracy, balanced_accuracy, precision, recall, specificity, f1, mcc, log_loss, brier")]
    [InlineData("{metric: auc, margin: 0}", "12:27: found 0 for 'compare[].margin', expected a number more than 0 and less than 1")]
    [InlineData("{metric: auc, margin: 1}", "12:27: found 1 for 'compare[].margin', expected a number more than 0 and less than 1")]
    [InlineData("{metric: auc, planned: 2}", "12:28: found 2 for 'compare[].planned', expected a number from -1 to 1")]
    [InlineData("{metric: auc}\n  - {metric: auc}", "13:5: found auc twice, expected each metric once")]
    [InlineData("{metric: auc, min: 0.8}", "12:19: found unknown key 'compare[].min', expected one of metric, margin, planned, when_inconclusive, slices")]
    [InlineData("{metric: auc, slices: [contrac]}", "12:28: found slice 'contrac', expected 'contract', or one of contract, age_band")]
    [InlineData("{metric: auc, slices: []}", "12:27: found no slice, expected all, or a list of names out of the pipeline's slices")]
    [InlineData("auc", "12:5: found auc, expected a metric such as {metric: auc, margin: 0.01}")]
    public void WrongComparison_IsOneFault(string rule, string fault) => Assert.Equal(fault, Sample.Faults(Sample.With(Compare, rule)));
}
