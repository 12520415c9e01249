using System.Diagnostics;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;
using Spectre.Console;

namespace MlCi.Adapters.Stages;

/// <summary>
/// Runs stages, one call each, for every chosen pipeline: what both front doors stand on. An expected failure never throws: it
/// is printed, recorded, and moves <see cref="ExitCode"/>.
/// </summary>
public sealed class Engine
{
    private readonly RunOptions options;
    private readonly StageLines lines;
    private readonly CancellationToken interrupted;
    private readonly Stopwatch total = Stopwatch.StartNew();
    private List<PipelineSession>? sessions;
    private int exitCode;
    private int unreadable;
    private bool saidInterrupted;

    /// <summary>Makes an engine for one run.</summary>
    /// <param name="options">What the user asked for.</param>
    /// <param name="console">Where it prints.</param>
    /// <param name="interrupted">Stops programs and stages.</param>
    public Engine(RunOptions options, IAnsiConsole console, CancellationToken interrupted = default)
    {
        this.options = options;
        this.interrupted = interrupted;
        lines = new StageLines(console, options.Quiet, options.Verbose);
    }

    /// <summary>The exit code so far, one of <see cref="ExitCodes"/>.</summary>
    public int ExitCode => ExitCodes.Combine([exitCode, unreadable, .. (sessions ?? []).Select(CodeOf)]);

    /// <summary>Whether any pipeline can go on: after wrong configuration, or something out of reach, it cannot.</summary>
    public bool CanContinue => exitCode == 0 && (sessions is null || sessions.Exists(session => session.StoppedWith is null));

    /// <summary>Runs one stage; the stages that it depends on must have run before.</summary>
    /// <param name="stage">The stage's name.</param>
    public void Run(string stage)
    {
        if (!CanContinue)
            return;
        exitCode = Guarded(() =>
        {
            StageInfo info = StagePlan.Find(stage) ?? throw FaultException.Misconfigured(
                $"found target '{stage}', expected {NearestName.Suggest(stage, StagePlan.All.Select(known => known.Name))}");
            if (!info.IsBuilt)
                throw FaultException.Misconfigured($"{info.Name} is not built in this version of MlCi; nothing was done");
            if (info.Name == "Doctor")
            {
                DoctorStage.Run(options, lines);
                return;
            }

            foreach (PipelineSession session in sessions ??= Open(info))
            {
                if (session.StoppedWith is null)
                    session.StoppedWith = Stop(info, session.Artifacts, Guarded(() => RunStage(info, session)));
            }
        }) ?? 0;
    }

    /// <summary>Prints the ledger of each chosen pipeline's holdout; it runs no stage.</summary>
    /// <param name="asJson">As one JSON array instead of tables.</param>
    public void ShowHoldoutUse(bool asJson)
    {
        List<HoldoutStatus> known = [];
        exitCode = Guarded(() =>
        {
            foreach (string name in Workspace.Chosen(options))
                unreadable = ExitCodes.Combine([unreadable, Guarded(() => known.Add(HoldoutTurn.Look(options, name))) ?? ExitCodes.Passed]);
            lines.WriteHoldouts(known, asJson);
        }) ?? 0;
    }

    private List<PipelineSession> Open(StageInfo first)
    {
        List<PipelineSession> opened = [];
        foreach (string name in Workspace.Chosen(options))
        {
            // One pipeline that cannot be read does not keep the others from running.
            int? code = Guarded(() =>
            {
                (PipelineDefinition definition, string folder) = Workspace.Read(options.Root, name);
                // What leads to no verdict, such as a promotion, needs no program.
                if (!LeadsToVerdict(first) || RequiredPackages.AreThere(options, definition, lines))
                    opened.Add(new PipelineSession(options, definition, folder, lines.Log, lines.Progress, interrupted));
            });
            unreadable = ExitCodes.Combine([unreadable, Stop(first, Path.Combine(options.Root, "artifacts", name), code) ?? ExitCodes.Passed]);
        }

        if (opened.Count == 0 && unreadable == ExitCodes.Passed)
            throw RequiredPackages.NothingLeft();
        return opened;
    }

