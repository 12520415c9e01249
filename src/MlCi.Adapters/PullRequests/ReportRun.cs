using MlCi.Adapters.GitHub;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.PullRequests;
using Spectre.Console;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// The job that posts: when a run of the gate begins, that its commit is being judged; when it has ended, the verdict that was recomputed from
/// what it uploaded. Whatever keeps it from a verdict is posted as a failure; what it cannot post stays in progress, which blocks.
/// </summary>
/// <param name="gitHub">The repository.</param>
/// <param name="repository">Its name, <c>owner/name</c>.</param>
/// <param name="root">Its checkout, of the default branch.</param>
/// <param name="lines">Where it tells what it does.</param>
/// <param name="console">Where the judgement prints.</param>
/// <param name="interrupted">Stops it.</param>
/// <param name="stepSummary">The file for the page of this run, which is all that a person sees of a merge group; null: none.</param>
internal sealed class ReportRun(
    IGitHub gitHub, string repository, string root, StageLines lines, IAnsiConsole console, CancellationToken interrupted, string? stepSummary = null)
{
    /// <summary>What the artifact of a gate's run is called.</summary>
    public const string Artifact = "gate";

    private const int MostAnnotations = 500;

    // A workflow's name is what its author likes.
    private const int MostMarker = 1_000;

    /// <summary>Posts what there is to say of a run.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="FaultException">
    /// A pipeline could not be judged for another reason than the change itself (exit 2 or 3), which is posted, too; or GitHub is out of reach
    /// (exit 3). A change that was judged and may not be merged is no fault of this job.
    /// </exception>
    public void Run(GateRun run)
    {
        (JudgedHead? head, string reason) = JudgedHead.Of(gitHub, run);
        if (head is null)
        {
            lines.WriteChoice($"nothing to post: {reason}", []);
            return;
        }

        // Of a run that is started again only the end is told.
        new CheckRunPost(gitHub).Start(head.Sha, "being judged", run.Page);
        if (!run.IsCompleted)
        {
            lines.WriteChoice($"{CheckRunPost.Name} is in progress on {head.Sha}", []);
            return;
        }

        (PullRequestReport report, FaultException? fault) = Judged(run, head);
        // The list of changed files is of the head as it was when it was asked for. The newer head has a run of its own.
        if (HasMovedOn(head))
        {
            lines.WriteChoice($"nothing to post: pull request {head.Number} has moved on from {head.Sha}, which stays in progress", []);
            return;
        }

        Post(run, head, report);
        StepSummaryFile.Append(stepSummary, room => CommentText.Write(report, (int)Math.Clamp(room, 0, CommentText.MostBytes)), text => lines.WriteChoice(text, []));
        lines.WriteChoice($"{CheckRunPost.Name} on {head.Sha}: {CheckSummary.Of(report).Description}", []);
        if (fault is not null)
            throw fault;
    }

    private bool HasMovedOn(JudgedHead head) => head.Number is { } number
        && !(gitHub.ReadPullRequest(number) is { IsOpen: true } now && now.HeadSha == head.Sha && now.BaseBranch == head.BaseBranch);

    private (PullRequestReport Report, FaultException? Fault) Judged(GateRun run, JudgedHead head)
    {
        string baseSha = "";
        try
        {
            // The check stands at the commit, whatever it is merged into: a branch with easier rules must not earn it.
            if (head.BaseBranch != run.DefaultBranch)
                throw FaultException.Negative($"found a change for '{InertText.Of(head.BaseBranch)}', expected one for '{InertText.Of(run.DefaultBranch)}': {CheckRunPost.Name} judges by the default branch's rules alone");
            using BaseCheckout checkout = BaseCheckout.Of(root, head.BaseBranch);
            baseSha = checkout.Sha;
            using var scratch = new ScratchFolder("mlci-artifact-");
            JudgedChange judged = new Judgement(Request(run, head, checkout, scratch.Path), console, interrupted).Run();
            string left = Path.Combine(checkout.Root, Judgement.Folder);
            if (checkout.IsApart && Directory.Exists(left))
                FolderCopy.Into(Path.Combine(root, Judgement.Folder), left);
            return (judged.Report, judged.ExitCode is ExitCodes.Passed or ExitCodes.Negative ? null : new FaultException(judged.ExitCode, Faults(judged.Report)));
        }
        catch (FaultException e)
        {
            // Nothing else would tell whoever waits for it.
            PullRequestReport failed = new()
            {
                Repository = repository,
                Number = head.Number,
                HeadSha = head.Sha,
                BaseSha = baseSha,
                Run = run.Page,
                Pipelines = [],
                Failure = e.Message,
            };
            return (failed, e.ExitCode == ExitCodes.Negative ? null : e);
        }
    }

    private JudgeRequest Request(GateRun run, JudgedHead head, BaseCheckout checkout, string scratch)
    {
        ChangedFiles changed = head.Number is { } number ? gitHub.ListChanges(number) : gitHub.Compare(checkout.Sha, head.Sha);
        if (!changed.IsWhole)
            throw FaultException.Negative($"found more changed files than GitHub lists ({changed.Paths.Count}), expected fewer: nobody can tell which pipelines and rules they touch; part the change");
        IReadOnlyList<string> known = Workspace.Names(checkout.Root);
        Dictionary<string, byte[]?> proposals = new(StringComparer.Ordinal);
        foreach (string path in changed.Paths)
        {
            // What the base does not have has no rules to compare with; each file is a request of the few that an hour has.
            if (ChangedRules.PipelineOf(path) is { } name && known.Contains(name))
                proposals[name] = gitHub.ReadFile(path, head.Sha) is var own && own?.Length > ProposedRules.MostBytes ? [] : own;
        }

        return new JudgeRequest
        {
            Root = checkout.Root,
            BuildRoot = root,
            Artifacts = Downloaded(run, Path.Combine(scratch, "gate.zip")),
            Changed = changed.Paths,
            HeadSha = head.Sha,
            BaseSha = checkout.Sha,
            Proposals = proposals,
            Repository = repository,
            Number = head.Number,
            Run = run.Page,
            IsTold = true,
        };
    }

    // Of a run that was started again, the last one counts.
    private string[] Downloaded(GateRun run, string file)
    {
        if (gitHub.ListArtifacts(run.Id).Where(one => one.Name == Artifact && !one.IsExpired).MaxBy(one => one.Id) is not { } artifact)
            return [];
        gitHub.DownloadArtifact(artifact.Id, file, new ArtifactLimits().Packed);
        return [file];
    }

    // The check first: it is what blocks.
    private void Post(GateRun run, JudgedHead head, PullRequestReport report)
    {
        CheckSummary summary = CheckSummary.Of(report);
        new CheckRunPost(gitHub).Finish(head.Sha, new CheckVerdict(report.Passed, summary.Title, summary.Summary)
        {
            Status = summary.Description,
            Annotations = [.. RuleAnnotations.Of(report, MostAnnotations).Shown.Select(one => new CheckAnnotation(
                one.Path, one.Line, one.Line, one.Level == RuleAnnotation.Failure ? CheckLevel.Failure : CheckLevel.Warning, one.Title, one.Message))],
            Details = run.Page,
        });
        if (head.Number is { } number)
            new StickyComment(gitHub, run.Workflow).Post(number, CommentText.Write(report, StickyComment.MostLength - MostMarker));
    }

    private static Fault[] Faults(PullRequestReport report) =>
    [
        .. report.Pipelines.Where(pipeline => pipeline.Failure is not null).Select(pipeline => new Fault($"{pipeline.Name}: {pipeline.Failure}")).DefaultIfEmpty(new Fault(report.Failure ?? "found a pipeline that could not be judged")),
    ];
}
