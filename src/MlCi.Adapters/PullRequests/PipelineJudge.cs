using System.Diagnostics;
using MlCi.Adapters.Snapshots;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.PullRequests;
using MlCi.Reports;

namespace MlCi.Adapters.PullRequests;

/// <summary>Judges one pipeline after another; whatever goes wrong with one of them is its failure, and keeps no other from its verdict.</summary>
internal sealed class PipelineJudge(JudgeRequest request, HostileArtifact artifact, ChangedRules rules, StageLines lines, CancellationToken interrupted)
{
    private const string NotYetThere = "new pipeline: the base has no rules for it, so nothing is judged here; it is judged by its own once they are merged, before anything of it is registered";
    private const string TakenAway = "removed: the change takes its pipeline.yml away, so there is nothing to judge";

    // Of the pipeline that is being judged; nobody knows of one that cannot be read.
    private bool labelsVisible = true;

    /// <summary>The exit code so far, one of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Judges a pipeline that the base has.</summary>
    public JudgedPipeline Judge(string name)
    {
        var watch = Stopwatch.StartNew();
        JudgedPipeline judged = Guarded(name, () => Judged(name));
        Tell(judged, watch.Elapsed);
        return judged;
    }

    /// <summary>What is said of a pipeline that the base does not have: by its job's own word it must at least not have failed.</summary>
    public JudgedPipeline New(string name)
    {
        JudgedPipeline judged = Guarded(name, () =>
        {
            ClaimedVerdict? claim = Claim(name);
            return Blank(name) with
            {
                Claimed = claim?.Passed,
                Unjudged = NotYetThere,
                Failure = claim is { Passed: not false } ? null
                    : claim is null ? "new pipeline: found no gate.json of it in the artifact, expected what its own gate said"
                    : $"new pipeline: its own gate says that it failed: {claim.Reason}",
            };
        });
        Tell(judged, TimeSpan.Zero);
        return judged;
    }

    private JudgedPipeline Judged(string name)
    {
        if (request.Proposals.TryGetValue(name, out byte[]? own) && own is null)
            return Blank(name) with { Unjudged = TakenAway };
        (PipelineDefinition definition, string folder, string text) = Workspace.ReadText(request.Root, name);
        labelsVisible = LabelsSight.AreVisible(request.Root, folder, definition);
        ClaimedVerdict? claim = Claim(name);
        JudgedPipeline blank = Blank(name) with { Claimed = claim?.Passed };
        PipelineDefinition? proposed = own is null ? null : ProposedRules.Read(own, definition);
        // Predictions of other rows, or of rows in which the label may stand a second time, judge nothing.
        if (own is not null && proposed is null)
            return blank with { Failure = "found a pipeline.yml in the change that cannot be read, so that nobody can tell which holdout it names, expected one that can" };
        if (rules.TouchesHoldout(definition) || (proposed is not null && Holdout(proposed) != Holdout(definition)))
            return blank with { Failure = $"found another holdout in the change than {Holdout(definition)} of the base, and predictions of that one; expected the base's: a change of the holdout is for its owners to merge" };
        if (artifact.Read(name, "predictions.csv", request.Limits.Predictions) is not { } predictions)
            return Lacking(definition, claim, blank);

        using var lent = new LentData(request.Root, folder, definition, lines.Progress, interrupted);
        // Once more with the labels at hand: the same bytes may stand elsewhere in git.
        labelsVisible = LabelsSight.AreVisible(request.Root, folder, definition);
        blank = blank with { LabelsVisible = labelsVisible };
        using var scratch = new ScratchFolder("mlci-judge-");
        var bench = new JudgeBench(request, name, folder, new HandedPredictions(predictions, file => Disturbed(name, file)), new StageCache(scratch.Path), lines, interrupted);
        GateReport report = bench.Judge(definition, text, claim, labelsVisible, rules.TouchesTrain(definition) || (proposed is not null && proposed.Train.Value != definition.Train.Value));
        if (!report.Passed)
            ExitCode = ExitCodes.Combine([ExitCode, ExitCodes.Negative]);
        return blank with
        {
            Report = report,
            // Rules of the change's own are questions of its own: on labels that lie apart they would tell them, one slice or metric after another; and
            // that somebody may have these is no reason to tell everybody.
            Proposed = proposed is not null && definition.Labels is null && ProposedRules.Of(proposed, definition) is { } changed ? bench.Propose(changed, scratch.Path) : null,
        };
    }

