using MlCi.Adapters.Registry;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Reports;

namespace MlCi.Adapters.Stages;

/// <summary>One turn at the holdout of predictions that another job made. They name the decision: a model's digest would only be claimed.</summary>
internal static class JudgedTurn
{
    /// <summary>
    /// Draws the verdict. What its author will read uses the holdout, and is written into the ledger that all share before anybody reads it;
    /// where there is none, or where nobody will read it, the ledgers say what this decision would be, and nothing is written down.
    /// </summary>
    /// <param name="session">The pipeline.</param>
    /// <param name="report">Its report, complete but for the verdict and the use of the holdout.</param>
    /// <param name="isTold">Whether its author will read the verdict.</param>
    /// <param name="clock">Dates the decision.</param>
    /// <exception cref="FaultException">
    /// The holdout may not decide any more, and nobody is told a number of it (exit 1); or a registry is damaged or out of reach, or refuses
    /// a decision that a budget must know of (exit 3).
    /// </exception>
    public static GateReport Decide(PipelineSession session, GateReport report, bool isTold, TimeProvider clock)
    {
        // Where no gate was evaluated, the numbers beside them are told all the same.
        if (session.Metrics.All(metric => metric.Estimate is null) && report.Gates.All(gate => gate.Verdict == GateVerdict.NotEvaluated))
            return GateReportBuilder.Decide(report);
        string predictions = HoldoutTurn.PredictionsOf(session)!;
        // Whoever reads that all gates passed has read a pass, whatever the change's own job says of its tests.
        HoldoutDecision decision = HoldoutTurn.DecisionOf(
            session, new Verdicts(predictions, session.Holdout.Digest, session.Definition.RulesDigest, report.Digests.Champion, Verdict.Of(report.Gates).Passed, report.Commit), clock);
        HoldoutLedger? shared = HoldoutTurn.SharedLedger(session.Place, session.Definition.Name);
        HoldoutUse use = shared is not null && isTold ? Share(session, shared, decision) : Judge(session, decision, shared?.Read(decision.Holdout, former: session.Holdout.Digest) ?? []);
        // Its gates would answer everybody who asks, without an end and uncounted.
        return isTold && use.Blocks ? throw new FaultException(ExitCodes.Negative, [new Fault(use.Reason, use.Source)]) : GateReportBuilder.Decide(report with { HoldoutUse = [use] });
    }

    private static HoldoutUse Share(PipelineSession session, HoldoutLedger shared, HoldoutDecision decision)
    {
        using RegistryLock held = shared.Lock();
        IReadOnlyList<HoldoutDecision> others = shared.Read(decision.Holdout, former: session.Holdout.Digest);
        HoldoutUse use = Judge(session, decision, others);
        if (use.Blocks || new HoldoutAccount(others).IsRepeat(decision))
            return use;
        HoldoutRule rule = session.Definition.HoldoutUse;
        const string Expected = "expected the right to write there, in a workflow packages: write";
        try
        {
            shared.Append(held, decision);
            return use;
        }
        catch (FaultException e) when (rule.Budget is null)
        {
            return use with { Warns = true, Reason = $"{use.Reason}; found no way to write it into the ledger ({e.Message}), {Expected}" };
        }
        catch (FaultException e)
        {
            // A budget that does not know of it would be no budget, so nobody reads it.
            throw new FaultException(e.ExitCode, [new Fault($"holdoutUse: {rule.Mode.Word()}: found no way to write the decision into the holdout's ledger ({e.Message}), {Expected}")]);
        }
    }

    private static HoldoutUse Judge(PipelineSession session, HoldoutDecision decision, IReadOnlyList<HoldoutDecision> others)
    {
        IReadOnlyList<HoldoutDecision> own = HoldoutTurn.OwnLedger(session.Options, session.Definition.Name).Read(decision.Holdout, former: session.Holdout.Digest);
        return HoldoutTurn.Together(own, others).Judge(session.Definition.HoldoutUse, decision);
    }
}
