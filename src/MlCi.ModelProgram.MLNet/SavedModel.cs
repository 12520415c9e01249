using Microsoft.ML;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet;

/// <summary>
/// A model that was trained elsewhere and saved as a zip of ML.NET, gated as it is: a class that names the label, and
/// <c>return await ModelProgram.Run&lt;MyModel&gt;(args);</c>. Training copies the zip that the parameter <c>model</c> names.
/// </summary>
/// <typeparam name="TRow">The row type that the model was trained with, as in <see cref="EstimatorModel{TRow}"/>.</typeparam>
/// <remarks>
/// The zip lies beside the program's sources and is published with it
/// (<c>&lt;Content Include="churn.zip" CopyToPublishDirectory="PreserveNewest" /&gt;</c>), so another zip is another model to gate.
/// </remarks>
public abstract class SavedModel<TRow> : IModel
    where TRow : class
{
    private readonly LabelColumn label;

    /// <summary>Makes a model.</summary>
    /// <param name="label">The label's member, or its column: the only one that may be absent when the model predicts.</param>
    protected SavedModel(string label) => this.label = new LabelColumn(label, Positive: null);

    /// <summary>The folder that zips are looked for in: the program's.</summary>
    protected virtual string ProgramFolder => AppContext.BaseDirectory;

    /// <summary>Copies the zip, which must be able to predict the training data.</summary>
    /// <param name="run">The run; its parameter <c>model</c> names the zip.</param>
    public void Train(TrainingRun run)
    {
        string name = run.Parameters.Text("model", fallback: ModelFile.Name);
        run.Parameters.RefuseFaults();
        string folder = Path.GetFullPath(ProgramFolder);
        string path = Path.GetFullPath(Path.Combine(folder, name));
        // Elsewhere it could change without anybody knowing that the model did.
        if (!path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
            throw FaultException.Misconfigured($"parameter 'model': found no file '{name}' in the program's folder, expected a zip that is published with it");
        double[] numbers = Predictor(path).Predict(run.Data);
        run.Log($"{name} predicts {run.Data.RowCount} rows: {numbers.Length} numbers");
        WholeFile.Write(Path.Combine(run.OutputFolder, ModelFile.Name), File.ReadAllBytes(path));
    }

    /// <inheritdoc/>
    public IPredictor Load(string folder) => Predictor(Path.Combine(folder, ModelFile.Name));

    private TransformerPredictor Predictor(string path)
    {
        (ITransformer model, _) = ModelFile.Load(ModelFile.Context(0, typeof(TRow).Assembly), path);
        return new TransformerPredictor(model, RowType.SchemaOf<TRow>(), label);
    }
}