    // Where the base's own build has found that there can be no program, nothing is missing. What no build has asked for is no such word.
    private JudgedPipeline Lacking(PipelineDefinition definition, ClaimedVerdict? claim, JudgedPipeline blank) =>
        PackageRecord.Read(request.BuildRoot ?? request.Root).FirstOrDefault(package => !package.Available && definition.Requires.Any(required => required.Value == package.Id)) is { } absent
            ? blank with { Unjudged = $"skipped: needs {absent.Id} {absent.Version}, which cannot be had ({absent.Reason})" }
            : blank with { Failure = $"found no predictions.csv of it in the artifact, expected those of the base's holdout{(claim is { Passed: false } ? $"; its own gate says: {claim.Reason}" : "")}" };

    private byte[] Disturbed(string name, string file) => artifact.Read(name, file, request.Limits.Predictions)
        ?? throw FaultException.Negative($"found no {file} in the artifact, expected what the model predicted of the disturbed holdout");

    // Where labels are withheld, its job gave no verdict, and says so in a file of its own.
    private ClaimedVerdict? Claim(string name) => Claim(name, "gate.json") ?? Claim(name, WithheldReport.FileName);

    private ClaimedVerdict? Claim(string name, string file) => artifact.Read(name, file, request.Limits.Json) is { } json
        ? ClaimedVerdict.Read(json, HostileText.Name($"{name}/{file}")) : null;

    private static string Holdout(PipelineDefinition definition) => string.Join(" with labels ", definition.Judging.Select(path => $"'{path.Value}'"));

    private JudgedPipeline Blank(string name) => new() { Name = name, LabelsVisible = labelsVisible };

    private JudgedPipeline Guarded(string name, Func<JudgedPipeline> judge)
    {
        labelsVisible = true;
        try
        {
            interrupted.ThrowIfCancellationRequested();
            JudgedPipeline judged = judge();
            return judged.Failure is null ? judged : Failed(judged, judged.Failure, ExitCodes.Negative);
        }
        catch (FaultException e)
        {
            return Failed(Blank(name), HostileText.Faults(e.Faults), e.ExitCode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(Blank(name), $"the file system refused: {HostileText.Sentence(e.Message)}", ExitCodes.OutOfReach);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One hostile file must not keep the others, and the check, from their verdict.
            return Failed(Blank(name), $"this is a bug in MlCi, please report it: {HostileText.Sentence(e.ToString())}", ExitCodes.OutOfReach);
        }
    }

    private JudgedPipeline Failed(JudgedPipeline judged, string why, int code)
    {
        ExitCode = ExitCodes.Combine([ExitCode, code]);
        return judged with { Failure = why, Unjudged = null };
    }

    private void Tell(JudgedPipeline judged, TimeSpan elapsed)
    {
        if (judged.Failure is { } failure)
            lines.WriteFaults([new Fault($"{HostileText.Name(judged.Name)} not judged: {failure}")]);
        else if (judged.Unjudged is { } unjudged)
            lines.WriteChoice($"{HostileText.Name(judged.Name)} {unjudged}", []);
        if (judged.Report is { } report)
            lines.WriteReport(report, elapsed);
        if (judged is { Claimed: true, Passed: false })
            lines.WriteChoice($"{HostileText.Name(judged.Name)}: the change's own job says that it passed, which counts for nothing", []);
        if (judged.Proposed is { } proposed)
            lines.WriteChoice($"under the rules that the change brings, which count for nothing before they are merged: {Headline.Of(proposed)}", []);
    }
}
