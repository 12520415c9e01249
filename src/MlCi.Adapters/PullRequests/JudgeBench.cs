using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Adapters.Training;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// The stages of a gate without the change's program. The data of the base are validated, predictions evaluated and compared, and the verdict
/// drawn as any gate does it. Of the stages that only the change's own job could run, its word is held against it: where it does not say
/// that they passed they block; where it does, they are named as not run.
/// </summary>
internal sealed class JudgeBench(
    JudgeRequest request, string name, string folder, HandedPredictions handed, StageCache cache, StageLines lines, CancellationToken interrupted)
{
    private readonly RunOptions options = new() { Root = request.Root, Quiet = request.Quiet, VerdictStage = GateStage.Name };
    private PipelineSession? judged;

    /// <summary>The verdict that counts, which is written among the artifacts.</summary>
    /// <param name="definition">The base's pipeline.</param>
    /// <param name="text">The base's pipeline.yml.</param>
    /// <param name="claim">What the change's job says, or null.</param>
    /// <param name="labelsVisible">Whether the change's job could read the labels.</param>
    /// <param name="bringsData">Whether the change brings its own training data.</param>
    /// <exception cref="FaultException">The predictions do not fit the holdout (exit 1), the base cannot be used (exit 2), or something is out of reach (exit 3).</exception>
    public GateReport Judge(PipelineDefinition definition, string text, ClaimedVerdict? claim, bool labelsVisible, bool bringsData)
    {
        PipelineSession session = Open(definition, text, Path.Combine(request.Root, Judgement.Folder, name));
        judged = session;
        StageOutcome validated = Guarded("ValidateData", () => ValidateDataStage.Run(session));
        if (validated.HasResult)
            CheckFit(session);
        if (bringsData)
            session.Findings = [.. session.Findings, Unseen(session)];
        session.Outcomes.Add(validated.Status == StageStatus.Passed && Denied("ValidateData", claim) is { } denied ? denied : validated);
        session.Outcomes.Add(definition.Tests is null ? StageOutcome.Skipped("TestPreprocessing", "pipeline.yml says tests: none") : Denied("TestPreprocessing", claim) ?? Told("TestPreprocessing", claim!));
        session.Outcomes.Add(Denied("Train", claim) ?? Told("Train", claim!));
        Decide(session, validated.HasResult);
        if (PerfectPredictions.Find(session, labelsVisible) is { } perfect)
            session.Findings = [.. session.Findings, perfect];
        GateReport report = JudgedTurn.Decide(session, Draft(session, bringsData), request.IsTold, TimeProvider.System);
        GateStage.Write(session, report);
        return report;
    }

    /// <summary>The verdict under other rules, of the same predictions and after the same stages; null where they cannot be applied to the base's data.</summary>
    /// <param name="definition">The base's pipeline under those rules.</param>
    /// <param name="scratch">A folder for what nobody reads.</param>
    public GateReport? Propose(PipelineDefinition definition, string scratch)
    {
        PipelineSession before = judged!;
        PipelineSession session = Open(definition, before.Text, Path.Combine(scratch, "proposed"));
        session.Findings = before.Findings;
        session.Outcomes.AddRange(before.Outcomes.Where(outcome => outcome.Stage is not ("Evaluate" or "Compare")));
        try
        {
            Decide(session, before.OutcomeOf("Evaluate") is { HasResult: true });
        }
        catch (FaultException)
        {
            return null;
        }

        return GateReportBuilder.Decide(Draft(session, before.Findings.Any(finding => finding.Rule == UnseenRule)));
    }

    private const string UnseenRule = "claimed";

    private PipelineSession Open(PipelineDefinition definition, string text, string artifacts) =>
        new(options, definition, folder, cache, new KnownSources(request.Root), new KnownBuilds(request.Root, refresh: false), interrupted)
        {
            Text = text,
            Artifacts = artifacts,
            Handed = handed,
            Lines = lines,
        };

    private static void Decide(PipelineSession session, bool canEvaluate)
    {
        StageOutcome evaluated = canEvaluate ? Guarded("Evaluate", () => EvaluateStage.RunOnHanded(session)) : StageOutcome.NotEvaluated("Evaluate", "ValidateData gave no result");
        session.Outcomes.Add(evaluated);
        session.Outcomes.Add(evaluated.HasResult ? Guarded("Compare", () => CompareStage.Run(session)) : StageOutcome.NotEvaluated("Compare", "Evaluate gave no result"));
    }

    // Before anything is decided: what does not fit is no verdict on the model.
    private void CheckFit(PipelineSession session)
    {
        const string File = "predictions.csv";
        PredictionBounds.Check(handed.Predictions, session.Holdout.Table.RowCount, File);
        EvaluateStage.Read(session, handed.Predictions, File);
    }

    // Of the model and of data that only the change's job has seen, nobody here knows the digest.
    private GateReport Draft(PipelineSession session, bool bringsData)
    {
        GateReport draft = GateStage.Draft(session);
        return draft with { Commit = request.HeadSha, Dirty = null, Digests = draft.Digests with { Data = bringsData ? null : draft.Digests.Data } };
    }

    private static StageOutcome? Denied(string stage, ClaimedVerdict? claim) =>
        claim is null ? StageOutcome.NotEvaluated(stage, "the artifact has no gate.json, in which the change's own job says what came of it")
        : !claim.Stages.TryGetValue(stage, out ClaimedStage? said) ? StageOutcome.NotEvaluated(stage, "the change's own job says nothing of it")
        : said.Status == "passed" ? null
        : StageOutcome.Failed(stage, $"the change's own job says {said.Status}: {said.Reason}");

    private static StageOutcome Told(string stage, ClaimedVerdict claim) => StageOutcome.Skipped(
        stage, $"not run here, as it is the change's own code, whose job says passed: {claim.Stages[stage].Reason}");

    private static Finding Unseen(PipelineSession session) => new(UnseenRule, session.Definition.Train.Value, Column: null, "a reviewer who looks at them", Count: 1, Rows: 0, [], session.Definition.Train.Place)
    {
        Blocks = false,
        Found = "training data that the change brings, which its own job validated and nobody else",
    };

    private static StageOutcome Guarded(string stage, Func<StageOutcome> run)
    {
        try
        {
            return run();
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            return StageOutcome.Failed(stage, HostileText.Faults(e.Faults));
        }
    }
}
