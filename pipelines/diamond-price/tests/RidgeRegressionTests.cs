namespace Diamonds.Tests;

public sealed class RidgeRegressionTests
{
    private static readonly double[][] Rows = [[1, 0.5], [0, -1.5], [2, 0.25], [-1, 3], [0.5, 0.5]];
    private static readonly double[] Targets = [1.5, -2.0, 3.25, 0.5, 1.0];

    // scikit-learn 1.2.1: Ridge(alpha=l2, solver="cholesky").fit(rows, targets)
    [Theory]
    [InlineData(1, -0.2499596144526416, 1.3714393409078676, 0.7531635345431049)]
    [InlineData(1e-6, -0.5535001731233776, 1.7663042480100217, 0.9460873620333938)]
    public void Fit_GivesScikitLearnsWeights(double l2, double intercept, double first, double second)
    {
        RidgeFit fit = RidgeRegression.Fit(Rows, Targets, l2);

        Assert.Equal(intercept, fit.Intercept, 1e-12);
        Assert.Equal([first, second], fit.Weights, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Residuals_AreBalancedByThePenalty()
    {
        const double L2 = 2.5;
        RidgeFit fit = RidgeRegression.Fit(Rows, Targets, L2);
        double[] residuals = [.. Rows.Zip(Targets, (row, target) => target - RidgeRegression.Value(row, fit.Intercept, fit.Weights))];

        // The slopes of the objective, by the intercept and by each weight, are 0 at its minimum.
        Assert.Equal(0, residuals.Sum(), 1e-12);
        for (int i = 0; i < fit.Weights.Length; i++)
            Assert.Equal(L2 * fit.Weights[i], Rows.Zip(residuals, (row, residual) => row[i] * residual).Sum(), 1e-12);
    }

    [Fact]
    public void OverwhelmingPenalty_LeavesTheMean()
    {
        RidgeFit fit = RidgeRegression.Fit(Rows, Targets, l2: 1e12);

        Assert.All(fit.Weights, weight => Assert.Equal(0, weight, 1e-9));
        Assert.Equal(Targets.Average(), fit.Intercept, 1e-9);
    }

    [Fact]
    public void FeaturesThatAreTheSame_ShareTheWeight()
    {
        RidgeFit fit = RidgeRegression.Fit([[1, 1], [2, 2], [4, 4]], [2, 4, 8], l2: 1e-6);

        Assert.Equal([1, 1], fit.Weights, (a, b) => Math.Abs(a - b) < 1e-5);
    }
}
