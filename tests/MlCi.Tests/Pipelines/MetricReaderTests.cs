using MlCi.Comparison;
using MlCi.Gates;
using MlCi.Metrics;

namespace MlCi.Tests.Pipelines;

public sealed class MetricReaderTests
{
    private const string Profit = "metrics: [{name: profit, expression: \"-5*fn - fp\", better: higher, per: row}]";

    private static string Using(string gate, string compare) => Sample.And(Profit)
        .Replace("{metric: auc, min: 0.8}", gate, StringComparison.Ordinal).Replace("{metric: auc, margin: 0.01}", compare, StringComparison.Ordinal);

    [Fact]
    public void OwnMetric_StandsAmongTheBuiltIn()
    {
        var definition = Sample.Read(Using("{metric: profit, min: -1.5}", "{metric: profit, margin: 2, planned: -3}"));

        Metric metric = Assert.Single(definition.Metrics);
        Assert.Equal(("profit", true, -5.0, 0.0, "-5*fn - fp"), (metric.Name, metric.HigherIsBetter, metric.Minimum, metric.Maximum, metric.Expression!.Text));
        GateRule gate = definition.Gates[0];
        Assert.Equal((metric, -1.5, true), (gate.Metric, gate.Limit, gate.IsMinimum));
        CompareRule compare = Assert.Single(definition.Compare);
        Assert.Equal((metric, 2, -3), (compare.Metric, compare.Margin, compare.Planned));
        Assert.False(CompareRule.IsRelative(metric));
    }

    [Theory]
    [InlineData("{metric: profit, max: 1}", "{metric: auc}", "9:27: found 1 for 'gates[].max', expected a number from -5 to 0, as profit can be")]
    [InlineData("{metric: profits, max: 1}", "{metric: auc}", "9:14: found metric 'profits', expected 'profit', or one of")]
    [InlineData("{metric: auc, min: 0.8}", "{metric: profit}", "12:5: found no 'compare[].margin', expected a number more than 0: profit has a scale of its own")]
    [InlineData("{metric: auc, min: 0.8}", "{metric: profit, margin: 0}", "12:30: found 0 for 'compare[].margin', expected a number more than 0")]
    public void Limit_FitsTheMetric(string gate, string compare, string expected) =>
        Assert.StartsWith(expected, Sample.Faults(Using(gate, compare)), StringComparison.Ordinal);

    [Theory]
    [InlineData("profit", "13:10: found profit for 'metrics', expected a list of expressions, such as {name: profit, expression: \"-5*fn - fp\", better: higher}")]
    [InlineData("[profit]", "13:11: found profit, expected a metric such as {name: profit, expression: \"-5*fn - fp\", better: higher}")]
    [InlineData("[{name: a, expression: fn}]", "13:11: found no 'metrics[].better', expected higher or lower")]
    [InlineData("[{expression: fn, better: lower}]", "13:11: found no 'metrics[].name', expected a name such as profit")]
    [InlineData("[{name: a, better: lower}]", "13:11: found no 'metrics[].expression', expected an expression such as \"-5*fn - fp\"")]
    [InlineData("[{name: A b, expression: fn, better: lower}]", "13:18: found name 'A b', expected a to z, 0 to 9 and _, with a letter first")]
    [InlineData("[{name: auc, expression: fn, better: lower}]", "13:18: found name 'auc', which is a built-in metric, expected another")]
    [InlineData("[{name: a, expression: fn, better: lower}, {name: a, expression: fp, better: lower}]", "13:60: found metric 'a' twice, expected each name once")]
    [InlineData("[{name: a, expression: fn, better: lower, per: set}]", "13:57: found set for 'metrics[].per', expected row")]
    [InlineData("[{name: a, expression: 5*fm, better: lower}]", "13:35: found 'fm', expected 'fp', or one of tp, fp, fn, tn, n, p")]
    [InlineData("[{name: a, expression: \"5*fm\", better: lower}]", "13:36: found 'fm', expected 'fp', or one of tp, fp, fn, tn, n, p")]
    [InlineData("[{name: a, expression: \"5*\\x66m\", better: lower}]", "13:33: at character 3 of the expression: found 'fm', expected 'fp', or one of tp, fp, fn, tn, n, p")]
    public void Fault_HasItsPlace(string metrics, string expected) => Assert.Equal(expected, Sample.Faults(Sample.And("metrics: " + metrics)));
}
