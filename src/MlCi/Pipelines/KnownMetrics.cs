using MlCi.Comparison;
using MlCi.Findings;
using MlCi.Metrics;

namespace MlCi.Pipelines;

/// <summary>The metrics that a pipeline's rules can name: those of its task, and its own.</summary>
/// <param name="Task">The task.</param>
/// <param name="Own">The pipeline's own.</param>
internal sealed record KnownMetrics(PredictionTask Task, IReadOnlyList<Metric> Own)
{
    /// <summary>The metric that a rule names; null with a fault where there is none, or none to compare.</summary>
    public Metric? Read(YamlSection section, bool isCompared)
    {
        Placed name = section.Required("metric", "a metric's name");
        if (name.Value.Length == 0)
            return null;
        Metric? metric = Metric.Find(name.Value, Task) ?? Own.FirstOrDefault(one => one.Name == name.Value);
        if (metric is not null && (!isCompared || ChampionComparison.Supports(metric)))
            return metric;
        string[] names = [.. Metric.For(Task).Concat(Own).Where(one => !isCompared || ChampionComparison.Supports(one)).Select(one => one.Name), .. Patterns];
        section.Faults.Add(name.Place, metric is null
            ? $"found metric '{YamlValues.Shown(name.Value)}', expected {NearestName.Suggest(name.Value, names)}"
            : $"found metric '{name.Value}', which cannot be compared with the champion's, expected one of {string.Join(", ", names)}");
        return null;
    }

    // What has a number in its name: all of the classes' k, and of quantiles examples.
    private string[] Patterns => Task switch
    {
        PredictionTask.Multiclass => [.. Metric.TopAccuracies.Select(metric => metric.Name)],
        PredictionTask.Regression => ["pinball_0.5", "pinball_0.9"],
        _ => [],
    };
}
