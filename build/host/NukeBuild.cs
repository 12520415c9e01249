using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>The base of a build: <c>class Build : NukeBuild { public static int Main() => Execute&lt;Build&gt;(x => x.Compile); }</c>.</summary>
public abstract class NukeBuild : INukeBuild
{
    internal const string RootMarker = ".nuke";

    /// <summary>The folder of the repository: the nearest one upwards with a <c>.nuke</c> in it, or <c>--root</c>.</summary>
    [Parameter("Folder of the repository", Name = "Root")]
    public static AbsolutePath RootDirectory { get; internal set; } = FindRoot(Arguments.OfProcess);

    /// <summary>How much is logged; what a build makes of it is its own affair.</summary>
    [Parameter("How much is logged")]
    public static Verbosity Verbosity { get; set; } = Arguments.OfProcess.Get<Verbosity?>(nameof(Verbosity)) ?? Verbosity.Normal;

    /// <summary>The targets named on the command line.</summary>
    [Parameter("Targets to execute", Name = "Target")]
    public IReadOnlyList<string> InvokedTargets { get; internal set; } = [];

    /// <summary>The targets to leave out.</summary>
    [Parameter("Targets to leave out; alone, all dependencies", Name = "Skip")]
    public IReadOnlyList<string>? SkippedTargets { get; internal set; }

    /// <summary>Whether only the plan shall be shown.</summary>
    [Parameter("Shows the order of the targets and executes none")]
    public bool Plan { get; internal set; }

    /// <summary>Accepted for NUKE's sake; this host has no logo.</summary>
    [Parameter("Prints no logo")]
    public bool NoLogo { get; set; }

    /// <inheritdoc/>
    public int? ExitCode { get; set; }

    /// <inheritdoc/>
    public bool IsSucceeding => !IsFailing;

    /// <inheritdoc/>
    public bool IsFailing => ExecutionPlan.Any(target => target.Status
        is ExecutionStatus.Failed or ExecutionStatus.NotRun);

    Verbosity INukeBuild.Verbosity => Verbosity;

    AbsolutePath INukeBuild.RootDirectory => RootDirectory;

    internal Arguments Arguments { get; set; } = Arguments.OfProcess;

    internal IReadOnlyList<ExecutableTarget> ExecutionPlan { get; set; } = [];

    /// <inheritdoc/>
    public void ReportSummary(Configure<Dictionary<string, string>>? configurator = null)
    {
        ExecutableTarget running = ExecutionPlan.Single(target => target.Status == ExecutionStatus.Running);
        running.Summary = configurator?.Invoke([]) ?? [];
    }

    T? INukeBuild.TryGetValue<T>(Expression<Func<T>> parameterExpression)
        where T : class => Arguments.Get<T>(ParameterName(parameterExpression.Body));

    T? INukeBuild.TryGetValue<T>(Expression<Func<object>> parameterExpression)
        where T : default => Arguments.Get<T>(ParameterName(parameterExpression.Body));

    /// <summary>Executes the targets of the command line, or the default ones.</summary>
    /// <param name="defaultTargetExpressions">Targets to execute where the command line names none.</param>
    /// <returns>The exit code: <see cref="ExitCode"/> if it was set, else 0 or 255.</returns>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new() =>
        BuildManager.Execute(new T(), defaultTargetExpressions.Select(e => e.Compile()).ToList(), Console.Out);

    /// <summary>Called when the targets are done, whatever came of them.</summary>
    protected internal virtual void OnBuildFinished()
    {
    }

    internal static string ParameterName(MemberInfo member) =>
        member.GetCustomAttribute<ParameterAttribute>()?.Name ?? member.Name;

    private static string ParameterName(Expression body) => body switch
    {
        MemberExpression member => ParameterName(member.Member),
        UnaryExpression conversion => ParameterName(conversion.Operand),
        _ => throw new ArgumentException($"'{body}' is not a member", nameof(body)),
    };

    private static string FindRoot(Arguments arguments)
    {
        if (arguments.Has("Root"))
            return arguments.Get<string>("Root") ?? Environment.CurrentDirectory;

        for (string? folder = Environment.CurrentDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, RootMarker)))
                return folder;
        }

        return Environment.CurrentDirectory;
    }
}
