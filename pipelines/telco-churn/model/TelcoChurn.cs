using MathNet.Numerics;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Modeling;

namespace Telco;

/// <summary>Did a customer leave? Logistic regression on the contract, the services, the charges and the customer.</summary>
public sealed class TelcoChurn : IModel
{
    /// <summary>The label's column in the training data.</summary>
    public const string Label = "churn";

    /// <summary>The label of a customer who left; every other one says <c>No</c>.</summary>
    public const string Positive = "Yes";

    /// <summary>
    /// Trains. Nothing in it is random: the seed makes no difference, and the same data and parameters give the same bytes.
    /// </summary>
    /// <param name="run">
    /// Parameters: <c>l2</c>, the penalty on the squared weights (scikit-learn's 1/C; 1 by default); <c>drop</c>, names of
    /// columns to learn without.
    /// </param>
    public void Train(TrainingRun run)
    {
        double l2 = run.Parameters.Number("l2", fallback: 1, minimum: 0);
        IReadOnlyList<string> drop = run.Parameters.Names("drop", Features.AllColumns);
        run.Parameters.RefuseFaults();

        // Threads and native libraries would make the last bits depend on the machine.
        Control.UseManaged();
        Control.UseSingleThread();

        bool[] labels = ReadLabels(run.Data);
        Features features = Features.Learn(run.Data, drop);
        run.Log($"{labels.Length} rows, {labels.Count(label => label)} of them positive; {features.Names.Count} features; l2 = {l2}");
        double[][] rows = features.Encode(run.Data);
        LogisticFit fit = LogisticRegression.Fit(rows, labels, l2);
        run.Log($"{fit.Iterations} iterations; the objective is {fit.Objective}, its steepest slope {fit.SteepestSlope:E1}");
        JsonModel.Save(run.OutputFolder, new TelcoModel(features, fit.Intercept, fit.Weights, LinearTerms.MeansOf(rows)));
    }

    /// <inheritdoc/>
    public IPredictor Load(string folder) => JsonModel.Load<TelcoModel>(folder);

    private static bool[] ReadLabels(Table data)
    {
        Column column = data.Column(Label);
        bool[] labels = new bool[data.RowCount];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = column.Text(row) switch
            {
                Positive => true,
                "No" => false,
                var other => throw FaultException.Negative(
                    $"{data.File}:{data.Line(row)}: column '{Label}': "
                    + $"found {(other is null ? "no value" : $"'{other}'")}, expected No or {Positive}"),
            };
        }

        if (!labels.Contains(true) || !labels.Contains(false))
        {
            throw FaultException.Negative(
                $"{data.File}: column '{Label}': found {Found(column)} in all {labels.Length} rows, expected both No and {Positive}");
        }

        return labels;
    }

    private static string Found(Column label) => label.Levels.Count == 0 ? "nothing" : $"'{label.Levels[0]}'";
}
