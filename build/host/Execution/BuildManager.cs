using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>From a command line to an exit code.</summary>
internal static class BuildManager
{
    /// <summary>What the process exits with after a failure that set no exit code: −1, as the shell shows it.</summary>
    private const int ErrorExitCode = 255;

    public static int Execute<T>(T build, IReadOnlyList<Func<T, Target>> defaults, TextWriter writer)
        where T : NukeBuild
    {
        HostOutput output = new(writer, DisabledOutputs(build));
        try
        {
            ReadHostOptions(build);
            IReadOnlyList<ExecutableTarget> targets = ExecutableTargetFactory.CreateAll(build);
            Invoke(build, targets, defaults);
            build.ExecutionPlan = ExecutionPlanner.Plan(targets, targets.Where(target => target.Invoked).ToList());
            if (build.Plan)
            {
                output.Plan(build.ExecutionPlan);
                return 0;
            }

            if (build.SkippedTargets is { } skipped)
                BuildExecutor.Skip(build.ExecutionPlan, skipped);
            BuildExecutor.Execute(build.ExecutionPlan, output);
            build.ExitCode ??= build.ExecutionPlan.Any(target => target.Status == ExecutionStatus.Failed) ? ErrorExitCode : 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or TargetInvocationException)
        {
            output.Error((exception.InnerException ?? exception).Message);
            build.ExitCode ??= ErrorExitCode;
        }

        Finish(build, output);
        return build.ExitCode.Value;
    }

    public static bool IsNameOf(string text, ExecutableTarget target) =>
        string.Equals(text.Replace("-", "", StringComparison.Ordinal), target.Name, StringComparison.OrdinalIgnoreCase);

    private static List<DefaultOutput> DisabledOutputs(NukeBuild build) =>
    [
        .. build.GetType().GetCustomAttributes<DisableDefaultOutputAttribute>()
            .Where(attribute => attribute.IsApplicable(build))
            .SelectMany(attribute => attribute.DisabledOutputs),
    ];

    private static void ReadHostOptions(NukeBuild build)
    {
        Arguments arguments = build.Arguments;
        build.InvokedTargets = Names(arguments.Values("Target") ?? arguments.Positional);
        build.SkippedTargets = arguments.Values("Skip") is { } skipped ? Names(skipped) : null;
        build.Plan = arguments.Get<bool?>(nameof(NukeBuild.Plan)) ?? false;
        foreach (FieldInfo field in build.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.GetCustomAttribute<ParameterAttribute>() is not null))
        {
            MethodInfo get = typeof(Arguments).GetMethod(nameof(Arguments.Get))!.MakeGenericMethod(field.FieldType);
            if (arguments.Has(NukeBuild.ParameterName(field)))
                field.SetValue(build, get.Invoke(arguments, [NukeBuild.ParameterName(field)]));
        }
    }

    /// <summary>NUKE parts the names of targets by plus signs, too.</summary>
    private static List<string> Names(IEnumerable<string> values) => values.SelectMany(value => value.Split('+')).ToList();

    private static void Invoke<T>(T build, IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<Func<T, Target>> defaults)
        where T : NukeBuild
    {
        if (build.InvokedTargets.Count == 0)
        {
            foreach (Target factory in defaults.Select(target => target(build)))
                targets.Single(target => target.Factory == factory).Invoked = true;
        }

        foreach (string name in build.InvokedTargets)
        {
            ExecutableTarget target = targets.FirstOrDefault(target => IsNameOf(name, target))
                ?? throw new InvalidOperationException($"Target with name '{name}' does not exist");
            target.Invoked = true;
        }
    }

    private static void Finish(NukeBuild build, HostOutput output)
    {
        foreach (ExecutableTarget target in build.ExecutionPlan)
        {
            target.Stopwatch.Stop();
            target.Status = target.Status switch
            {
                ExecutionStatus.Scheduled => ExecutionStatus.NotRun,
                _ => target.Status,
            };
        }

        if (build.ExecutionPlan.Count > 0)
            output.Outcome(build);
        build.OnBuildFinished();
    }
}
