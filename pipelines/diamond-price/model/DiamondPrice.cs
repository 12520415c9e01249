using MathNet.Numerics;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Modeling;

namespace Diamonds;

/// <summary>What does a diamond cost? Ridge regression of the price's logarithm on weight, shape, cut, color and clarity.</summary>
public sealed class DiamondPrice : IModel
{
    /// <summary>The label's column in the training data: the price in US dollars.</summary>
    public const string Label = "price";

    /// <summary>The least penalty: without one, one-hot features have no single solution.</summary>
    public const double LeastPenalty = 1e-6;

    /// <summary>
    /// Trains. Nothing in it is random: the seed makes no difference, and the same data and parameters give the same bytes.
    /// </summary>
    /// <param name="run">
    /// Parameters: <c>l2</c>, the penalty on the squared weights (scikit-learn's alpha; 1 by default); <c>drop</c>, names of
    /// columns to learn without.
    /// </param>
    public void Train(TrainingRun run)
    {
        double l2 = run.Parameters.Number("l2", fallback: 1, minimum: LeastPenalty);
        IReadOnlyList<string> drop = run.Parameters.Names("drop", Features.Droppable);
        run.Parameters.RefuseFaults();

        // Threads and native libraries would make the last bits depend on the machine.
        Control.UseManaged();
        Control.UseSingleThread();

        double[] logPrices = Array.ConvertAll(ReadPrices(run.Data), Math.Log);
        Features features = Features.Learn(run.Data, drop);
        double[][] rows = features.Encode(run.Data);
        run.Log($"{rows.Length} rows; {features.Names.Count} features; l2 = {l2}");
        RidgeFit fit = RidgeRegression.Fit(rows, logPrices, l2);
        double squares = rows.Zip(logPrices, (row, price) => Math.Pow(price - RidgeRegression.Value(row, fit.Intercept, fit.Weights), 2)).Sum();
        run.Log($"the price's logarithm is off by {Math.Sqrt(squares / rows.Length):F4} in the training data (root mean square)");
        JsonModel.Save(run.OutputFolder, new PriceModel(features, fit.Intercept, fit.Weights, LinearTerms.MeansOf(rows)));
    }

    /// <inheritdoc/>
    public IPredictor Load(string folder) => JsonModel.Load<PriceModel>(folder);

    private static double[] ReadPrices(Table data)
    {
        if (data.RowCount == 0)
            throw FaultException.Negative($"{data.File}: found no row, expected some to learn from");
        Column column = data.Column(Label);
        return [.. Enumerable.Range(0, data.RowCount).Select(row => Amounts.Positive(data, column, row))];
    }
}
