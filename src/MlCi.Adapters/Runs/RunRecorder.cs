using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlCi.Adapters.Stages;
using MlCi.Findings;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Reports.Html;
using MlCi.Runs;

namespace MlCi.Adapters.Runs;

/// <summary>
/// Follows a pipeline through one run and writes its record where the run ends: with Gate, or without it with Compare, Evaluate or
/// Train. What goes on after that, such as Register, is added. A run that reused everything and whose record would say what the
/// pipeline's newest says already leaves none, unless it was forced.
/// </summary>
internal sealed class RunRecorder
{
    private const string Train = "Train";
    private static readonly string[] Ends = [GateStage.Name, "Compare", "Evaluate", Train];

    private readonly PipelineSession session;
    private readonly RunStore store;
    private readonly Task<WorkingTree> tree;
    private readonly DateTimeOffset started;
    private readonly string id;
    private readonly List<RunStage> stages = [];
    private bool isWritten;
    private bool isRun;
    private bool isStopped;

    public RunRecorder(PipelineSession session, TimeProvider clock)
    {
        this.session = session;
        store = new RunStore(session.Options.Root);
        tree = WorkingTree.Of(session.Options);
        started = clock.GetUtcNow();
        Span<byte> random = stackalloc byte[4];
        RandomNumberGenerator.Fill(random);
        id = RunId.Of(started, BitConverter.ToUInt32(random));
    }

    /// <summary>When the run started, in UTC.</summary>
    public DateTimeOffset Started => started;

    /// <summary>The commit that was checked out as the run started, or null.</summary>
    public string? Commit => tree.GetAwaiter().GetResult().Commit;

    /// <summary>Whether files were changed after it, or not added; null where git did not say.</summary>
    public bool? Dirty => tree.GetAwaiter().GetResult().Dirty;

    /// <summary>The id of the run where its record is written, or null.</summary>
    public string? WrittenId => isWritten ? id : null;

    /// <summary>How long the stages so far took.</summary>
    public IReadOnlyList<StageTime> Times => [.. stages.Select(stage => new StageTime(stage.Name, stage.Seconds))];

    /// <summary>Takes down what came of a stage. Its outcome stands among the session's already.</summary>
    public void Add(StageOutcome outcome, TimeSpan elapsed)
    {
        stages.Add(new RunStage(outcome.Stage, outcome.Status, Math.Round(elapsed.TotalSeconds, 6), outcome.Reused));
        isRun |= outcome.Stage == Train && outcome.Status != StageStatus.NotEvaluated;
        if (isWritten || IsEnd(outcome.Stage))
            Write(stoppedWith: null);
    }

    /// <summary>Takes down that the run ended early. Where nothing was trained there is nothing to record.</summary>
    /// <param name="code">The exit code, or null where it goes on.</param>
    public void Stop(int? code)
    {
        if (code is not { } stopped || isStopped || !(isRun || isWritten))
            return;
        isStopped = true;
        try
        {
            Write(stopped);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The run has failed and has said so; that the disk is full, or what it was, too.
        }
    }

    // Where nobody knows how far the run goes, each of them may be the last.
    private bool IsEnd(string stage) => session.Options.VerdictStage is { } last ? stage == last : Ends.Contains(stage);

    private void Write(int? stoppedWith)
    {
        // Few rows say nothing of a model.
        if (session.Options.Smoke)
            return;
        RunRecord record = Record(stoppedWith);
        if (!isWritten && !session.Options.Force && (TrainedNothing() || (ReusedAll() && store.IsRepeat(record))))
            return;
        store.Write(record);
        isWritten = true;
    }

    private bool ReusedAll() => session.Outcomes.TrueForAll(outcome => outcome.Reused || outcome.Why is null);

    // Training alone, and that reused: it decided nothing, and the run that trained is recorded.
    private bool TrainedNothing() => ReusedAll() && !stages.Exists(stage => stage.Name != Train && Ends.Contains(stage.Name));

    private RunRecord Record(int? stoppedWith)
    {
        PipelineDefinition definition = session.Definition;
        WorkingTree git = tree.GetAwaiter().GetResult();
        // Only what Gate has said to its end is a verdict.
        GateReport? report = session.OutcomeOf(GateStage.Name) is null ? null : session.Report;
        return new RunRecord
        {
            Id = id,
            Pipeline = definition.Name,
            Started = started,
            Verdict = report is null ? null : report.Passed ? RunVerdict.Passed : RunVerdict.Failed,
            ExitCode = stoppedWith ?? (session.Outcomes.Exists(outcome => outcome.Status is StageStatus.Failed or StageStatus.NotEvaluated) ? ExitCodes.Negative : ExitCodes.Passed),
            Reason = Headline.FirstLine(Reason(report, stoppedWith)),
            Stages = [.. stages],
            Params = ParameterPaths.Of(definition.Parameters),
            Seed = definition.Seed,
            Metrics = session.Metrics,
            Gates = [.. (report?.Gates ?? [.. session.Thresholds ?? [], .. session.Comparisons ?? []]).Select(RunGate.Of)],
            Digests = new RunDigests(
                session.ModelDigest, Known(() => session.Train.Digest), Known(() => session.Holdout.Digest), definition.RulesDigest,
                isRun ? Known(() => session.SourcesDigest) : null, session.ChampionDigest),
            Commit = git.Commit,
            Dirty = git.Dirty,
            Host = Host(),
        };
    }

    private string Reason(GateReport? report, int? stoppedWith) => stoppedWith switch
    {
        null when report is not null => report.Reason,
        null => session.Outcomes.Find(outcome => outcome.Status is StageStatus.Failed or StageStatus.NotEvaluated) is { } failed
            ? $"{failed.Stage}: {failed.Reason}" : $"no verdict: the run ended with {stages[^1].Name}",
        ExitCodes.Interrupted => $"interrupted after {stages[^1].Name}",
        ExitCodes.Misconfigured => $"stopped after {stages[^1].Name}: wrong configuration",
        { } code => string.Create(CultureInfo.InvariantCulture, $"stopped after {stages[^1].Name} with exit code {code}"),
    };

    // What a run that stopped did not come to read is not known.
    private static string? Known(Func<string> digest)
    {
        try
        {
            return digest();
        }
        catch (FaultException)
        {
            return null;
        }
    }

    private static RunHost Host() => new(
        RuntimeInformation.OSDescription, RuntimeInformation.OSArchitecture.ToString(), RuntimeInformation.FrameworkDescription, Environment.ProcessorCount,
        typeof(RunRecorder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown");
}
