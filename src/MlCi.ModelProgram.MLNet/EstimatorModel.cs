using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlCi.Modeling.MLNet;

/// <summary>
/// A model that is a pipeline of ML.NET over a row type of one's own: a class that gives <see cref="Pipeline"/>, and
/// <c>return await ModelProgram.Run&lt;MyModel&gt;(args);</c>.
/// </summary>
/// <typeparam name="TRow">
/// The row: members of the types float, double, int, long, bool or string. A member <c>MonthlyCharges</c>, or what its
/// <see cref="ColumnNameAttribute"/> says, reads the column of that name, or of the same letters in another writing, such as
/// <c>monthly_charges</c>. A missing number is NaN, a missing text empty.
/// </typeparam>
public abstract class EstimatorModel<TRow> : IModel
    where TRow : class
{
    private readonly LabelColumn label;

    /// <summary>Makes a model.</summary>
    /// <param name="label">The label's member, or its column.</param>
    /// <param name="positive">Of a binary task the value that counts as positive: a label of the type bool is true for it alone.</param>
    protected EstimatorModel(string label, string? positive = null) => this.label = new LabelColumn(label, positive);

    /// <summary>Trains the pipeline on the training data, and saves it.</summary>
    /// <param name="run">The run; its seed is the context's.</param>
    public void Train(TrainingRun run)
    {
        MLContext context = ModelFile.Context(run.Seed, typeof(TRow).Assembly);
        IEstimator<ITransformer> pipeline = Pipeline(context, run);
        run.Parameters.RefuseFaults();
        label.Check(run.Data);
        TableView view = TableView.Of(run.Data, RowType.SchemaOf<TRow>(), label, isLabelled: true);
        run.Log($"{view.RowCount} rows, {view.Schema.Count} columns");
        ModelFile.Save(context, pipeline.Fit(view), view.Schema, run.OutputFolder);
    }

    /// <inheritdoc/>
    public IPredictor Load(string folder)
    {
        (ITransformer model, _) = ModelFile.Load(ModelFile.Context(0, typeof(TRow).Assembly), Path.Combine(folder, ModelFile.Name));
        return new TransformerPredictor(model, RowType.SchemaOf<TRow>(), label);
    }

    /// <summary>
    /// The pipeline, down to the trainer: it must give a column <c>Score</c>, and in a binary task <c>Probability</c>.
    /// </summary>
    /// <param name="context">A context with the run's seed. A trainer of one's own needs <c>NumberOfThreads = 1</c> to give the same model again.</param>
    /// <param name="run">
    /// The run, for its parameters: <see cref="TrainerChoice"/> reads trainer and options from them. What nobody asks for is
    /// refused.
    /// </param>
    protected abstract IEstimator<ITransformer> Pipeline(MLContext context, TrainingRun run);
}
