using MlCi.Data;
using MlCi.Modeling;

namespace Diamonds;

/// <summary>The model as it is saved: how a row becomes numbers, and what each of them weighs.</summary>
/// <param name="Features">The features, with what was learned about them.</param>
/// <param name="Intercept">The logarithm of the price, in US dollars, of a row whose features are all 0.</param>
/// <param name="Weights">For each of <see cref="Diamonds.Features.Names"/> its part in the logarithm of the price.</param>
public sealed record PriceModel(Features Features, double Intercept, double[] Weights) : IPredictor
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => PredictionColumns.Number;

    /// <summary>Prices in US dollars: e to the mean of the logarithm, which is the median of a stone's price, not its mean.</summary>
    /// <inheritdoc/>
    public double[] Predict(Table rows) => Array.ConvertAll(
        Features.Encode(rows),
        row => Math.Exp(RidgeRegression.Value(row, Intercept, Weights)));
}
