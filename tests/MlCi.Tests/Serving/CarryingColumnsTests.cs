using MlCi.Metrics;
using MlCi.Serving;

namespace MlCi.Tests.Serving;

public sealed class CarryingColumnsTests
{
    [Fact]
    public void ColumnThatClearsRows_IsNamedAlone()
    {
        IReadOnlyList<CarryingColumn> columns = CarryingColumns.Rank(PredictionTask.Regression, [([10], [12]), ([20], [21])],
        [
            new(0, "a", "1", [11], [11]), new(1, "a", "1", [19], [19]),
            // Less of a difference, but still one.
            new(0, "b", "1", [10], [11]), new(1, "b", "1", [20], [21]),
        ], tolerance: 0);

        Assert.Equal([new CarryingColumn("a", 1, 2, 2)], columns);
    }

    [Fact]
    public void ColumnsThatCarryTogether_AreOrderedByTheirShares()
    {
        IReadOnlyList<CarryingColumn> columns = CarryingColumns.Rank(PredictionTask.Regression, [([0], [10])],
            [new(0, "a", "1", [0], [7]), new(0, "b", "1", [0], [3]), new(0, "c", "1", [0], [10])], tolerance: 0);

        Assert.Equal(["b", "a"], columns.Select(column => column.Column));
        Assert.Equal([.7, .3], columns.Select(column => Math.Round(column.Share, 12)));
        Assert.All(columns, column => Assert.Equal(0, column.RowsCleared));
    }

    [Fact]
    public void OfSeveralValues_TheBestCounts_AndOneWithoutAnswerDoesNot()
    {
        CarryingColumn column = Assert.Single(CarryingColumns.Rank(PredictionTask.Regression, [([0], [4]), ([0], [8])],
            [new(0, "a", "1", [0], [40]), new(0, "a", "2", [0], [1]), new(1, "a", "1", [0], null), new(1, "b", "1", [0], null)], tolerance: 0));

        Assert.Equal(("a", .75, 1), (column.Column, column.Share, column.RowsTried));
    }

    [Fact]
    public void ScoreOnTheFlatPartOfTheCurve_IsNoSmallerDifference()
    {
        // The difference in log-odds is 1 wherever the column moves the score to.
        Assert.Empty(CarryingColumns.Rank(PredictionTask.Binary, [([Logistic(0)], [Logistic(1)])], [new(0, "a", "1", [Logistic(8)], [Logistic(9)])], tolerance: 0));
        Assert.Single(CarryingColumns.Rank(PredictionTask.Regression, [([Logistic(0)], [Logistic(1)])], [new(0, "a", "1", [Logistic(8)], [Logistic(9)])], tolerance: 0));
    }

    [Fact]
    public void ProbabilityOfNoughtOrOne_IsCompared()
    {
        CarryingColumn column = Assert.Single(CarryingColumns.Rank(PredictionTask.Multiclass, [([0, 1], [1, 0])], [new(0, "a", "1", [.5, .5], [.5, .5])], tolerance: 0));

        Assert.Equal((1.0, 1), (column.Share, column.RowsCleared));
    }

    [Fact]
    public void RoundingAlone_IsCarriedByAColumnThatClearsEveryRow_OrByNone()
    {
        (double[], double[])[] differing = [([.3], [Math.BitIncrement(.3)]), ([.6], [Math.BitIncrement(.6)])];
        NeutralisedRow[] tried = [new(0, "a", "1", [.2], [.2]), new(1, "a", "1", [.9], [Math.BitIncrement(.9)]), new(0, "b", "1", [.2], [.2]), new(1, "b", "1", [.2], [.2])];

        Assert.Equal("b", Assert.Single(CarryingColumns.Rank(PredictionTask.Binary, differing, tried, tolerance: 0)).Column);
        Assert.Empty(CarryingColumns.Rank(PredictionTask.Binary, differing, tried[..2], tolerance: 0));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