    private void RunStage(StageInfo info, PipelineSession session)
    {
        var watch = Stopwatch.StartNew();
        // What an earlier run left must not be taken for this one's; least of all its verdict, from the first stage on.
        StageFiles.Remove(info.Name, session.Artifacts);
        if (LeadsToVerdict(info))
            StageFiles.Remove(GateStage.Name, session.Artifacts);
        StageOutcome outcome = Obstacle(info, session) ?? Outcome(info.Name, session);
        // A verdict that is read is one, whichever stage gave it; Gate counts its own.
        if (info.Name is "Evaluate" or "Compare" && info.Name == (options.VerdictStage ?? info.Name))
            outcome = HoldoutTurn.Count(session, outcome, TimeProvider.System);
        session.Outcomes.Add(outcome);
        lines.Write(session.Definition.Name, outcome, watch.Elapsed, verdictTells: options.GivesVerdict && LeadsToVerdict(info));
        if (options.Explain)
            lines.Explain(outcome);
        if (info.Name == "Evaluate" && !options.GivesVerdict)
            lines.WriteWorstSlices(session.WorstSlices);
        if (info.Name != GateStage.Name && session.HoldoutUse is { } use)
        {
            session.HoldoutUse = null;
            lines.WriteHoldoutUse(use);
        }

        if (info.Name == "Gate")
            lines.WriteReport(session.Report!, total.Elapsed);
    }

    private static StageOutcome? Obstacle(StageInfo info, PipelineSession session)
    {
        // The verdict is given whatever came before; that is what it is for.
        if (info.Name == "Gate")
            return null;
        if (info.Name == "Promote" && session.Outcomes.Exists(outcome => outcome.Status is StageStatus.Failed or StageStatus.NotEvaluated))
            return StageOutcome.NotEvaluated(info.Name, "an earlier stage of this run did not pass, so nothing was promoted");
        foreach (string needed in info.DependsOn)
        {
            StageOutcome? outcome = session.OutcomeOf(needed);
            if (outcome is not { HasResult: true })
                return StageOutcome.NotEvaluated(info.Name, outcome is null ? $"{needed} was left out of this run" : $"{needed} gave no result");
        }

        return null;
    }

    private static StageOutcome Outcome(string stage, PipelineSession session)
    {
        try
        {
            return stage switch
            {
                "ValidateData" => ValidateDataStage.Run(session),
                "TestPreprocessing" => TestPreprocessingStage.Run(session),
                "Train" => TrainStage.Run(session),
                "Evaluate" => EvaluateStage.Run(session),
                "Compare" => CompareStage.Run(session),
                "Gate" => GateStage.Run(session),
                "Register" => RegisterStage.Run(session),
                "Promote" => PromoteStage.Run(session),
                _ => throw new UnreachableException(stage),
            };
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            // A crashed program, unusable predictions: it speaks against the model, and the verdict will say so.
            return StageOutcome.Failed(stage, e.Message);
        }
    }

    // The one place that prints an error and maps it to an exit code; null where all went well.
    private int? Guarded(Action action)
    {
        try
        {
            interrupted.ThrowIfCancellationRequested();
            action();
            return null;
        }
        catch (FaultException e)
        {
            lines.WriteFaults(e.Faults);
            return e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            if (!saidInterrupted)
                lines.WriteFaults([new Fault("interrupted; nothing half-done was kept")]);
            saidInterrupted = true;
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            lines.WriteFaults([new Fault($"the file system refused: {e.Message}")]);
            return ExitCodes.OutOfReach;
        }
        catch (Exception e)
        {
            lines.WriteFaults([new Fault($"this is a bug in MlCi, please report it: {e}")]);
            return ExitCodes.OutOfReach;
        }
    }

    // A verdict of an earlier run must not stand beside a run that gave none. What comes after a verdict, such as a promotion, leaves it.
    private static int? Stop(StageInfo stage, string artifacts, int? code)
    {
        if (code is not null && LeadsToVerdict(stage))
            StageFiles.Remove(GateStage.Name, artifacts);
        return code;
    }

    private static bool LeadsToVerdict(StageInfo stage) => StagePlan.For([GateStage.Name]).Contains(stage);

    private static int CodeOf(PipelineSession session) => ExitCodes.Combine(
    [
        session.StoppedWith ?? 0,
        session.Outcomes.Exists(outcome => outcome.Status is StageStatus.Failed or StageStatus.NotEvaluated) ? ExitCodes.Negative : 0,
    ]);
}
