using System.Runtime.CompilerServices;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;
using Nuke.Common;

namespace MlCi.Nuke;

/// <summary>A build that runs stages: the options that they share, and the engine that they share.</summary>
public interface IRunStages : INukeBuild
{
    private static readonly ConditionalWeakTable<IRunStages, Engine> Engines = [];

    /// <summary>The pipelines to work on; none means all.</summary>
    [Parameter("A pipeline's name, or several with commas between; all if not given")]
    string[] Pipeline => CommandLine.Current.All("pipeline") ?? TryGetValue(() => Pipeline) ?? [];

    /// <summary>Narrows the pipelines to those with changed inputs.</summary>
    [Parameter("Only pipelines whose inputs changed since HEAD left a branch, tag or commit, such as origin/main")]
    string? AffectedSince => TryGetValue(() => AffectedSince);

    /// <summary>Prints only what a person must know.</summary>
    [Parameter("Print verdicts and errors only")]
    bool Quiet => TryGetValue<bool?>(() => Quiet) ?? false;

    /// <summary>Prints what the programs print.</summary>
    [Parameter("Print what builds and model programs print, too")]
    bool Verbose => TryGetValue<bool?>(() => Verbose) ?? false;

    /// <summary>Runs stages again whose inputs have not changed.</summary>
    [Parameter("Run every stage anew, whatever an earlier run left")]
    bool Force => TryGetValue<bool?>(() => Force) ?? false;

    /// <summary>Says why a stage ran, or did not.</summary>
    [Parameter("Say of each stage why it ran or did not: what changed since the run before")]
    bool Explain => TryGetValue<bool?>(() => Explain) ?? false;

    /// <summary>Neither looks for earlier results nor keeps new ones.</summary>
    [Parameter("Neither look for earlier results nor keep these")]
    bool NoCache => TryGetValue<bool?>(() => NoCache) ?? false;

    /// <summary>Trains a second time and compares.</summary>
    [Parameter("Train a second time, and compare; Register always does")]
    bool VerifyReproducible => TryGetValue<bool?>(() => VerifyReproducible) ?? false;

    /// <summary>Goes the whole way on few rows.</summary>
    [Parameter("Go the whole way on 500 rows, in seconds and without a verdict")]
    bool Smoke => TryGetValue<bool?>(() => Smoke) ?? false;

    /// <summary>How many pipelines run side by side.</summary>
    [Parameter("The most pipelines to run side by side; as many as there are cores if not given")]
    int? Jobs => TryGetValue<int?>(() => Jobs!);

    /// <summary>Whether stages still make sense: false after a fault of configuration or surroundings.</summary>
    bool CanContinue => Engine.CanContinue;

    /// <summary>The engine of this build, which remembers what earlier stages found.</summary>
    Engine Engine => Engines.GetValue(this, static build => EndsWithProcess(new Engine(build.Options, Consoles.Standard(), Interruption.Token)));

    /// <summary>What the user said, in the engine's words.</summary>
    RunOptions Options => new()
    {
        Root = RootDirectory,
        Pipelines = [.. Pipeline.SelectMany(name => name.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        AffectedSince = AffectedSince,
        Merge = (this as IGate)?.Merge,
        Quiet = Quiet,
        VerdictStage = StagePlan.VerdictOf(CommandLine.Current.NamedTargets, CommandLine.Current.All("skip")),
        Verbose = Verbose,
        Force = Force,
        Explain = Explain,
        NoCache = NoCache,
        VerifyReproducible = VerifyReproducible || ((this as IGate)?.Merge is null && StagePlan.Registers(CommandLine.Current.NamedTargets, CommandLine.Current.All("skip"))),
        Smoke = Smoke,
        WithoutLabels = (this as IGate)?.WithoutLabels ?? false,
        Jobs = Jobs,
        StepSummary = Environment.GetEnvironmentVariable(StepSummaryFile.Variable),
        To = (this as IMoveAlias)?.To,
        Model = (this as IMoveAlias)?.Model,
        Why = (this as IMoveAlias)?.Why,
        ReleaseTag = (this as IPromote)?.ReleaseTag,
    };

    /// <summary>Runs a stage and takes over its exit code. A negative verdict is no exception: later stages report it.</summary>
    /// <param name="stage">The name of one of <see cref="StagePlan.All"/>.</param>
    sealed void Run(string stage)
    {
        int before = Engine.ExitCode;
        Engine.Run(stage);
        if (Engine.ExitCode == before)
            return;

        // NUKE takes an exit code of 0 for a wish, even after a target has failed.
        ExitCode = ExitCodes.Combine([ExitCode ?? ExitCodes.Passed, Engine.ExitCode]);
        if (Engine.ExitCode == ExitCodes.Interrupted)
            return; // NUKE has already closed its table
        ReportSummary(summary =>
        {
            summary["Exit"] = ExitCodeText.Of(Engine.ExitCode);
            return summary;
        });
    }

    // Nobody tells a component that the build has ended.
    private static Engine EndsWithProcess(Engine engine)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => engine.Dispose();
        return engine;
    }

    /// <summary>What a stage does, as the engine says it.</summary>
    protected static string Summary(string stage) => StagePlan.All.Single(s => s.Name == stage).Summary;
}
