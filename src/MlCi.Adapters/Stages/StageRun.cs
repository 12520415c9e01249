using System.Diagnostics;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Stages;

/// <summary>One stage of one pipeline: what stands in its way, what came of it, what is told of it.</summary>
internal static class StageRun
{
    /// <summary>Runs a stage.</summary>
    /// <param name="info">The stage.</param>
    /// <param name="session">The pipeline.</param>
    /// <param name="total">The time since the engine started.</param>
    public static void Run(StageInfo info, PipelineSession session, Stopwatch total)
    {
        RunOptions options = session.Options;
        var watch = Stopwatch.StartNew();
        // What an earlier run left must not be taken for this one's; least of all its verdict, from the first stage on.
        StageFiles.Remove(info.Name, session.Artifacts);
        if (LeadsToVerdict(info))
            StageFiles.Remove(GateStage.Name, session.Artifacts);
        StageOutcome outcome = Obstacle(info, session) ?? Outcome(info.Name, session);
        if (options.Smoke)
            outcome = SmokeRun.WithoutVerdict(session, outcome);
        // A verdict that is read is one, whichever stage gave it; Gate counts its own.
        else if (!session.LabelsWithheld && info.Name is "Evaluate" or "Compare" && info.Name == (options.VerdictStage ?? info.Name))
            outcome = HoldoutTurn.Count(session, outcome, TimeProvider.System);
        session.Outcomes.Add(outcome);
        session.Recorder.Add(outcome, watch.Elapsed);
        Tell(info, session, outcome, watch.Elapsed, total);
    }

    /// <summary>Whether a verdict rests on a stage, or is given by it.</summary>
    public static bool LeadsToVerdict(StageInfo stage) => StagePlan.For([GateStage.Name]).Contains(stage);

    private static void Tell(StageInfo info, PipelineSession session, StageOutcome outcome, TimeSpan elapsed, Stopwatch total)
    {
        RunOptions options = session.Options;
        session.Lines.Write(session.Definition.Name, outcome, elapsed, verdictTells: options.GivesVerdict && LeadsToVerdict(info));
        if (options.Explain)
            session.Lines.Explain(outcome);
        if (info.Name == "ValidateData" && !options.GivesVerdict)
            session.Lines.WriteFindings(session.Findings, session.Definition.Name);
        if (info.Name == "Evaluate" && !options.GivesVerdict && !options.Smoke && !session.LabelsWithheld)
            session.Lines.WriteWorstSlices(session.WorstSlices);
        if (info.Name != GateStage.Name && session.HoldoutUse is { } use)
        {
            session.HoldoutUse = null;
            session.Lines.WriteHoldoutUse(use);
        }

        if (info.Name == GateStage.Name && session.Report is { } report)
            session.Lines.WriteReport(report, total.Elapsed);
        // That there is no verdict is the whole result.
        else if (info.Name == GateStage.Name && options.Quiet)
            session.Lines.WriteChoice($"{session.Definition.Name}: {outcome.Reason}", []);
        if (!options.Smoke && Announcement.Tell(info.Name, session, outcome) is { } warning)
            session.Lines.WriteChoice(warning, []);
    }

    private static StageOutcome? Obstacle(StageInfo info, PipelineSession session)
    {
        // The verdict is given whatever came before; that is what it is for.
        if (info.Name == GateStage.Name)
            return null;
        if (info.Name is "Promote" or "Rollback" && session.Outcomes.Exists(outcome => outcome.Status is StageStatus.Failed or StageStatus.NotEvaluated))
            return StageOutcome.NotEvaluated(info.Name, "an earlier stage of this run did not pass, so nothing was moved");
        foreach (string needed in info.DependsOn)
        {
            StageOutcome? outcome = session.OutcomeOf(needed);
            // Where pipeline.yml asks for no image, none is missing.
            if (needed == BuildContainerStage.Name && session.Definition.Image is null)
                continue;
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
                "Evaluate" => session.LabelsWithheld ? WithheldRun.Evaluate(session) : EvaluateStage.Run(session),
                "Compare" => session.LabelsWithheld ? WithheldRun.Compare() : CompareStage.Run(session),
                "Gate" => session.Options.Smoke ? SmokeRun.End(session) : session.LabelsWithheld ? WithheldRun.End(session) : GateStage.Run(session),
                BuildContainerStage.Name => BuildContainerStage.Run(session),
                "Register" => RegisterStage.Run(session),
                "Promote" => PromoteStage.Run(session),
                "Rollback" => RollbackStage.Run(session),
                _ => throw new UnreachableException(stage),
            };
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            // A crashed program, unusable predictions: it speaks against the model, and the verdict will say so.
            return StageOutcome.Failed(stage, e.Message);
        }
    }
}
