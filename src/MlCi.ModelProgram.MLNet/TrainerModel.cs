using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet;

/// <summary>
/// A model without a line of code of its own: every column of the training data but the label is a feature, and <c>params:</c> of
/// pipeline.yml chooses the trainer. A class that names the label, and <c>return await ModelProgram.Run&lt;MyModel&gt;(args);</c>.
/// </summary>
/// <remarks>
/// Parameters: <c>trainer</c> and its options, as in <see cref="TrainerChoice"/>; <c>drop</c>, columns to learn without;
/// <c>categories</c>, columns of numbers that are codes. A column with a value that is no number is a category, too. A missing number
/// is replaced by the mean, and numbers get mean 0 and variance 1; a category is one 0/1 feature for each level, a missing one none.
/// </remarks>
public abstract class TrainerModel : IModel
{
    private const string Features = "Features";
    private readonly LabelColumn label;

    /// <summary>Makes a model.</summary>
    /// <param name="label">The label's column.</param>
    /// <param name="positive">The value that counts as positive in a binary task; null: the label is a number.</param>
    protected TrainerModel(string label, string? positive = null) => this.label = new LabelColumn(label, positive);

    /// <summary>Trains, and saves the model with the columns and their types.</summary>
    /// <param name="run">The run; its seed is the context's.</param>
    public void Train(TrainingRun run)
    {
        label.Check(run.Data);
        MLContext context = ModelFile.Context(run.Seed, GetType().Assembly);
        string[] candidates = [.. run.Data.Columns.Select(column => column.Name).Where(name => !label.Is(name))];
        IReadOnlyList<string> drop = run.Parameters.Names("drop", candidates);
        IReadOnlyList<string> categories = run.Parameters.Names("categories", candidates);
        string target = ColumnNames.Find(run.Data, label.Name)!.Name;
        IEstimator<ITransformer> trainer = label.Positive is null
            ? TrainerChoice.Regression(context, run, target, Features)
            : TrainerChoice.Binary(context, run, target, Features);
        run.Parameters.RefuseFaults();

        Column[] features = [.. run.Data.Columns.Where(column => candidates.Contains(column.Name) && !drop.Contains(column.Name))];
        if (features.Length == 0)
            throw FaultException.Misconfigured($"{run.Data.File}: found no column but '{target}' and dropped ones, expected a feature");
        string[] texts = [.. features.Where(column => categories.Contains(column.Name) || !IsNumeric(column)).Select(column => column.Name)];
        string[] numbers = [.. features.Select(column => column.Name).Except(texts)];
        run.Log($"{run.Data.RowCount} rows; numbers: {string.Join(", ", numbers)}; categories: {string.Join(", ", texts)}");

        TableView view = TableView.Of(run.Data, Schema(numbers, texts, target), label, isLabelled: true);
        ITransformer model = Encoding(context, numbers, texts).AppendCacheCheckpoint(context).Append(trainer).Fit(view);
        ModelFile.Save(context, model, view.Schema, run.OutputFolder);
    }

    /// <inheritdoc/>
    public IPredictor Load(string folder)
    {
        string path = Path.Combine(folder, ModelFile.Name);
        (ITransformer model, DataViewSchema? schema) = ModelFile.Load(ModelFile.Context(0, GetType().Assembly), path);
        return new TransformerPredictor(
            model, schema ?? throw FaultException.Misconfigured($"{path}: found a model without its columns, expected one written by `train`"), label);
    }

    private static bool IsNumeric(Column column)
    {
        foreach (double number in column.NumbersOfLevels)
        {
            if (double.IsNaN(number))
                return false;
        }

        return true;
    }

    private static IEstimator<ITransformer> Encoding(MLContext context, string[] numbers, string[] texts)
    {
        IEstimator<ITransformer> encoding = context.Transforms.Concatenate(Features, [.. numbers, .. texts]);
        if (texts.Length > 0)
        {
            encoding = context.Transforms.Categorical.OneHotEncoding(
                Pairs(texts), keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Append(encoding);
        }

        if (numbers.Length > 0)
        {
            encoding = context.Transforms.ReplaceMissingValues(Pairs(numbers), MissingValueReplacingEstimator.ReplacementMode.Mean)
                .Append(context.Transforms.NormalizeMeanVariance(Pairs(numbers), fixZero: false)).Append(encoding);
        }

        return encoding;
    }

    private static InputOutputColumnPair[] Pairs(string[] names) => Array.ConvertAll(names, name => new InputOutputColumnPair(name));

    private DataViewSchema Schema(string[] numbers, string[] texts, string target)
    {
        var builder = new DataViewSchema.Builder();
        foreach (string name in numbers)
            builder.AddColumn(name, NumberDataViewType.Single);
        foreach (string name in texts)
            builder.AddColumn(name, TextDataViewType.Instance);
        builder.AddColumn(target, label.Positive is null ? NumberDataViewType.Single : BooleanDataViewType.Instance);
        return builder.ToSchema();
    }
}
