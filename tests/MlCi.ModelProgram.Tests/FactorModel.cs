using MlCi.Data;

namespace MlCi.Modeling.Tests;

/// <summary>A model that is easy to follow: a row's score is its x times a parameter.</summary>
internal sealed class FactorModel : IModel
{
    public void Train(TrainingRun run)
    {
        double factor = run.Parameters.Number("factor", fallback: 0.1);
        run.Log($"seed {run.Seed}, {run.Data.RowCount} rows");
        if (double.IsNegative(factor))
            throw new InvalidOperationException("a bug");
        JsonModel.Save(run.OutputFolder, new Saved(factor));
    }

    public IPredictor Load(string folder) => JsonModel.Load<Saved>(folder);

    // A factor of 2 makes it a regression, of 3 a classifier of two classes.
    internal sealed record Saved(double Factor) : IPredictor
    {
        public IReadOnlyList<string> Columns => Factor switch
        {
            2 => PredictionColumns.Number,
            3 => PredictionColumns.Classes(["low", "high, or so"]),
            _ => PredictionColumns.Score,
        };

        public double[] Predict(Table rows)
        {
            double[] scores = Array.ConvertAll(rows.Column("x").Numbers.ToArray(), x => x * Factor);
            return Factor == 13 ? scores[1..] : Factor == 3 ? [.. scores.SelectMany(score => new[] { score, 1 - score })] : scores;
        }
    }
}
