using MlCi.Adapters.Runs;
using MlCi.Adapters.Storage;
using MlCi.Adapters.Training;
using MlCi.Findings;
using MlCi.Gates;
using MlCi.Metrics;
using MlCi.Pipelines;
using MlCi.Reports;
using MlCi.Schemas;
using MlCi.Slices;

namespace MlCi.Adapters.Stages;

/// <summary>One pipeline during one run: what its stages have read and made so far. Each file is read once.</summary>
internal sealed class PipelineSession
{
    private readonly Lazy<RowSchema> schema;
    private readonly Lazy<DataInput> train;
    private readonly Lazy<DataInput> holdout;
    private readonly Lazy<HoldoutTruth> truth;
    private readonly Lazy<(string Path, string Digest)[]> sources;
    private readonly Lazy<string> sourcesDigest;
    private readonly Lazy<ProgramBuild> build;

    public PipelineSession(RunOptions options, PipelineDefinition definition, string folder, Action<string> log, Action<string> progress, CancellationToken interrupted)
    {
        Options = options;
        Definition = definition;
        Folder = folder;
        Log = log;
        Progress = progress;
        Interrupted = interrupted;
        Cache = new StageCache(options.Root);
        History = new StageHistory(options.Root, definition.Name);
        Artifacts = Path.Combine(options.Root, "artifacts", definition.Name);
        schema = new(() => RowSchema.Read(File.ReadAllBytes(Find(definition.Schema, "schema")), Shown(definition.Schema)));
        train = new(() => DataInput.Read(Find(definition.Train, "data.train"), Shown(definition.Train)));
        holdout = new(() => DataInput.Read(Find(definition.Holdout, "data.holdout"), Shown(definition.Holdout)));
        truth = new(() => HoldoutRows.Read(this));
        sources = new(() => ProgramSources.Of(options.Root, Projects()));
        sourcesDigest = new(() => ProgramSources.DigestOf(options.Root, Projects(), sources.Value));
        build = new(() => ProgramBuild.Get(
            options.Root, sourcesDigest.Value, Find(definition.Program, "train.project"),
            definition.Tests is { } tests ? Find(tests, "tests") : null, log, progress, interrupted));
        Recorder = new RunRecorder(this, TimeProvider.System);
    }

    public RunOptions Options { get; }

    public PipelineDefinition Definition { get; }

    /// <summary>The pipeline's folder.</summary>
    public string Folder { get; }

    public Action<string> Log { get; }

    /// <summary>Is told what is going on where it takes a while.</summary>
    public Action<string> Progress { get; }

    public CancellationToken Interrupted { get; }

    public StageCache Cache { get; }

    public StageHistory History { get; }

    /// <summary>Where its results go: <c>artifacts/&lt;pipeline&gt;</c>.</summary>
    public string Artifacts { get; }

    public RowSchema Schema => schema.Value;

    public DataInput Train => train.Value;

    public DataInput Holdout => holdout.Value;

    /// <summary>The digest of the sources of the program and its tests.</summary>
    public string SourcesDigest => sourcesDigest.Value;

    /// <summary>The sources of the program and its tests, and which projects these are, as what a stage reads.</summary>
    public IEnumerable<StageInput> SourceInputs =>
    [
        .. sources.Value.Select(file => new StageInput("sources", file.Path, file.Digest)),
        new StageInput("projects", "train.project", Definition.Program.Value),
        new StageInput("projects", "tests", Definition.Tests?.Value ?? "none"),
    ];

    public ProgramBuild Build => build.Value;

    /// <summary>What came of each stage that ran, in order.</summary>
    public List<StageOutcome> Outcomes { get; } = [];

    /// <summary>The exit code of a fault after which this pipeline goes no further, or null.</summary>
    public int? StoppedWith { get; set; }

    public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>The trained model's folder, in the cache; set by Train.</summary>
    public string? ModelFolder { get; set; }

    public string? ModelDigest { get; set; }

    /// <summary>The file of predictions; set by Evaluate.</summary>
    public string? PredictionsFile { get; set; }

    public TaskPredictions? Predictions { get; set; }

    /// <summary>What the holdout says of its rows, whatever model is asked.</summary>
    public HoldoutTruth Truth => truth.Value;

    /// <summary>How the holdout is cut; set by Evaluate.</summary>
    public IReadOnlyList<SlicePartition> Partitions { get; set; } = [];

    /// <summary>The thresholds before they are decided: those on slices are one family with the comparisons. Set by Evaluate.</summary>
    public IReadOnlyList<PendingGate> ThresholdGates { get; set; } = [];

    /// <summary>The decided thresholds; set by Evaluate, and again by Compare.</summary>
    public IReadOnlyList<GateResult>? Thresholds { get; set; }

    /// <summary>What is only looked at; empty where nothing was evaluated.</summary>
    public IReadOnlyList<GateResult> Diagnostics { get; set; } = [];

    /// <summary>The worst slices; null where they were not searched.</summary>
    public WorstSlices? WorstSlices { get; set; }

    public IReadOnlyList<GateResult>? Comparisons { get; set; }

    public string? ChampionDigest { get; set; }

    /// <summary>What was, or was not, compared with, in words.</summary>
    public string Champion { get; set; } = "Compare did not run";

    /// <summary>What a verdict of Evaluate or Compare means for the holdout where Gate does not run, until it is printed; else null.</summary>
    public HoldoutUse? HoldoutUse { get; set; }

    public GateReport? Report { get; set; }

    /// <summary>The metrics; set by Evaluate.</summary>
    public Evaluation? Evaluation { get; set; }

    /// <summary>Writes down what came of the run.</summary>
    public RunRecorder Recorder { get; }

    public string Artifact(string name) => Path.Combine(Artifacts, name);

    public StageOutcome? OutcomeOf(string stage) => Outcomes.Find(outcome => outcome.Stage == stage);

    /// <summary>The full path of a file that pipeline.yml names.</summary>
    /// <exception cref="FaultException">It is not there (exit 2).</exception>
    public string Find(Placed path, string key)
    {
        string full = Path.GetFullPath(Path.Combine(Folder, path.Value));
        return File.Exists(full) ? full : throw FaultException.Misconfigured(
            $"found no file '{path.Value}' for '{key}', expected it at {Path.GetRelativePath(Options.Root, full)}", path.Place);
    }

    /// <summary>A path of pipeline.yml as the user would type it at the repository's folder.</summary>
    public string Shown(Placed path) => Path.GetRelativePath(Options.Root, Path.GetFullPath(Path.Combine(Folder, path.Value)));

    private IEnumerable<string> Projects()
    {
        yield return Find(Definition.Program, "train.project");
        if (Definition.Tests is { } tests)
            yield return Find(tests, "tests");
    }
}
