using FsCheck;
using FsCheck.Fluent;
using MlCi.Statistics;

namespace MlCi.Tests.Statistics;

public sealed class IsotonicRegressionTests
{
    private static readonly Arbitrary<(bool Label, int Score)[]> Rows =
        ArbMap.Default.GeneratorFor<bool>().SelectMany(label => Gen.Choose(0, 12).Select(score => (label, score))).ArrayOf().ToArbitrary();

    private static IReadOnlyList<IsotonicBlock> Fit((bool Label, int Score)[] rows) =>
        IsotonicRegression.Fit([.. rows.Select(row => row.Label)], [.. rows.Select(row => row.Score / 12.0)]);

    [Fact]
    public void FittedRates_AreAsScikitLearnHasThem() => Assert.All(GroupReferenceValues.All("calibration"), sample =>
    {
        double[] scores = sample.Numbers("scores");
        IReadOnlyList<IsotonicBlock> blocks = IsotonicRegression.Fit([.. sample.Numbers("y").Select(y => y == 1)], scores);

        Assert.All(scores.Zip(sample.Numbers("recalibrated")), pair => Assert.Equal(
            pair.Second, blocks.Single(block => block.From <= pair.First && pair.First <= block.To).Rate, 1e-12));
    });

    [Fact]
    public void EqualScores_AreOnePoint() => Assert.Equal(
        [new IsotonicBlock(.2, .2, 2, 1), new IsotonicBlock(.7, .7, 1, 1)],
        IsotonicRegression.Fit([true, true, false], [.2, .7, .2]));

    [Fact]
    public void FallingRates_ArePooled() => Assert.Equal(
        [new IsotonicBlock(.1, .3, 3, 1), new IsotonicBlock(.4, .4, 1, 1)],
        IsotonicRegression.Fit([true, false, false, true], [.1, .2, .3, .4]));

    [Fact]
    public void NoRows_HaveNoBlocks() => Assert.Empty(IsotonicRegression.Fit([], []));

    [Fact]
    public void RatesIncrease_KeepAllRows_AndDoNotDependOnTheirOrder() => Prop.ForAll(Rows, rows =>
    {
        IReadOnlyList<IsotonicBlock> blocks = Fit(rows);
        bool increase = blocks.Zip(blocks.Skip(1)).All(pair => pair.First.Rate < pair.Second.Rate && pair.First.To < pair.Second.From);
        bool complete = blocks.Sum(block => block.Rows) == rows.Length && blocks.Sum(block => block.Positives) == rows.Count(row => row.Label);
        return increase && complete && blocks.SequenceEqual(Fit([.. rows.Reverse()])) && blocks.SequenceEqual(Fit([.. rows.OrderBy(row => row.Label)]));
    }).Check(Properties.Fixed);

    [Fact]
    public void NoOtherRisingRates_FitBetter() => Prop.ForAll(Rows, rows =>
    {
        IReadOnlyList<IsotonicBlock> blocks = Fit(rows);
        double Loss(Func<double, double> rate) => rows.Sum(row => Math.Pow((row.Label ? 1 : 0) - rate(row.Score / 12.0), 2));
        double best = Loss(score => blocks.Single(block => block.From <= score && score <= block.To).Rate);
        return best <= Loss(score => score) + 1e-9 && best <= Loss(score => Math.Sqrt(score)) + 1e-9 && best <= Loss(score => score > .5 ? .8 : .3) + 1e-9;
    }).Check(Properties.Fixed);
}
