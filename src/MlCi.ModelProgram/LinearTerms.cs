namespace MlCi.Modeling;

/// <summary>
/// Explains a linear model: a feature's contribution is its weight times what it differs from its mean of the training data by. Where
/// features are independent, these are the Shapley values of the features (Lundberg and Lee, "A Unified Approach to Interpreting Model
/// Predictions", NeurIPS 2017, corollary 1). Features of one column, such as the levels of a category, are added up.
/// </summary>
/// <param name="intercept">The intercept.</param>
/// <param name="weights">The weight of each feature.</param>
/// <param name="means">The mean of each feature over the training data.</param>
/// <param name="columns">The column that each feature is made of, in the order of the features: those of one column need not stand together.</param>
public sealed class LinearTerms(double intercept, IReadOnlyList<double> weights, IReadOnlyList<double> means, IReadOnlyList<string> columns)
{
    private readonly string[] names = [.. columns.Distinct(StringComparer.Ordinal)];

    /// <summary>Explains a row.</summary>
    /// <param name="features">Its features.</param>
    /// <param name="scale">The scale of the linear model.</param>
    public Explanation Explain(IReadOnlyList<double> features, ExplanationScale scale)
    {
        double[] values = new double[names.Length];
        double mean = intercept;
        for (int i = 0; i < weights.Count; i++)
        {
            mean += weights[i] * means[i];
            values[Array.IndexOf(names, columns[i])] += weights[i] * (features[i] - means[i]);
        }

        return new Explanation(scale, mean, [.. names.Select((name, i) => new Contribution(name, values[i]))]);
    }

    /// <summary>The mean of each feature.</summary>
    /// <param name="rows">The features of the training data's rows, of which there must be one.</param>
    public static double[] MeansOf(IReadOnlyList<double[]> rows)
    {
        double[] means = new double[rows[0].Length];
        foreach (double[] row in rows)
        {
            for (int i = 0; i < means.Length; i++)
                means[i] += row[i];
        }

        return Array.ConvertAll(means, sum => sum / rows.Count);
    }
}
