using MathNet.Numerics.LinearAlgebra.Double;

namespace Diamonds;

/// <summary>What was fitted.</summary>
/// <param name="Intercept">The intercept.</param>
/// <param name="Weights">One weight for each feature.</param>
public sealed record RidgeFit(double Intercept, double[] Weights);

/// <summary>
/// Least squares with an L2 penalty, in scikit-learn's convention with alpha = l2: <c>Σ (y − b − w·x)² + l2·|w|²</c>, where the
/// intercept b is not penalised.
/// </summary>
public static class RidgeRegression
{
    /// <summary>Solves the normal equations of the centred features by Cholesky's decomposition.</summary>
    /// <param name="rows">The features of each row; at least one row.</param>
    /// <param name="targets">What to predict, row by row.</param>
    /// <param name="l2">The penalty, more than 0: features that depend on one another, as one-hot ones do, need it.</param>
    public static RidgeFit Fit(double[][] rows, double[] targets, double l2)
    {
        int width = rows[0].Length;
        double[] means = new double[width];
        foreach (double[] row in rows)
        {
            for (int i = 0; i < width; i++)
                means[i] += row[i] / rows.Length;
        }

        double mean = targets.Average();
        var gram = new DenseMatrix(width);
        var moments = new DenseVector(width);
        double[] centred = new double[width];
        double[] sums = gram.Values;
        for (int row = 0; row < rows.Length; row++)
        {
            for (int i = 0; i < width; i++)
                centred[i] = rows[row][i] - means[i];
            for (int i = 0; i < width; i++)
            {
                moments[i] += centred[i] * (targets[row] - mean);
                for (int j = 0; j <= i; j++)
                    sums[(j * width) + i] += centred[i] * centred[j];
            }
        }

        for (int i = 0; i < width; i++)
        {
            sums[(i * width) + i] += l2;
            for (int j = 0; j < i; j++)
                sums[(i * width) + j] = sums[(j * width) + i];
        }

        double[] weights = gram.Cholesky().Solve(moments).ToArray();
        return new RidgeFit(mean - Value(means, 0, weights), weights);
    }

    /// <summary>The prediction for a row.</summary>
    public static double Value(ReadOnlySpan<double> row, double intercept, ReadOnlySpan<double> weights)
    {
        double sum = intercept;
        for (int i = 0; i < weights.Length; i++)
            sum += weights[i] * row[i];
        return sum;
    }
}
