using MlCi.Data;
using MlCi.Modeling;

namespace Diamonds;

/// <summary>The model as it is saved: how a row becomes numbers, and what each of them weighs.</summary>
/// <param name="Features">The features, with what was learned about them.</param>
/// <param name="Intercept">The logarithm of the price, in US dollars, of a row whose features are all 0.</param>
/// <param name="Weights">For each of <see cref="Diamonds.Features.Names"/> its part in the logarithm of the price.</param>
/// <param name="Means">The mean of each over the training data: what explanations are told against.</param>
public sealed record PriceModel(Features Features, double Intercept, double[] Weights, double[] Means) : IExplains
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => PredictionColumns.Number;

    /// <summary>Prices in US dollars: e to the mean of the logarithm, which is the median of a stone's price, not its mean.</summary>
    /// <inheritdoc/>
    public double[] Predict(Table rows) => Array.ConvertAll(
        Features.Encode(rows),
        row => Math.Exp(RidgeRegression.Value(row, Intercept, Weights)));

    /// <summary>On the scale of the price's logarithm: a contribution of 0.1 makes a stone 10.5 % dearer than the mean stone.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<Explanation> Explain(Table rows)
    {
        var terms = new LinearTerms(Intercept, Weights, Means, Features.Columns);
        return Array.ConvertAll(Features.Encode(rows), row => terms.Explain(row, ExplanationScale.Logarithm));
    }
}
