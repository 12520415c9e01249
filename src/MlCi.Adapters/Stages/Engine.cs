using System.Collections.Concurrent;
using System.Diagnostics;
using MlCi.Adapters.PullRequests;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Adapters.Training;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;
using Spectre.Console;

namespace MlCi.Adapters.Stages;

/// <summary>
/// Runs stages for every chosen pipeline, several pipelines side by side: what both front doors stand on. An expected failure never
/// throws: it is printed, recorded, and moves <see cref="ExitCode"/>.
/// </summary>
public sealed class Engine : IDisposable
{
    private RunOptions options;
    private readonly OrderedOutput output;
    private readonly StageLines lines;
    private readonly FaultGuard guard;
    private readonly CancellationToken interrupted;
    private readonly Stopwatch total = Stopwatch.StartNew();
    private readonly List<IDisposable> held = [];
    private readonly StageCache cache;
    private readonly KnownSources sources;
    private readonly KnownBuilds builds;
    private List<PipelineSession>? sessions;
    private readonly List<PipelineResult> apart = [];
    private readonly IAnsiConsole console;
    private IReadOnlyList<PipelineResult> merged = [];
    private int exitCode;
    private int unreadable;

    /// <summary>Makes an engine for one run.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <param name="console">Where it prints.</param>
    /// <param name="interrupted">Stops programs and stages.</param>
    public Engine(RunOptions options, IAnsiConsole console, CancellationToken interrupted = default)
    {
        this.options = options;
        this.interrupted = interrupted;
        this.console = console;
        output = new OrderedOutput(console, TimeProvider.System, isLive: console.Profile.Capabilities is { Interactive: true, Ansi: true }, isQuiet: options.Quiet);
        guard = new FaultGuard(interrupted);
        using OutputLane between = output.Open("");
        lines = new StageLines(between, options.Quiet, options.Verbose);
        sources = new KnownSources(options.Root);
        builds = new KnownBuilds(options.Root, refresh: options.Force);
        cache = new StageCache(options.NoCache ? Scratch() : options.Root, refresh: options.Force);
    }

    /// <summary>The exit code so far, one of <see cref="ExitCodes"/>.</summary>
    public int ExitCode => ExitCodes.Combine([exitCode, unreadable, .. (sessions ?? []).Select(session => session.ExitCode), .. merged.Select(result => result.ExitCode)]);

    /// <summary>Whether any pipeline can go on: after wrong configuration, or something out of reach, it cannot.</summary>
    public bool CanContinue => exitCode == 0 && (sessions is null || sessions.Exists(session => session.StoppedWith is null));

    /// <summary>What came of each pipeline so far, in the order in which they run.</summary>
    public IReadOnlyList<PipelineResult> Results => [.. (sessions ?? []).Select(PipelineResult.Of), .. merged, .. apart];

    /// <summary>Runs stages of every chosen pipeline; those that the first one depends on must have run before.</summary>
    /// <param name="stages">The stages' names, in order.</param>
    public void Run(params IReadOnlyList<string> stages)
    {
        if (!CanContinue)
            return;
        exitCode = guard.Run(lines, () =>
        {
            if (options.Jobs is { } jobs and (< 1 or > 1024))
                throw FaultException.Misconfigured($"found {jobs} for '--jobs', expected a whole number from 1 to 1024");
            StageInfo[] plan = [.. stages.Select(Find)];
            options = ReleaseChoice.Applied(options, plan);
            if (plan is [{ Name: "Doctor" }])
            {
                DoctorStage.Run(options, lines);
                return;
            }

            if (plan is [{ Name: ReportStage.Name }])
            {
                ReportStage.Run(options, lines, console, interrupted);
                return;
            }

            if (options.Merge is { } folder)
            {
                GateMerge.Check(options);
                if (!StageRun.LeadsToVerdict(plan[^1]))
                    throw FaultException.Misconfigured($"found '--merge' with {plan[^1].Name}, expected Gate alone: it runs nothing");
                if (plan[^1].Name == GateStage.Name)
                    Merge(folder);
                return;
            }

            foreach ((string option, string run) in new[] { (options.Smoke ? "--smoke" : "", "a smoke run"), (options.WithoutLabels ? "--without-labels" : "", "a run without labels") })
            {
                if (option.Length > 0 && Array.FindLast(plan, stage => stage.Name is "BuildContainer" or "Register" or "Promote" or "Rollback") is { } stage)
                    throw FaultException.Misconfigured($"found {option} with {stage.Name}, expected a whole run: {run} gives no verdict");
            }

            sessions ??= Open(plan[0]);
            RunAll(plan);
            if (!Array.Exists(plan, stage => stage.Name == GateStage.Name))
                return;
            if (sessions.Count + apart.Count > 1)
                lines.WriteSummary(Results);
            Summarize();
        }) ?? 0;
        sessions?.ForEach(session => session.Recorder.Stop(exitCode == 0 ? null : exitCode));
    }

