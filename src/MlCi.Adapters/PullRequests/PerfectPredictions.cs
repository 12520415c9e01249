using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Metrics;
using MlCi.Runs;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// Predictions without any error, on rows whose labels the job that made them could read, may be the labels. Some models are that good, so it
/// is a warning for whoever reviews; a forger who adds a few errors is not seen. Where the labels are withheld, nobody can write such
/// predictions who has not got the labels by another way.
/// </summary>
internal static class PerfectPredictions
{
    private const int LeastRows = 100;

    /// <summary>The finding, or null.</summary>
    /// <param name="session">What was measured.</param>
    /// <param name="labelsVisible">Whether the job that made the predictions could read the labels.</param>
    public static Finding? Find(PipelineSession session, bool labelsVisible)
    {
        // Where nothing was measured, the holdout may be one that cannot be read.
        if (!session.Metrics.Any(metric => IsPerfect(session.Definition.Task, metric)))
            return null;
        int rows = session.Holdout.Table.RowCount;
        if (rows < LeastRows)
            return null;
        return new Finding("predictions", "predictions.csv", Column: null, "a reviewer who looks at how they were made", rows, rows, [])
        {
            Blocks = false,
            Found = labelsVisible
                ? $"possible: predictions as good as the labels, without any error on {rows} rows whose labels the job that made them could read"
                : $"predictions as good as the labels, without any error on {rows} rows whose labels are withheld from the job that made them: a feature may tell the label, or a copy of the labels may be at hand",
        };
    }

    private static bool IsPerfect(PredictionTask task, RunMetric metric) => task == PredictionTask.Regression
        ? metric.Name == Metric.Mae.Name && metric.Estimate == 0
        : (metric.Name == Metric.Auc.Name || metric.Name == Metric.Accuracy.Name) && metric.Estimate == 1;
}
