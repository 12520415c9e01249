namespace Telco.Tests;

public sealed class LogisticRegressionTests
{
    private static readonly double[][] Rows = [[1, 0.5], [0, -1.5], [2, 0.25], [-1, 3], [0.5, 0.5]];
    private static readonly bool[] Labels = [true, false, true, true, false];

    [Theory]
    [InlineData(0)]
    [InlineData(2.5)]
    public void Gradient_IsTheSlopeOfTheObjective(double l2)
    {
        double[] at = [0.3, -0.7, 1.1];
        double[] gradient = new double[3];
        LogisticRegression.Objective(Rows, Labels, l2, at, gradient);

        for (int i = 0; i < at.Length; i++)
        {
            const double Step = 1e-5;
            double slope = (Moved(at, i, Step, l2) - Moved(at, i, -Step, l2)) / (2 * Step);
            Assert.Equal(slope, gradient[i], 1e-8);
        }
    }

    [Fact]
    public void Objective_IsLogLossAndHalfThePenalty_WithoutTheIntercept()
    {
        // All log-odds are 5 where the weights are 0: 3 positives and 2 negatives.
        double[] ignored = new double[3];
        double loss = LogisticRegression.Objective(Rows, Labels, l2: 4, [5, 0, 0], ignored);
        Assert.Equal((3 * Math.Log(1 + Math.Exp(-5))) + (2 * Math.Log(1 + Math.Exp(5))), loss, 1e-12);

        double weighted = LogisticRegression.Objective(Rows, Labels, l2: 4, [5, 1, 2], ignored);
        double unpenalised = LogisticRegression.Objective(Rows, Labels, l2: 0, [5, 1, 2], ignored);
        Assert.Equal(4 / 2.0 * (1 + 4), weighted - unpenalised, 1e-12);
    }

    [Fact]
    public void Objective_StaysFinite_FarOut()
    {
        double[] gradient = new double[3];

        Assert.Equal(2 * 1000.0, LogisticRegression.Objective(Rows, Labels, l2: 0, [1000, 0, 0], gradient), 1e-9);
        Assert.All(gradient, slope => Assert.True(double.IsFinite(slope)));
    }

    [Fact]
    public void Fit_EndsWhereTheSlopeIsZero() =>
        Assert.InRange(LogisticRegression.Fit(Rows, Labels, l2: 1).SteepestSlope, 0, 1e-7);

    // scikit-learn 1.2.1: LogisticRegression(C=1, tol=1e-12, solver="newton-cholesky").fit(rows, labels)
    [Fact]
    public void Fit_GivesScikitLearnsWeights()
    {
        LogisticFit fit = LogisticRegression.Fit(Rows, Labels, l2: 1);

        Assert.Equal(SklearnIntercept, fit.Intercept, 1e-6);
        Assert.Equal(SklearnWeights, fit.Weights, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void OverwhelmingPenalty_LeavesTheBaseRate()
    {
        LogisticFit fit = LogisticRegression.Fit(Rows, Labels, l2: 1e9);

        Assert.All(fit.Weights, weight => Assert.Equal(0, weight, 1e-6));
        Assert.Equal(0.6, LogisticRegression.Probability(fit.Intercept), 1e-6);
    }

    private const double SklearnIntercept = -0.2106382183397574;

    private static readonly double[] SklearnWeights = [0.4599309301250807, 0.7583732428573162];

    private static double Moved(double[] at, int index, double step, double l2)
    {
        double[] moved = [.. at];
        moved[index] += step;
        return LogisticRegression.Objective(Rows, Labels, l2, moved, new double[at.Length]);
    }
}