    /// <summary>Prints the ledger of each chosen pipeline's holdout; it runs no stage.</summary>
    /// <param name="asJson">As one JSON array instead of tables.</param>
    public void ShowHoldoutUse(bool asJson)
    {
        List<HoldoutStatus> known = [];
        exitCode = guard.Run(lines, () =>
        {
            foreach (string name in Workspace.Chosen(options))
                unreadable = ExitCodes.Combine([unreadable, guard.Run(lines, () => known.Add(HoldoutTurn.Look(options, name))) ?? ExitCodes.Passed]);
            lines.WriteHoldouts(known, asJson);
        }) ?? 0;
    }

    /// <summary>Lets go of the pipelines, and of what was kept for this run only.</summary>
    public void Dispose()
    {
        foreach (IDisposable one in held)
            one.Dispose();
        held.Clear();
        output.Dispose();
    }

    private static StageInfo Find(string stage) => StagePlan.Find(stage) ?? throw FaultException.Misconfigured(
        $"found target '{stage}', expected {NearestName.Suggest(stage, StagePlan.All.Select(known => known.Name))}");

    private IReadOnlyList<string> Choose()
    {
        PipelineChoice choice = PipelineChoice.Of(options);
        if (choice.Note is { } note)
            lines.WriteChoice(note, options.Explain ? choice.Affected : []);
        return choice.Names;
    }

    private void Merge(string folder)
    {
        // One that cannot run here has left no verdict elsewhere either.
        (merged, string? note) = GateMerge.Of(options, folder, [.. Choose().Where(name => !CannotRun(name))]);
        lines.WriteMerged(merged, note);
        if (Announcement.Tell(merged, interrupted) is { } warning)
            lines.WriteChoice(warning, []);
        Summarize();
    }

    private void Summarize()
    {
        PipelineSession[] reported = [.. (sessions ?? []).Where(session => session is { Report: not null, StoppedWith: null })];
        StepSummaryLine[] others = [.. Results.ExceptBy(reported.Select(session => session.Definition.Name), result => result.Pipeline)
            .Select(result => new StepSummaryLine(result.Pipeline, result.Verdict, result.Reason, result.ExitCode != ExitCodes.Passed))];
        StepSummaryFile.Append(options.StepSummary, room => StepSummary.Write([.. reported.Select(session => session.Report!)], others, room), text => lines.WriteChoice(text, []));
    }

    private bool CannotRun(string name)
    {
        try
        {
            return Skips(Workspace.Read(options.Root, name).Definition);
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Misconfigured)
        {
            return false; // One that cannot be read is expected all the same.
        }
    }

    private bool Skips(PipelineDefinition definition)
    {
        if (RequiredPackages.WhySkipped(options, definition) is not { } reason)
            return false;
        string artifacts = Path.Combine(options.Root, "artifacts", definition.Name);
        if (options.Merge is null)
            StageFiles.Remove(GateStage.Name, artifacts);
        lines.WriteSkipped(definition.Name, reason);
        apart.Add(new PipelineResult(definition.Name, "skipped", reason, ExitCodes.Passed, Path.GetRelativePath(options.Root, artifacts).Replace('\\', '/')));
        return true;
    }

