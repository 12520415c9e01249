using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Adapters.PredictionFiles;

/// <summary>Reads metrics by their names from the command line.</summary>
internal static class MetricOption
{
    /// <summary>The metrics named.</summary>
    /// <param name="names">The names; none for the usual ones.</param>
    /// <param name="usual">The usual ones.</param>
    /// <param name="task">The task, which has metrics of its own.</param>
    /// <param name="isKnown">Which of these may be named.</param>
    /// <exception cref="FaultException">Names that are not known, all of them (exit 2).</exception>
    public static Metric[] Parse(IReadOnlyList<string> names, IReadOnlyList<Metric> usual, PredictionTask task, Func<Metric, bool> isKnown)
    {
        if (names.Count == 0)
            return [.. usual];
        string[] valid = [.. Metric.For(task).Where(isKnown).Select(metric => metric.Name)];
        Metric?[] found = [.. names.Distinct().Select(name => Metric.Find(name, task) is { } metric && isKnown(metric) ? metric : null)];
        Fault[] faults = [.. names.Distinct().Where((_, i) => found[i] is null).Select(name => new Fault(
            $"found '{name}' for '--metric', expected {NearestName.Suggest(name, valid)}"))];
        return faults.Length > 0 ? throw FaultException.Misconfigured(faults) : [.. found.OfType<Metric>()];
    }

    /// <summary>What is looked at where there is room for little: of classifiers what ranks, decides and forecasts.</summary>
    public static Metric[] Chief(PredictionTask task) => task switch
    {
        PredictionTask.Multiclass => [Metric.Accuracy, Metric.MacroF1, Metric.LogLoss],
        PredictionTask.Regression => [Metric.Mae, Metric.Rmse],
        _ => [Metric.Auc, Metric.Accuracy, Metric.LogLoss],
    };
}
