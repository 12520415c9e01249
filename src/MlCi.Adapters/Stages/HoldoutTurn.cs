using MlCi.Adapters.Registry;
using MlCi.Adapters.Terminal;
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

        PipelineDefinition definition = session.Definition;
        var decision = new HoldoutDecision
        {
            Holdout = session.Holdout.RowsDigest,
            Model = model,
            Rules = rules,
            Champion = definition.Compare.Count > 0 ? report.Digests.Champion : null,
            Passed = decided.Passed,
            Mode = definition.HoldoutUse.Mode.Word(),
            Alpha = definition.Alpha,
            Commit = report.Commit,
            When = clock.GetUtcNow(),
        };
        HoldoutLedger ledger = LedgerOf(session.Options, definition.Name);
        using RegistryLock held = ledger.Lock();
        ledger.Adopt(held, decision.Holdout, former: file);
        var account = new HoldoutAccount(ledger.Read(held, decision.Holdout));
        HoldoutUse use = account.Judge(definition.HoldoutUse, decision);
        // Before the report: a decision that somebody may have seen is one, whatever happens next.
        if (!use.Blocks && !account.IsRepeat(decision))
            ledger.Append(held, decision);
        return GateReportBuilder.Decide(report with { HoldoutUse = [use] });
    }

    /// <summary>Looks at the ledger of a pipeline's holdout, as the holdout lies there now.</summary>
    /// <exception cref="FaultException">The pipeline or its holdout cannot be read (exit 2), or the registry is damaged (exit 3).</exception>
    public static HoldoutStatus Look(RunOptions options, string pipeline)
    {
        (PipelineDefinition definition, string folder) = Workspace.Read(options.Root, pipeline);
        string file = Path.GetFullPath(Path.Combine(folder, definition.Holdout.Value));
        string shown = Path.GetRelativePath(options.Root, file);
        if (!File.Exists(file))
            throw FaultException.Misconfigured($"found no file '{definition.Holdout.Value}' for 'data.holdout', expected it at {shown}", definition.Holdout.Place);
        DataInput holdout = DataInput.Read(file, shown);
        return new HoldoutStatus(
            definition, holdout.RowsDigest, shown, new HoldoutAccount(LedgerOf(options, pipeline).Read(holdout.RowsDigest, former: holdout.Digest)));
    }

    private static HoldoutLedger LedgerOf(RunOptions options, string pipeline) =>
        new(new FolderRegistry(RegisterStage.RegistryRoot(options.Root), pipeline));
}