    private List<PipelineSession> Open(StageInfo first)
    {
        IReadOnlyList<string> names = Choose();
        LocalFolder.Make(options.Root);
        // In one order everywhere, so that no two runs wait for each other.
        foreach (string name in names.Order(StringComparer.Ordinal))
            held.Add(PipelineLock.Take(options.Root, name, lines.Progress, interrupted));

        List<PipelineSession> opened = [];
        foreach (string name in names)
        {
            // One pipeline that cannot be read does not keep the others from running.
            int? code = guard.Run(lines, () =>
            {
                (PipelineDefinition definition, string folder, string text) = Workspace.ReadText(options.Root, name);
                var session = new PipelineSession(options, definition, folder, cache, sources, builds, interrupted) { Text = text };
                Unfinished.Sweep(session.Artifacts);
                // Now, and not when its turn comes: a run that is killed before that has given no verdict on it.
                if (StageRun.LeadsToVerdict(first))
                    StageFiles.Remove(GateStage.Name, session.Artifacts);
                // What leads to no verdict, such as a promotion, needs no program.
                if (!StageRun.LeadsToVerdict(first) || !Skips(definition))
                    opened.Add(session);
            });
            unreadable = ExitCodes.Combine([unreadable, Stop(first, Path.Combine(options.Root, "artifacts", name), code) ?? ExitCodes.Passed]);
            if (code is { } failed)
                apart.Add(new PipelineResult(name, "no verdict", "stopped: see its error above", failed, $"artifacts/{name}"));
        }

        if (names.Count > 0 && opened.Count == 0 && unreadable == ExitCodes.Passed)
            throw RequiredPackages.NothingLeft();
        return opened;
    }

    private void RunAll(StageInfo[] plan)
    {
        PipelineSession[] able = [.. sessions!.Where(session => session.StoppedWith is null)];
        // All lanes first: they are printed in this order.
        (PipelineSession Session, OutputLane Lane)[] runs = [.. able.Select(session => (session, output.Open(session.Definition.Name, options.GroupsLog && able.Length > 1)))];
        if (runs is [var only])
        {
            RunOne(plan, only.Session, only.Lane);
            return;
        }

        // What they start waits for cores and memory by itself.
        var side = new ParallelOptions { MaxDegreeOfParallelism = options.Jobs ?? Environment.ProcessorCount };
        try
        {
            Parallel.ForEach(Partitioner.Create(runs, EnumerablePartitionerOptions.NoBuffering), side, run => RunOne(plan, run.Session, run.Lane));
        }
        finally
        {
            // Should one break, what the others have said is still to be read.
            foreach ((_, OutputLane lane) in runs)
                lane.Dispose();
        }
    }

    private void RunOne(StageInfo[] plan, PipelineSession session, OutputLane lane)
    {
        using OutputLane closed = lane;
        session.Lines = new StageLines(lane, options.Quiet, options.Verbose);
        foreach (StageInfo info in plan)
        {
            if (session.StoppedWith is not null)
                return;
            using RunningStage running = output.Running($"{session.Definition.Name} {info.Name}");
            session.Lines.Running = running;
            session.StoppedWith = Stop(info, session.Artifacts, guard.Run(session.Lines, () => StageRun.Run(info, session, total)));
            session.Recorder.Stop(session.StoppedWith);
        }
    }

    // A verdict of an earlier run must not stand beside a run that gave none. What comes after a verdict, such as a promotion, leaves it.
    private static int? Stop(StageInfo stage, string artifacts, int? code)
    {
        if (code is not null && StageRun.LeadsToVerdict(stage))
            StageFiles.Remove(GateStage.Name, artifacts);
        return code;
    }

    private string Scratch()
    {
        var folder = new ScratchFolder("mlci-cache-");
        held.Add(folder);
        return folder.Path;
    }
}
