using FsCheck;
using FsCheck.Fluent;
using MlCi.Metrics;
using MlCi.Tests.Statistics;

namespace MlCi.Tests.Metrics;

public sealed class CellExpressionTests
{
    private static readonly ConfusionCounts Counts = new(TruePositives: 3, FalsePositives: 1, FalseNegatives: 2, TrueNegatives: 4);

    private static string Faults(string text)
    {
        List<ExpressionFault> faults = [];
        Assert.Null(CellExpression.Parse(text, faults));
        return string.Join('\n', faults.Select(fault => $"{fault.Position}: {fault.Message}"));
    }

    [Theory]
    [InlineData("-5*fn - fp", -1.1)]
    [InlineData("tp", .3)]
    [InlineData("p", .5)]
    [InlineData("fn + 0*n + 2e-1 - .2", .2)]
    [InlineData("  - - tn ", .4)]
    [InlineData("1 - 2 - fp", -1.1)]
    [InlineData("8/4/2*tp", .3)]
    [InlineData("-(fn - fp)*-3", .3)]
    [InlineData("tp/(tp + fp)", .75)]
    [InlineData("2*tp / (2*tp+fp+fn)", 2 / 3.0)]
    [InlineData("100*tp*n/p", 60)]
    public void Value_IsThatOfArithmetic(string text, double expected) =>
        Assert.Equal(expected, CellExpression.Parse(text, [])!.Of(Counts), 1e-13);

    [Theory]
    [InlineData("-5*fn - fp", -5, 0)]
    [InlineData("(tp - fp)/2 + 3", 2.5, 3.5)]
    [InlineData("tn*4/n", 0, 4)]
    [InlineData("tp/p", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("tp*tp", double.NegativeInfinity, double.PositiveInfinity)]
    public void Range_IsKnownOfWeightedSums(string text, double minimum, double maximum)
    {
        CellExpression expression = CellExpression.Parse(text, [])!;

        Assert.Equal((minimum, maximum), (expression.Minimum, expression.Maximum));
    }

    [Theory]
    [InlineData("", "1: found the end, expected a number, a cell or '('")]
    [InlineData("5*", "3: found the end, expected a number, a cell or '('")]
    [InlineData("tp + * fn", "6: found '*', expected a number, a cell or '('")]
    [InlineData("2tp", "2: found 't', expected an operator (+ - * /) or the end")]
    [InlineData("tp fn", "4: found 'f', expected an operator (+ - * /) or the end")]
    [InlineData("(tp + fn", "9: found the end, expected an operator (+ - * /) or ')' for the '(' at character 1")]
    [InlineData("tp)", "3: found ')', expected an operator (+ - * /) or the end")]
    [InlineData("FN", "1: found 'FN', expected 'fn', or one of tp, fp, fn, tn, n, p")]
    [InlineData("5*fm + cost", "3: found 'fm', expected 'fp', or one of tp, fp, fn, tn, n, p\n8: found 'cost', expected one of tp, fp, fn, tn, n, p")]
    [InlineData("tp + q*(", "6: found 'q', expected 'n', or one of tp, fp, fn, tn, n, p\n9: found the end, expected a number, a cell or '('")]
    [InlineData("tp/0", "4: found a division by zero, expected a divisor that is not")]
    [InlineData("tp / (n - 1)", "5: found a division by zero, expected a divisor that is not")]
    [InlineData(".*tp", "1: found '.', expected a number")]
    [InlineData("1e999*tp", "1: found '1e999', expected a number")]
    [InlineData("tp ^ 2", "4: found '^', expected an operator (+ - * /) or the end")]
    [InlineData("5", "1: found no cell, expected at least one of tp, fp, fn, tn, p")]
    [InlineData("tp+fp+fn+tn", "1: found the same value for every row, expected one that depends on the decisions or labels")]
    [InlineData("1e300*1e300*tp", "1: found a number beyond the range of numbers, expected finite ones")]
    public void Fault_SaysWhatWasFoundWhere(string text, string expected) => Assert.Equal(expected, Faults(text));

    [Fact]
    public void HostileText_IsRefused_WithoutEndingTheProcess()
    {
        Assert.Equal("51: found more than 50 brackets and signs inside each other, expected fewer", Faults(new string('(', 900)));
        Assert.Equal("51: found more than 50 brackets and signs inside each other, expected fewer", Faults(new string('-', 900)));
        Assert.Equal("1: found 1001 characters, expected at most 1000", Faults(new string('(', 1001)));
        Assert.NotNull(CellExpression.Parse(string.Join('+', Enumerable.Repeat("tp", 333)), []));
    }

    [Fact]
    public void AnyText_IsReadOrHasAFault() => Prop.ForAll<string>(text =>
    {
        List<ExpressionFault> faults = [];
        return (CellExpression.Parse(text ?? "", faults) is null) == (faults.Count > 0) && faults.All(fault => fault.Position >= 1);
    }).Check(Properties.Fixed);

    [Fact]
    public void StandardError_IsThatOfTheInfinitesimalJackknife()
    {
        const string Text = "(tp - 2*fn*fp)/(tp + 3*fp - fn/tn) - tn";
        CellExpression expression = CellExpression.Parse(Text, [])!;
        MetricEstimate estimate = MetricEstimator.Estimate(MetricValues.Own("mine", Text, higherIsBetter: true), MetricValues.Set(30_000, 10_000, 20_000, 40_000), .05);

        // What one row more of each cell changes.
        var counts = new ConfusionCounts(30_000, 10_000, 20_000, 40_000);
        (long Rows, ConfusionCounts More)[] cells =
        [
            (30_000, counts with { TruePositives = 30_001 }), (10_000, counts with { FalsePositives = 10_001 }),
            (20_000, counts with { FalseNegatives = 20_001 }), (40_000, counts with { TrueNegatives = 40_001 }),
        ];
        double square = cells.Sum(cell => cell.Rows * Math.Pow(expression.Of(cell.More) - expression.Of(counts), 2));
        Close.Equal(Math.Sqrt(square), estimate.StandardError!.Value, 1e-3);
    }

    [Fact]
    public void Rounding_IsNoDivisor()
    {
        CellExpression expression = CellExpression.Parse("tp/(n - tn - fn - fp)", [])!;

        Assert.True(double.IsNaN(expression.Of(new ConfusionCounts(0, 3, 11, 5))));
        Assert.Equal(1, expression.Of(new ConfusionCounts(1, 3_000_000, 11, 5_000_000)), 1e-8);
    }
}
