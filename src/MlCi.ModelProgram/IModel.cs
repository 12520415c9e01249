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
    /// <summary>Scores rows; in a binary task a score is the probability of the positive label.</summary>
    /// <param name="rows">Rows with the features of the training data, in any column order, without the label.</param>
    /// <returns>One finite number for each row, in the order of the rows.</returns>
    double[] Predict(Table rows);
}
