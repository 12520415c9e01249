using System.Globalization;

namespace Nuke.Common.Execution;

/// <summary>What the host itself prints: headings, failures, and the table at the end, as NUKE draws them.</summary>
internal sealed class HostOutput(TextWriter writer, IReadOnlyCollection<DefaultOutput> disabled)
{
    private const int StatusWidth = 10;
    private const int DurationWidth = 10;

    public void Heading(string target)
    {
        if (disabled.Contains(DefaultOutput.TargetHeader))
            return;
        writer.WriteLine();
        writer.WriteLine("╬" + new string('═', target.Length + 5));
        writer.WriteLine($"║ {target}");
        writer.WriteLine("╬" + new string('═', Math.Max(target.Length - 4, 2)));
        writer.WriteLine();
    }

    public void Failure(string target, Exception exception)
    {
        writer.WriteLine($"[ERR] Target {target} has thrown an exception");
        writer.WriteLine(exception);
    }

    public void Error(string message) => writer.WriteLine($"[ERR] {message}");

    public void Plan(IEnumerable<ExecutableTarget> plan)
    {
        foreach (ExecutableTarget target in plan)
            writer.WriteLine(target.Name);
    }

    public void Outcome(NukeBuild build)
    {
        if (!disabled.Contains(DefaultOutput.TargetOutcome))
            Table(build.ExecutionPlan);
        if (!disabled.Contains(DefaultOutput.BuildOutcome))
            writer.WriteLine($"\nBuild {(build.IsSucceeding ? "succeeded" : "failed")} on {DateTime.Now.ToString(CultureInfo.CurrentCulture)}.");
    }

    private static string Duration(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1) ? "< 1sec" : $"{(int)time.TotalMinutes}:{time:ss}";

    private void Table(IReadOnlyList<ExecutableTarget> plan)
    {
        int nameWidth = Math.Max(plan.Max(target => target.Name.Length) + 4, 19);
        int width = nameWidth + StatusWidth + DurationWidth;

        writer.WriteLine();
        writer.WriteLine(new string('═', width));
        writer.WriteLine(Line("Target", "Status", "Duration"));
        writer.WriteLine(new string('─', width));
        foreach (ExecutableTarget target in plan.Where(target => target.Status != ExecutionStatus.Collective))
        {
            bool ran = target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed;
            string summary = string.Join(", ", target.Summary.Select(pair => $"{pair.Key}: {pair.Value}"));
            writer.WriteLine(
                Line(target.Name, target.Status.ToString(), ran ? Duration(target.Stopwatch.Elapsed) : "")
                + (summary.Length > 0 ? $"   // {summary}" : ""));
        }

        writer.WriteLine(new string('─', width));
        writer.WriteLine(Line("Total", "", Duration(plan.Aggregate(TimeSpan.Zero, (sum, target) => sum + target.Stopwatch.Elapsed))));
        writer.WriteLine(new string('═', width));

        string Line(string name, string status, string duration) =>
            name.PadRight(nameWidth) + status.PadRight(StatusWidth) + duration.PadLeft(DurationWidth);
    }
}
