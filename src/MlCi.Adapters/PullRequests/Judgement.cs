using MlCi.Adapters.Processes;
using MlCi.Adapters.Stages;
using MlCi.Adapters.Terminal;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.PullRequests;
using Spectre.Console;

namespace MlCi.Adapters.PullRequests;

/// <summary>
/// Judges a change on the base's code, checkout and rules, by the predictions that its own job uploaded, and believes nothing else of them.
/// No program of the change runs. docs/trust.md says what is recomputed, what is only claimed, and what a forger can still do.
/// </summary>
public sealed class Judgement
{
    /// <summary>Where the verdicts are left, below the repository's folder.</summary>
    public const string Folder = "artifacts/judged";

    private readonly JudgeRequest request;
    private readonly IAnsiConsole console;
    private readonly CancellationToken interrupted;

    /// <summary>Prepares to judge.</summary>
    /// <param name="request">What, and by what.</param>
    /// <param name="console">Where it prints.</param>
    /// <param name="interrupted">Stops it.</param>
    public Judgement(JudgeRequest request, IAnsiConsole console, CancellationToken interrupted = default) =>
        (this.request, this.console, this.interrupted) = (request, console, interrupted);

    /// <summary>Judges every pipeline that the change affects by the base's own word, and writes a verdict of each that can be judged.</summary>
    /// <exception cref="FaultException">The request itself cannot be used (exit 2). What is wrong with a pipeline or with the artifact stands in the report.</exception>
    public JudgedChange Run()
    {
        foreach ((string sha, string what) in new[] { (request.HeadSha, "head"), (request.BaseSha, "base") })
        {
            if (!CommitId.IsWhole(sha))
                throw FaultException.Misconfigured($"found {HostileText.Name(sha)} for the {what}'s commit, expected 40 or 64 hexadecimal digits");
        }

        string root = Path.GetFullPath(request.Root);
        RemoveEarlier(root);
        using var output = new OrderedOutput(console, TimeProvider.System, isLive: false, isQuiet: true);
        using OutputLane lane = output.Open("");
        var lines = new StageLines(lane, request.Quiet, verbose: false);
        GitChanges changes = GitChanges.Listed(root, request.Changed);
        IReadOnlyList<string> names = Workspace.Names(root);
        string[] affected = [.. PipelineInputs.Affected(root, names, changes).Select(one => one.Name)];
        string[] added = [.. changes.Paths.Select(ChangedRules.PipelineOf).OfType<string>().Except(names, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var rules = new ChangedRules(root, changes);
        PullRequestReport report = Report([], rules.Of(Readable(root, names)));
        if (report.ChangedRules.Count > 0)
            lines.WriteChoice($"rules changed: {HostileText.Sentence(string.Join(", ", report.ChangedRules))}; the base's count", []);
        // Git lists files: what has the name of a pipeline's folder is a link or another repository, under which anything may stand.
        if (changes.Paths.FirstOrDefault(path => path == "pipelines" || names.Any(name => path == $"pipelines/{name}")) is { } link)
            return new JudgedChange(report with { Failure = $"found {HostileText.Name(link)} changed, which is the folder of pipelines here, expected it to stay a folder: a link or submodule is no pipeline that can be judged" }, ExitCodes.Negative);
        if (affected.Length + added.Length == 0)
        {
            lines.WriteChoice("the change affects no pipeline: nothing was judged", []);
            return new JudgedChange(report, ExitCodes.Passed);
        }

        try
        {
            using var artifact = new HostileArtifact(request.Artifacts, request.Limits);
            var judge = new PipelineJudge(request with { Root = root }, artifact, rules, lines, interrupted);
            report = report with { Pipelines = [.. affected.Select(judge.Judge), .. added.Select(judge.New)] };
            return new JudgedChange(report, judge.ExitCode);
        }
        catch (FaultException e) when (e.ExitCode == ExitCodes.Negative)
        {
            lines.WriteFaults(e.Faults);
            return new JudgedChange(report with { Failure = $"the artifact is refused: {e.Message}" }, ExitCodes.Negative);
        }
    }

    private PullRequestReport Report(IReadOnlyList<JudgedPipeline> pipelines, IReadOnlyList<string> changedRules) => new()
    {
        Repository = request.Repository,
        Number = request.Number,
        HeadSha = request.HeadSha,
        BaseSha = request.BaseSha,
        Run = request.Run,
        Pipelines = pipelines,
        ChangedRules = changedRules,
    };

    // A verdict of an earlier run must not stand beside a run that gave none.
    private static void RemoveEarlier(string root)
    {
        string folder = Path.Combine(root, Folder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<PipelineDefinition> Readable(string root, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            PipelineDefinition definition;
            try
            {
                definition = Workspace.Read(root, name).Definition;
            }
            catch (FaultException)
            {
                continue; // Whoever judges it will say so.
            }

            yield return definition;
        }
    }
}
