using MlCi.Adapters.Registry;
using MlCi.Adapters.Terminal;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>One turn at the holdout: its ledger is read, the verdict given and the decision written down before anybody else's turn.</summary>
internal static class HoldoutTurn
{
    /// <summary>Draws the verdict. Where no gate was decided, the holdout told nothing, and nothing is written down.</summary>
    /// <param name="session">The pipeline.</param>
    /// <param name="report">Its report, complete but for the verdict and the use of the holdout.</param>
    /// <param name="clock">Dates the decision.</param>
    public static GateReport Decide(PipelineSession session, GateReport report, TimeProvider clock)
    {
        GateReport decided = GateReportBuilder.Decide(report);
        if (report.Digests is not { Model: { } model, Holdout: { } file, Rules: { } rules }
            || report.Gates.All(gate => gate.Verdict == GateVerdict.NotEvaluated))
        {
            return decided;
        }

        HoldoutUse use = Take(session, new Verdicts(model, file, rules, report.Digests.Champion, decided.Passed, report.Commit), clock);
        return GateReportBuilder.Decide(report with { HoldoutUse = [use] });
    }

    /// <summary>
    /// Counts what Evaluate or Compare decided in a run without Gate. It is the decision that Gate would take, of the same model under
    /// the same rules and against the same champion, so a Gate that follows is a repeat.
    /// </summary>
    /// <param name="session">The pipeline.</param>
    /// <param name="outcome">What came of the stage.</param>
    /// <param name="clock">Dates the decision.</param>
    /// <returns>The same, or that the holdout may not decide any more.</returns>
    public static StageOutcome Count(PipelineSession session, StageOutcome outcome, TimeProvider clock)
    {
        GateResult[] gates = [.. session.Thresholds ?? [], .. session.Comparisons ?? []];
        if (session.ModelDigest is not { } model || Array.TrueForAll(gates, gate => gate.Verdict == GateVerdict.NotEvaluated))
            return outcome;
        string? champion = session.ChampionDigest
            ?? session.Registry.Champion(session.Definition.Name)?.ModelDigest;
        // Whoever read a pass of less than all gates has read a pass: it retires the holdout where one does.
        bool passed = Verdict.Of(gates).Passed && outcome.Status is StageStatus.Passed or StageStatus.Skipped;
        HoldoutUse use = Take(
            session, new Verdicts(model, session.Holdout.Digest, session.Definition.RulesDigest, champion, passed, session.Commit), clock);
        session.HoldoutUse = use;
        return use.Blocks ? new StageOutcome(outcome.Stage, StageStatus.Failed, use.Reason, HasResult: true) : outcome;
    }

    private static HoldoutUse Take(PipelineSession session, Verdicts given, TimeProvider clock)
    {
        PipelineDefinition definition = session.Definition;
        HoldoutDecision decision = DecisionOf(session, given, clock);
        HoldoutLedger ledger = OwnLedger(session.Options, definition.Name);
        IReadOnlyList<HoldoutDecision> others = SharedLedger(session.Place, definition.Name)?.Read(decision.Holdout, former: given.File) ?? [];
        using RegistryLock held = ledger.Lock();
        ledger.Adopt(held, decision.Holdout, former: given.File);
        HoldoutAccount account = Together(ledger.Read(held, decision.Holdout), others);
        HoldoutUse use = account.Judge(definition.HoldoutUse, decision);
        // Before anything is printed: a decision that somebody may have seen is one, whatever happens next.
        if (!use.Blocks && !account.IsRepeat(decision))
            ledger.Append(held, decision);
        return use;
    }

    /// <summary>A decision as a ledger keeps it.</summary>
    internal static HoldoutDecision DecisionOf(PipelineSession session, Verdicts given, TimeProvider clock) => new()
    {
        Holdout = session.Holdout.RowsDigest,
        Model = given.Model,
        Predictions = PredictionsOf(session),
        Rules = given.Rules,
        Champion = session.Definition.Compare.Count > 0 ? given.Champion : null,
        Passed = given.Passed,
        Mode = session.Definition.HoldoutUse.Mode.Word(),
        Alpha = session.Definition.Alpha,
        Commit = given.Commit,
        When = clock.GetUtcNow(),
    };

    /// <summary>Looks at the ledger of a pipeline's holdout, as the holdout lies there now.</summary>
    /// <exception cref="FaultException">The pipeline or its holdout cannot be read (exit 2), or the registry is damaged (exit 3).</exception>
    public static HoldoutStatus Look(RunOptions options, string pipeline)
    {
        (PipelineDefinition definition, string folder) = Workspace.Read(options.Root, pipeline);
        DataInput holdout = HoldoutInput.Read(options.Root, folder, definition, withoutLabels: false, _ => { });
        IRegistryPlace place = RegistryPlaces.Of(options.Root, definition.Registry, CancellationToken.None);
        return new HoldoutStatus(definition, holdout.RowsDigest, holdout.Shown, Together(
            OwnLedger(options, definition.Name).Read(holdout.RowsDigest, former: holdout.Digest),
            SharedLedger(place, definition.Name)?.Read(holdout.RowsDigest, former: holdout.Digest) ?? []));
    }

    /// <summary>
    /// Writes the decisions of this machine into the ledger of a registry that others use, too. Register does it: a gate may run where
    /// nobody has the right to write there.
    /// </summary>
    /// <param name="session">The pipeline.</param>
    /// <exception cref="FaultException">The registry is damaged or cannot be written (exit 3).</exception>
    public static void Share(PipelineSession session)
    {
        if (SharedLedger(session.Place, session.Definition.Name) is not { } shared)
            return;
        string holdout = session.Holdout.RowsDigest;
        using RegistryLock held = shared.Lock();
        foreach (HoldoutDecision decision in OwnLedger(session.Options, session.Definition.Name).Read(holdout, former: session.Holdout.Digest).Except(shared.Read(held, holdout)))
            shared.Append(held, decision);
    }

    /// <summary>The decisions of this machine, which a gate can always write.</summary>
    internal static HoldoutLedger OwnLedger(RunOptions options, string pipeline) =>
        new(new FolderPlace(RegistryPlaces.FolderOf(options.Root)).Repository(pipeline));

    /// <summary>Those that others share; null where nobody does.</summary>
    internal static HoldoutLedger? SharedLedger(IRegistryPlace place, string pipeline) => place is FolderPlace ? null : new(place.Repository(pipeline));

    /// <summary>The digest of the predictions that are judged; null where there are none.</summary>
    internal static string? PredictionsOf(PipelineSession session) => session.PredictionBytes is { } bytes ? Digest.OfBytes(bytes) : null;

    /// <summary>What both say.</summary>
    internal static HoldoutAccount Together(IReadOnlyList<HoldoutDecision> own, IReadOnlyList<HoldoutDecision> others) =>
        new(others.Count == 0 ? own : [.. others.Union(own).OrderBy(decision => decision.When)]);
}

/// <summary>What is decided of a model, or of predictions where their digest stands in its place.</summary>
internal sealed record Verdicts(string Model, string File, string Rules, string? Champion, bool Passed, string? Commit);
