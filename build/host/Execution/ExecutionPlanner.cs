namespace Nuke.Common.Execution;

/// <summary>Puts the invoked targets and all that they depend on in order. Decides only; <see cref="BuildExecutor"/> acts.</summary>
internal static class ExecutionPlanner
{
    /// <summary>The plan, built from its end as NUKE does, so that both choose the same order among equals.</summary>
    /// <exception cref="InvalidOperationException">The targets depend on each other in a circle.</exception>
    public static IReadOnlyList<ExecutableTarget> Plan(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyCollection<ExecutableTarget> invoked)
    {
        List<ExecutableTarget> left = [.. targets];
        List<ExecutableTarget> plan = [];
        while (left.Count > 0)
        {
            ExecutableTarget last = left.Find(target => !left.Exists(other => Follows(other, target)))
                ?? throw new InvalidOperationException(
                    $"Circular dependencies between targets: {string.Join(", ", left.Select(target => target.Name))}");
            left.Remove(last);
            if (invoked.Contains(last) || plan.Exists(target => target.ExecutionDependencies.Contains(last)))
                plan.Insert(0, last);
        }

        return plan;
    }

    private static bool Follows(ExecutableTarget target, ExecutableTarget other) =>
        target.ExecutionDependencies.Contains(other) || target.OrderDependencies.Contains(other);
}
