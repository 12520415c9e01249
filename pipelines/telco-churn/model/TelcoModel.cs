using MlCi.Data;
using MlCi.Modeling;

namespace Telco;

/// <summary>The model as it is saved: how a row becomes numbers, and what each of them weighs.</summary>
/// <param name="Features">The features, with what was learned about them.</param>
/// <param name="Intercept">The log-odds of a row whose features are all 0.</param>
/// <param name="Weights">For each of <see cref="Telco.Features.Names"/> its part in the log-odds.</param>
/// <param name="Means">The mean of each over the training data: what explanations are told against.</param>
public sealed record TelcoModel(Features Features, double Intercept, double[] Weights, double[] Means) : IExplains
{
    /// <inheritdoc/>
    public double[] Predict(Table rows) => Array.ConvertAll(
        Features.Encode(rows),
        row => LogisticRegression.Probability(LogisticRegression.LogOdds(row, Intercept, Weights)));

    /// <inheritdoc/>
    public IReadOnlyList<Explanation> Explain(Table rows)
    {
        var terms = new LinearTerms(Intercept, Weights, Means, Features.Columns);
        return Array.ConvertAll(Features.Encode(rows), row => terms.Explain(row, ExplanationScale.LogOdds));
    }
}
