namespace Nuke.Common.Execution;

/// <summary>Executes a plan, one target after another, until one throws.</summary>
internal static class BuildExecutor
{
    public static void Execute(IReadOnlyList<ExecutableTarget> plan, HostOutput output)
    {
        foreach (ExecutableTarget target in plan.Where(target => target.Status == ExecutionStatus.Scheduled))
        {
            if (!ConditionsHold(target))
                target.Status = ExecutionStatus.Skipped;
            else if (target.Definition.Actions.Count == 0)
                target.Status = ExecutionStatus.Collective;
            else if (!Succeeds(target, output))
                return;
        }
    }

    /// <summary>Marks the targets to leave out; an empty list means all that were not invoked.</summary>
    public static void Skip(IReadOnlyList<ExecutableTarget> plan, IReadOnlyList<string> names)
    {
        foreach (ExecutableTarget target in plan.Where(target => !target.Invoked))
        {
            if (names.Count == 0 || names.Any(name => BuildManager.IsNameOf(name, target)))
            {
                target.Status = ExecutionStatus.Skipped;
                target.Summary["Skipped"] = "via parameter";
            }
        }
    }

    private static bool ConditionsHold(ExecutableTarget target)
    {
        List<string> broken = target.Definition.Conditions.Where(c => !c.Holds()).Select(c => c.Text).ToList();
        if (broken.Count > 0)
            target.Summary["OnlyWhen"] = string.Join(" && ", broken);
        return broken.Count == 0;
    }

    private static bool Succeeds(ExecutableTarget target, HostOutput output)
    {
        output.Heading(target.Name);
        target.Status = ExecutionStatus.Running;
        target.Stopwatch.Start();
        try
        {
            target.Definition.Actions.ForEach(action => action());
            target.Status = ExecutionStatus.Succeeded;
        }
        catch (Exception exception)
        {
            output.Failure(target.Name, exception);
            target.Status = ExecutionStatus.Failed;
            if (target.Summary.Count == 0)
                target.Summary[exception.GetType().Name] = exception.Message.Split('\n')[0];
        }

        target.Stopwatch.Stop();
        return target.Status == ExecutionStatus.Succeeded;
    }
}
