using MlCi.Data;

namespace MlCi.Modeling;

/// <summary>A model as MlCi trains and runs it: the only thing that a model program has to write.</summary>
public interface IModel
{
    /// <summary>Trains on <see cref="TrainingRun.Data"/> and writes the model into <see cref="TrainingRun.OutputFolder"/>.</summary>
    /// <param name="run">Data, parameters, seed, and where to write. The same run must write the same bytes.</param>
    void Train(TrainingRun run);

    /// <summary>Loads what <see cref="Train"/> wrote.</summary>
    /// <param name="folder">The model's folder.</param>
    IPredictor Load(string folder);
}

/// <summary>A loaded model.</summary>
public interface IPredictor
{
    /// <summary>What the numbers are: <see cref="PredictionColumns.Score"/> unless a predictor says otherwise.</summary>
    IReadOnlyList<string> Columns => PredictionColumns.Score;

    /// <summary>Predicts rows. A server asks from several threads at a time, and uses the memory of the rows again afterwards.</summary>
    /// <param name="rows">Rows with the features of the training data, in any column order, without the label.</param>
    /// <returns>Finite numbers, row by row in the order of the rows: one for each of <see cref="Columns"/>.</returns>
    double[] Predict(Table rows);
}
