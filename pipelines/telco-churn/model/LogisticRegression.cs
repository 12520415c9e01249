using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;

namespace Telco;

/// <summary>What was fitted.</summary>
/// <param name="Intercept">The intercept.</param>
/// <param name="Weights">One weight for each feature.</param>
/// <param name="Objective">The objective at its minimum.</param>
/// <param name="SteepestSlope">The largest absolute entry of the gradient there: 0 but for the optimizer's tolerance.</param>
/// <param name="Iterations">The optimizer's iterations.</param>
public sealed record LogisticFit(double Intercept, double[] Weights, double Objective, double SteepestSlope, int Iterations);

/// <summary>
/// Binary logistic regression with an L2 penalty, in scikit-learn's convention with C = 1/l2:
/// <c>½·l2·|w|² + Σ log loss</c>, where the intercept is not penalised.
/// </summary>
public static class LogisticRegression
{
    private const int Memory = 20;
    private const int MaximumIterations = 10_000;
    private const double Tolerance = 1e-9;

    /// <summary>Fits intercept and weights by L-BFGS.</summary>
    /// <param name="rows">The features of each row.</param>
    /// <param name="labels">Whether a row is positive; both must occur.</param>
    /// <param name="l2">The penalty, 0 or more.</param>
    public static LogisticFit Fit(double[][] rows, bool[] labels, double l2)
    {
        // Divided by the number of rows, so that the tolerance means the same for few rows and many.
        IObjectiveFunction objective = ObjectiveFunction.Gradient(parameters =>
        {
            double[] gradient = new double[parameters.Count];
            double value = Objective(rows, labels, l2, parameters.AsArray(), gradient);
            return (value / rows.Length, (Vector<double>)new DenseVector(gradient) / rows.Length);
        });

        double positives = labels.Count(label => label);
        var start = new DenseVector(1 + rows[0].Length) { [0] = Math.Log(positives / (labels.Length - positives)) };
        MinimizationResult result = new LimitedMemoryBfgsMinimizer(
            gradientTolerance: Tolerance, parameterTolerance: 0, functionProgressTolerance: 0, Memory, MaximumIterations)
            .FindMinimum(objective, start);

        double[] found = result.MinimizingPoint.ToArray();
        double[] slope = new double[found.Length];
        double minimum = Objective(rows, labels, l2, found, slope);
        return new LogisticFit(found[0], found[1..], minimum, slope.Max(Math.Abs), result.Iterations);
    }

    /// <summary>The objective and its gradient.</summary>
    /// <param name="rows">The features of each row.</param>
    /// <param name="labels">Whether a row is positive.</param>
    /// <param name="l2">The penalty.</param>
    /// <param name="parameters">The intercept, then the weights.</param>
    /// <param name="gradient">Where the gradient goes, in the order of the parameters.</param>
    /// <returns>The objective.</returns>
    public static double Objective(double[][] rows, bool[] labels, double l2, double[] parameters, double[] gradient)
    {
        ReadOnlySpan<double> weights = parameters.AsSpan(1);
        Array.Clear(gradient);
        double value = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            double logOdds = LogOdds(rows[row], parameters[0], weights);
            double signed = labels[row] ? logOdds : -logOdds;

            // −log σ(z) without overflow: log(1 + e^−z) = max(−z, 0) + log(1 + e^−|z|).
            value += Math.Max(-signed, 0) + Math.Log(1 + Math.Exp(-Math.Abs(signed)));
            double residual = Probability(logOdds) - (labels[row] ? 1 : 0);
            gradient[0] += residual;
            for (int i = 0; i < weights.Length; i++)
                gradient[i + 1] += residual * rows[row][i];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            value += l2 / 2 * weights[i] * weights[i];
            gradient[i + 1] += l2 * weights[i];
        }

        return value;
    }

    /// <summary>The log-odds of a row.</summary>
    public static double LogOdds(ReadOnlySpan<double> row, double intercept, ReadOnlySpan<double> weights)
    {
        double sum = intercept;
        for (int i = 0; i < weights.Length; i++)
            sum += weights[i] * row[i];
        return sum;
    }

    /// <summary>The probability of log-odds: 1 / (1 + e^−z).</summary>
    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
