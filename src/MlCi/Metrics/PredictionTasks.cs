namespace MlCi.Metrics;

/// <summary>The names of tasks in pipeline.yml and reports.</summary>
public static class PredictionTasks
{
    /// <summary>The tasks by their names.</summary>
    public static IReadOnlyList<(string Name, PredictionTask Task)> All { get; } =
        [("binary", PredictionTask.Binary), ("multiclass", PredictionTask.Multiclass), ("regression", PredictionTask.Regression)];

    /// <summary>The name of a task.</summary>
    /// <param name="task">The task.</param>
    public static string NameOf(PredictionTask task) => All.First(one => one.Task == task).Name;
}
