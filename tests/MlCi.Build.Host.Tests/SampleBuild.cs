using Nuke.Common;
using Nuke.Common.Execution;

namespace MlCi.Build.Host.Tests;

public interface IClean : INukeBuild
{
    Target Clean => _ => _.Executes(() => ((SampleBuild)this).Log.Add(nameof(Clean)));
}

public interface IPublish : IClean
{
    [Parameter("Where to")]
    string To => TryGetValue(() => To) ?? "nowhere";

    [Parameter("Faster")]
    bool Fast => TryGetValue<bool?>(() => Fast) ?? false;

    [Parameter("Many")]
    string[] Names => TryGetValue(() => Names) ?? [];

    Target Publish => _ => _
        .DependsOn(Clean)
        .Executes(() => ((SampleBuild)this).Log.Add($"Publish {To} {Fast} {string.Join('+', Names)}"));
}

/// <summary>A build with targets of its own and of components, which logs what it does.</summary>
[DisableDefaultOutput(DefaultOutput.BuildOutcome)]
public class SampleBuild : NukeBuild, IPublish
{
    [Parameter("How often")]
    private readonly int times = 1;

    public List<string> Log { get; } = [];

    public bool Ready { get; set; } = true;

    private Target Restore => _ => _.Executes(() => Log.Add($"Restore {times}"));

    private Target Compile => _ => _
        .DependsOn(Restore)
        .DependsOn<IClean>(x => x.Clean)
        .Executes(() => Log.Add(nameof(Compile)));

    private Target Lint => _ => _.After(Compile).Executes(() => Log.Add(nameof(Lint)));

    private Target Guarded => _ => _.OnlyWhenDynamic(() => Ready).Executes(() => Log.Add(nameof(Guarded)));

    private Target Unready => _ => _.Executes(() =>
    {
        Ready = false;
        ExitCode = 2;
        ReportSummary(summary =>
        {
            summary["Exit"] = "2";
            return summary;
        });
    });

    private Target AfterUnready => _ => _.DependsOn(Unready, Guarded).Executes(() => Log.Add(nameof(AfterUnready)));

    private Target Broken => _ => _.DependsOn(Restore).Executes(() => throw new InvalidDataException("no such\nthing"));

    private Target AfterBroken => _ => _.DependsOn(Broken).Executes(() => Log.Add(nameof(AfterBroken)));

    private Target All => _ => _.DependsOn(Compile, Lint);

    /// <summary>Runs a command line as Main would.</summary>
    public static (int ExitCode, SampleBuild Build, string Output) Run(params string[] arguments)
    {
        SampleBuild build = new() { Arguments = new Arguments(arguments) };
        using StringWriter writer = new();
        int exitCode = BuildManager.Execute<SampleBuild>(build, [x => x.Compile], writer);
        return (exitCode, build, writer.ToString());
    }
}
