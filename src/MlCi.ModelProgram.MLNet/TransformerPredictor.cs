using Microsoft.ML;
using Microsoft.ML.Data;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet;

/// <summary>Predicts with a model of ML.NET, whatever its task: the kind of its column <c>Score</c> tells.</summary>
internal sealed class TransformerPredictor : IPredictor
{
    private const string Score = "Score";
    private const string Probability = "Probability";
    private readonly ITransformer model;
    private readonly DataViewSchema input;
    private readonly LabelColumn label;
    private readonly string output;

    /// <summary>Looks at what a model gives.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The columns that it reads.</param>
    /// <param name="label">Its label.</param>
    /// <exception cref="FaultException">It gives nothing that MlCi can read (exit 2).</exception>
    public TransformerPredictor(ITransformer model, DataViewSchema input, LabelColumn label)
    {
        this.model = model;
        this.input = input;
        this.label = label;
        DataViewSchema given = model.GetOutputSchema(input);
        if (given.GetColumnOrNull(Score) is not { } score)
            throw Unusable($"found no column '{Score}' in what the model gives, expected it of a classifier or a regression");

        string kind = Text(score, "ScoreColumnKind");
        (Columns, output) = kind switch
        {
            "Regression" => (PredictionColumns.Number, Score),
            "MulticlassClassification" => (PredictionColumns.Classes(Classes(score)), Score),
            "BinaryClassification" when given.GetColumnOrNull(Probability) is not null => (PredictionColumns.Score, Probability),
            "BinaryClassification" => throw Unusable($"found a classifier without '{Probability}', expected a calibrated one: append a calibrator"),
            _ => throw Unusable($"found a model of the kind '{kind}', expected BinaryClassification, MulticlassClassification or Regression"),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public double[] Predict(Table rows)
    {
        IDataView scored = model.Transform(TableView.Of(rows, input, label, isLabelled: false));
        return Columns.Count == 1 && scored.Schema[output].Type is not VectorDataViewType
            ? [.. scored.GetColumn<float>(output)]
            : [.. scored.GetColumn<float[]>(output).SelectMany(row => row.Select(number => (double)number))];
    }

    // In the order of the probabilities: as they were in the label's column before it became a key.
    private static IEnumerable<string> Classes(DataViewSchema.Column score)
    {
        DataViewSchema.Annotations annotations = score.Annotations;
        foreach (string kind in (string[])["TrainingLabelValues", "SlotNames"])
        {
            if (annotations.Schema.GetColumnOrNull(kind)?.Type is VectorDataViewType { ItemType: TextDataViewType })
            {
                VBuffer<ReadOnlyMemory<char>> names = default;
                annotations.GetValue(kind, ref names);
                return [.. names.DenseValues().Select(name => name.ToString())];
            }
        }

        throw Unusable("found a classifier that does not name its classes, expected labels that were texts before MapValueToKey");
    }

    private static string Text(DataViewSchema.Column column, string annotation)
    {
        if (column.Annotations.Schema.GetColumnOrNull(annotation) is null)
            return "";
        ReadOnlyMemory<char> text = default;
        column.Annotations.GetValue(annotation, ref text);
        return text.ToString();
    }

    private static FaultException Unusable(string message) => FaultException.Misconfigured(message);
}
